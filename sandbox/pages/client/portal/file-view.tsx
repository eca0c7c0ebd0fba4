import type { PortalAct, PortalScreen } from '../../contract.ts'
import './portal-file.css'
import { useKept } from '../kit/use-kept.ts'
import { CopyButton } from './copy-button.tsx'
import { ActingInPortal, FileChanges } from './file-changes.tsx'
import { FileTile } from './file-tile.tsx'
import { LinkCard } from './link-card.tsx'
import { useSeenLinks } from './use-seen-links.ts'
import { sizeWords } from './words.ts'

type Act = (act: PortalAct) => Promise<void>

type Props = { file: NonNullable<PortalScreen['file']>; screen: PortalScreen; act: Act }

/** Somebody who may change links and is not the bot, whose key is the owner's. */
const usually = (people: PortalScreen['people']) =>
  people.find(({ kind }) => kind === 'room-admin') ?? people[0]

/** Who acts in the portal, kept in this tab, and what they do with their name on it. */
const useActor = (people: PortalScreen['people'], act: Act) => {
  const [chosen, choose] = useKept('sessionStorage', 'portal-actor', '')
  const who = (people.find(({ id }) => id === chosen) ?? usually(people))?.id
  const actAs: Act = (asked) => act('fileId' in asked && who !== undefined ? { ...asked, by: who } : asked)
  return { who, choose, actAs }
}

const Links = ({ file, screen, act }: Props) => (
  <>
    {useSeenLinks(file).map((link) => (
      <LinkCard
        key={link.id}
        fileId={file.id}
        link={link}
        people={screen.people}
        skewMs={screen.settings.clockSkewMs}
        act={act}
      />
    ))}
  </>
)

/** One file: where it is, how to name it to the bot, and its links. */
export const FileView = ({ file, screen, act }: Props) => {
  const { who, choose, actAs } = useActor(screen.people, act)
  return (
    <section class="portal-card" aria-labelledby="portal-file-title">
      <header class="portal-file-head">
        <FileTile title={file.title} />
        <div>
          <h2 id="portal-file-title" tabIndex={-1}>
            <bdi>{file.title}</bdi>
          </h2>
          <p class="portal-dim">
            <bdi>{file.place}</bdi> · {sizeWords(file.bytes)}
          </p>
        </div>
      </header>
      <p class="portal-address">
        <span>Id</span>
        <code>{file.id}</code>
        <CopyButton text={file.id} label="Copy the id" />
      </p>
      <p class="portal-address">
        <span>Its page</span>
        <code>{file.address}</code>
        <CopyButton text={file.address} label="Copy the address of its page" />
      </p>
      <div class="portal-doing">
        <ActingInPortal people={screen.people} who={who} choose={choose} />
        <FileChanges file={file} places={screen.places} act={actAs} />
      </div>
      <h3 id="portal-links" tabIndex={-1}>
        Links
      </h3>
      {file.links.length === 0 && (
        <p class="portal-dim">
          There is none. Share the file in Slack: copy the address above and type <code>/sharelink</code> with
          it.
        </p>
      )}
      <Links file={file} screen={screen} act={actAs} />
    </section>
  )
}
