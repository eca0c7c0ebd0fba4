import { useId, useState } from 'preact/hooks'
import type { GateVisit, GateVisitor } from '../../contract.ts'
import { visitGate } from '../kit/ask.ts'

const VISITORS: { as: GateVisitor; label: string }[] = [
  { as: 'preview', label: 'A preview looks' },
  { as: 'downloader', label: 'A downloader, in 8 pieces' },
]

/** People outside Slack, who have the address of the link's page at the bot. */
export const VisitGate = ({ page, titleId }: { page: string; titleId: string }) => {
  const [isBusy, setBusy] = useState(false)
  const [came, setCame] = useState<GateVisit>()
  const id = useId()
  const visit = async (as: GateVisitor) => {
    if (isBusy) return
    setBusy(true)
    setCame(undefined)
    setCame(await visitGate(page, as))
    setBusy(false)
  }
  return (
    <fieldset class="portal-visit portal-gate" aria-describedby={titleId}>
      <legend>Outside Slack</legend>
      <div class="portal-buttons">
        <a
          class="button button-primary portal-out"
          aria-describedby={titleId}
          href={page}
          target="_blank"
          rel="noopener noreferrer"
        >
          Open its page<span class="unseen"> in a new tab, as a visitor</span>
        </a>
        {VISITORS.map(({ as, label }) => (
          <button
            key={as}
            type="button"
            class="button"
            aria-describedby={`${titleId} ${id}-result`}
            aria-disabled={isBusy}
            onClick={() => visit(as)}
          >
            {label}
          </button>
        ))}
      </div>
      <p
        id={`${id}-result`}
        class={`portal-result${came ? (came.ok ? ' portal-good' : ' portal-bad') : ''}`}
        role="status"
      >
        {isBusy ? 'Under way …' : came?.words}
      </p>
    </fieldset>
  )
}
