import type { PortalAct, PortalScreen } from '../../contract.ts'
import './portal-file.css'
import { CopyButton } from './copy-button.tsx'
import { FileTile } from './file-tile.tsx'
import { LinkCard } from './link-card.tsx'
import { SureButton } from './sure.tsx'
import { useSeenLinks } from './use-seen-links.ts'
import { sizeWords } from './words.ts'

type Props = {
  file: NonNullable<PortalScreen['file']>
  people: PortalScreen['people']
  act: (act: PortalAct) => Promise<void>
}

const Trash = ({ file, act }: Pick<Props, 'file' | 'act'>) =>
  file.isTrashed ? (
    <p class="portal-warning">In the trash: none of its links is valid.</p>
  ) : (
    <SureButton
      label="Move to trash"
      question="Move this file to the trash?"
      explanation="Its links stop working at once. The sandbox cannot bring it back, except by --reset."
      onSure={() => act({ act: 'trash-file', fileId: file.id })}
    />
  )

const Links = ({ file, people, act }: Props) => (
  <>
    {useSeenLinks(file).map((link) => (
      <LinkCard key={link.id} fileId={file.id} link={link} people={people} act={act} />
    ))}
  </>
)

/** One file: where it is, how to name it to the bot, and its links. */
export const FileView = ({ file, people, act }: Props) => (
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
    <Trash file={file} act={act} />
    <h3 id="portal-links" tabIndex={-1}>
      Links
    </h3>
    {file.links.length === 0 && (
      <p class="portal-dim">
        There is none. Share the file in Slack: copy the address above and type <code>/sharelink</code> with
        it.
      </p>
    )}
    <Links file={file} people={people} act={act} />
  </section>
)
