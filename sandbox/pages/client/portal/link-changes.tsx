import type { LinkInfo, PortalAct } from '../../contract.ts'
import { SureButton } from './sure.tsx'

type Change = Extract<PortalAct, { act: 'edit-link' }>['change']

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Long enough for the portal, and easy to type. */
const PASSWORD = 'let-me-in'

type PressProps = {
  label: string
  describedBy: string
  isDisabled?: boolean
  /** Given: it is a switch. */
  isOn?: boolean
  press: () => void
}

const Press = ({ label, describedBy, isDisabled = false, isOn, press }: PressProps) => (
  <button
    type="button"
    class={isOn === undefined ? 'button' : 'button portal-toggle'}
    aria-describedby={describedBy}
    aria-pressed={isOn}
    disabled={isDisabled}
    onClick={press}
  >
    {label}
  </button>
)

/** What people with the right to it may do to the link in the portal, behind the bot's back. */
export const LinkChanges = ({
  fileId,
  link,
  skewMs,
  describedBy,
  act,
}: {
  fileId: string
  link: LinkInfo
  /** How far the portal's clock is ahead. */
  skewMs: number
  describedBy: string
  act: (act: PortalAct) => Promise<void>
}) => {
  const target = { fileId, linkId: link.id }
  const edit = (change: Change) => act({ act: 'edit-link', ...target, change })
  const endAt = (at: number) => edit({ expirationDate: new Date(at).toISOString() })
  const { expirationDate: end, hasPassword, denyDownload, internal } = link
  const remove = async () => {
    await act({ act: 'delete-link', ...target })
    // The button is gone with its link.
    document.getElementById('portal-links')?.focus()
  }
  return (
    <div class="portal-buttons">
      <Press
        label="End it in 1 minute"
        describedBy={describedBy}
        press={() => endAt(Date.now() + skewMs + MINUTE)}
      />
      <Press
        label="A day longer"
        describedBy={describedBy}
        isDisabled={end === null}
        press={() => end !== null && endAt(Date.parse(end) + DAY)}
      />
      <Press
        label="Remove its end"
        describedBy={describedBy}
        isDisabled={end === null}
        press={() => edit({ expirationDate: null })}
      />
      <Press
        label={hasPassword ? 'Remove its password' : `Password “${PASSWORD}”`}
        describedBy={describedBy}
        press={() => edit({ password: hasPassword ? null : PASSWORD })}
      />
      <Press
        label="View only"
        describedBy={describedBy}
        isOn={denyDownload}
        press={() => edit({ denyDownload: !denyDownload })}
      />
      <Press
        label="Members only"
        describedBy={describedBy}
        isOn={internal}
        press={() => edit({ internal: !internal })}
      />
      <SureButton
        label="Delete link"
        question="Delete this link in the portal?"
        explanation="Whoever has its address gets nothing from now on. The bot is not told, it has to notice."
        describedBy={describedBy}
        onSure={remove}
      />
    </div>
  )
}
