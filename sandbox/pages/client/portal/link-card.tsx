import type { LinkInfo, PortalAct, PortalScreen } from '../../contract.ts'
import './portal-link.css'
import { CopyButton } from './copy-button.tsx'
import { SureButton } from './sure.tsx'
import type { SeenLink } from './use-seen-links.ts'
import { VisitAs } from './visit-as.tsx'
import { When } from './when.tsx'
import { counted, STATE_WORDS } from './words.ts'

type Act = (act: PortalAct) => Promise<void>

const MINUTE = 60_000

const flagsOf = (link: LinkInfo): string[] => [
  ...(link.primary ? ['Primary'] : []),
  ...(link.denyDownload ? ['View only'] : []),
  ...(link.hasPassword ? ['Password'] : []),
  ...(link.internal ? ['Members only'] : []),
]

const Facts = ({ link }: { link: LinkInfo }) => (
  <dl class="portal-facts">
    <div>
      <dt>{link.state === 'expired' ? 'Ended' : 'Ends'}</dt>
      <dd>{link.expirationDate === null ? 'Never' : <When date={link.expirationDate} />}</dd>
    </div>
    <div>
      <dt>Downloads</dt>
      <dd class="portal-number">{link.downloads}</dd>
    </div>
    <div>
      <dt>Made</dt>
      <dd>
        <When date={link.createdAt} />
      </dd>
    </div>
  </dl>
)

const Address = ({ name, address, describedBy }: { name: string; address: string; describedBy: string }) => (
  <p class="portal-address">
    <span>{name}</span>
    <code>{address}</code>
    <CopyButton text={address} label={`Copy the address: ${name.toLowerCase()}`} describedBy={describedBy} />
  </p>
)

/** What people with the right to it may do to the link in the portal, behind the bot's back. */
const Changes = ({
  fileId,
  link,
  describedBy,
  act,
}: {
  fileId: string
  link: LinkInfo
  describedBy: string
  act: Act
}) => {
  const target = { fileId, linkId: link.id }
  const edit = (change: Extract<PortalAct, { act: 'edit-link' }>['change']) =>
    act({ act: 'edit-link', ...target, change })
  const endSoon = () => edit({ expirationDate: new Date(Date.now() + MINUTE).toISOString() })
  const remove = async () => {
    await act({ act: 'delete-link', ...target })
    // The button is gone with its link.
    document.getElementById('portal-links')?.focus()
  }
  return (
    <div class="portal-buttons">
      <button type="button" class="button" aria-describedby={describedBy} onClick={endSoon}>
        End it in 1 minute
      </button>
      <button
        type="button"
        class="button"
        aria-describedby={describedBy}
        disabled={link.expirationDate === null}
        onClick={() => edit({ expirationDate: null })}
      >
        Remove its end
      </button>
      <button
        type="button"
        class="button portal-toggle"
        aria-describedby={describedBy}
        aria-pressed={link.denyDownload}
        onClick={() => edit({ denyDownload: !link.denyDownload })}
      >
        View only
      </button>
      <button
        type="button"
        class="button portal-toggle"
        aria-describedby={describedBy}
        aria-pressed={link.internal}
        onClick={() => edit({ internal: !link.internal })}
      >
        Members only
      </button>
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

/** A link of the file: its state, somebody who opens it, and what may happen to it in the portal. */
export const LinkCard = ({
  fileId,
  link,
  people,
  act,
}: {
  fileId: string
  link: SeenLink
  people: PortalScreen['people']
  act: Act
}) => {
  const state = link.isGone ? 'gone' : link.state
  // The buttons of all links are called the same: each names its link besides.
  const titleId = `link-${link.id}`
  return (
    <article class={`portal-link portal-link-${state}`} aria-labelledby={titleId}>
      <header class="portal-link-head">
        <h4 id={titleId}>
          <bdi>{link.title}</bdi>
        </h4>
        <span class={`portal-state portal-state-${state}`}>{STATE_WORDS[state]}</span>
        {flagsOf(link).map((flag) => (
          <span key={flag} class="badge">
            {flag}
          </span>
        ))}
      </header>
      {link.isGone ? (
        <p class="portal-dim">
          Deleted after {counted(link.downloads, 'download')}. Whoever still has its address can try it.
        </p>
      ) : (
        <Facts link={link} />
      )}
      <VisitAs link={link} people={people} titleId={titleId} />
      <details class="portal-more">
        <summary aria-describedby={titleId}>Its addresses</summary>
        <Address name="The page" address={link.pageAddress} describedBy={titleId} />
        <Address name="Straight to the bytes" address={link.directAddress} describedBy={titleId} />
      </details>
      {!link.isGone && (
        <details class="portal-more">
          <summary aria-describedby={titleId}>Change it in the portal</summary>
          <Changes fileId={fileId} link={link} describedBy={titleId} act={act} />
        </details>
      )}
    </article>
  )
}
