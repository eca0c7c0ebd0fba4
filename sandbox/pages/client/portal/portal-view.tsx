import { useEffect, useRef } from 'preact/hooks'
import type { PortalAct, PortalScreen } from '../../contract.ts'
import { Icon } from '../kit/icon.tsx'
import { AuditTrail } from './audit-trail.tsx'
import { FileList } from './file-list.tsx'
import { FileView } from './file-view.tsx'
import { TroublesBanner, TroublesPanel } from './troubles-panel.tsx'
import { WebhookPanel } from './webhook-panel.tsx'

type Props = {
  screen: PortalScreen
  /** The file that is wanted; `isStale`: it is still being asked for. */
  fileId: string | undefined
  isStale: boolean
  isLost: boolean
  act: (act: PortalAct) => Promise<void>
}

const Head = ({ screen, isLost }: Pick<Props, 'screen' | 'isLost'>) => (
  <header class="portal-head">
    <h1>
      DocSpace portal <span>(stand-in)</span>
    </h1>
    <p>
      Version {screen.settings.version} at <code>{screen.url}</code>
    </p>
    <a class="portal-to-slack" href="/">
      <Icon name="back" /> To Slack
    </a>
    {isLost && (
      <p class="portal-lost" role="alert">
        The sandbox does not answer. Is it still running?
      </p>
    )}
  </header>
)

const Middle = ({ screen, fileId, isStale, act }: Omit<Props, 'isLost'>) => {
  const { file } = screen
  if (file && (isStale || file.id === fileId)) return <FileView file={file} screen={screen} act={act} />
  const words =
    fileId === undefined
      ? 'Choose a file to see its links, and to open them as somebody else. Links are made in Slack, by the bot.'
      : 'The portal has no such file.'
  return <p class="portal-card portal-dim">{isStale ? 'One moment …' : words}</p>
}

/**
 * Moves the focus to a file that was chosen, so that the keyboard goes on there. The file that the page was opened with
 * was not chosen.
 */
const useFocusOnFile = (shown: string | undefined, initial: string | undefined) => {
  const last = useRef(initial)
  useEffect(() => {
    if (shown === undefined || shown === last.current) return
    last.current = shown
    document.getElementById('portal-file-title')?.focus()
  }, [shown])
}

/** All of the portal's page. */
export const PortalView = ({ screen, fileId, isStale, isLost, act }: Props) => {
  useFocusOnFile(screen.file?.id, fileId)
  return (
    <div class="portal">
      <Head screen={screen} isLost={isLost} />
      <TroublesBanner troubles={screen.troubles} act={act} />
      <div class="portal-columns">
        <FileList files={screen.files} current={fileId} />
        <main class="portal-main" aria-busy={isStale}>
          <Middle screen={screen} fileId={fileId} isStale={isStale} act={act} />
          <AuditTrail screen={screen} act={act} />
        </main>
        <aside class="portal-side">
          {screen.webhook && <WebhookPanel webhook={screen.webhook} now={screen.now} act={act} />}
          <TroublesPanel troubles={screen.troubles} act={act} />
        </aside>
      </div>
    </div>
  )
}
