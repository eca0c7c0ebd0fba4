import type { LinkInfo, PortalAct, PortalScreen } from '../../contract.ts'
import './portal-link.css'
import { CopyButton } from './copy-button.tsx'
import { LinkChanges } from './link-changes.tsx'
import type { SeenLink } from './use-seen-links.ts'
import { VisitAs } from './visit-as.tsx'
import { VisitGate } from './visit-gate.tsx'
import { When } from './when.tsx'
import { counted, STATE_WORDS } from './words.ts'

type Act = (act: PortalAct) => Promise<void>

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

/** A link of the file: its state, somebody who opens it, and what may happen to it in the portal. */
export const LinkCard = ({
  fileId,
  link,
  people,
  skewMs,
  act,
}: {
  fileId: string
  link: SeenLink
  people: PortalScreen['people']
  skewMs: number
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
      {link.gatePage === undefined ? (
        <VisitAs link={link} people={people} titleId={titleId} />
      ) : (
        <>
          <VisitGate page={link.gatePage} titleId={titleId} />
          <details class="portal-more">
            <summary aria-describedby={titleId}>As if its key had got out of the bot</summary>
            <VisitAs link={link} people={people} titleId={titleId} />
          </details>
        </>
      )}
      <details class="portal-more">
        <summary aria-describedby={titleId}>Its addresses</summary>
        <Address name="The page" address={link.pageAddress} describedBy={titleId} />
        <Address name="Straight to the bytes" address={link.directAddress} describedBy={titleId} />
      </details>
      {!link.isGone && (
        <details class="portal-more">
          <summary aria-describedby={titleId}>Change it in the portal</summary>
          <LinkChanges fileId={fileId} link={link} skewMs={skewMs} describedBy={titleId} act={act} />
        </details>
      )}
    </article>
  )
}
