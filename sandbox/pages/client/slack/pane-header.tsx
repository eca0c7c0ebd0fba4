import './pane-header.css'
import type { ComponentChildren } from 'preact'
import { Icon } from '../kit/icon.tsx'
import { usePanels } from './panels.ts'
import { troubleCount } from './trouble-count.ts'
import { useWorkspace } from './workspace.ts'

/** The top line of the middle of the page; in a narrow window the way back to the sidebar too. */
export const PaneHeader = ({ children }: { children: ComponentChildren }) => {
  const { screen } = useWorkspace()
  const { isInspecting, inspect, openSide } = usePanels()
  const count = troubleCount(screen)
  return (
    <header class="pane-header">
      <button
        type="button"
        class="icon-button pane-header-side"
        aria-label="Conversations"
        onClick={() => openSide(true)}
      >
        <Icon name="menu" />
      </button>
      <div class="pane-header-title">{children}</div>
      <button
        type="button"
        class="button pane-header-inspect"
        aria-pressed={isInspecting}
        onClick={() => inspect(!isInspecting)}
      >
        <Icon name="pulse" />
        <span class="pane-header-words">What Slack saw</span>
        {count > 0 && (
          <span class="count">
            {count}
            <span class="unseen"> went wrong</span>
          </span>
        )}
      </button>
    </header>
  )
}
