import { useState } from 'preact/hooks'
import type { FileInfo, PortalAct, PortalScreen } from '../../contract.ts'
import { KIND_WORDS } from './words.ts'

type Act = (act: PortalAct) => Promise<void>

/** Whose hand it is that changes things here: the trail names them. */
export const ActingInPortal = ({
  people,
  who,
  choose,
}: {
  people: PortalScreen['people']
  who: string | undefined
  choose: (id: string) => void
}) => (
  <label class="portal-acting">
    What you change here is done by
    <select class="field" value={who} onChange={(event) => choose(event.currentTarget.value)}>
      {people.map(({ id, name, kind }) => (
        <option key={id} value={id}>
          {name} ({KIND_WORDS[kind] ?? kind})
        </option>
      ))}
    </select>
  </label>
)

const Move = ({ file, places, act }: { file: FileInfo; places: PortalScreen['places']; act: Act }) => {
  const others = places.filter(({ id }) => id !== file.folderId)
  const [chosen, setChosen] = useState('')
  const folderId = others.find(({ id }) => id === chosen)?.id ?? others[0]?.id
  return (
    <div class="portal-move">
      <label>
        <span class="unseen">Move it to</span>
        <select class="field" value={folderId} onChange={(event) => setChosen(event.currentTarget.value)}>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="button"
        onClick={() => folderId !== undefined && act({ act: 'move-file', fileId: file.id, folderId })}
      >
        Move there
      </button>
    </div>
  )
}

/** What may happen to the file in the portal. One button trashes and restores: the focus stays on it. */
export const FileChanges = ({
  file: { id: fileId, isTrashed },
  file,
  places,
  act,
}: {
  file: FileInfo
  places: PortalScreen['places']
  act: Act
}) => (
  <>
    {isTrashed && <p class="portal-warning">In the trash: none of its links is valid.</p>}
    <button
      type="button"
      class={isTrashed ? 'button' : 'button button-danger'}
      onClick={() => act({ act: isTrashed ? 'restore-file' : 'trash-file', fileId })}
    >
      {isTrashed ? 'Restore' : 'Move to trash'}
    </button>
    {!isTrashed && <Move file={file} places={places} act={act} />}
  </>
)
