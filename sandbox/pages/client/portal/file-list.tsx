import { useState } from 'preact/hooks'
import type { FileInfo } from '../../contract.ts'
import './portal-files.css'
import { FileTile } from './file-tile.tsx'
import { hashOfFile } from './use-file-hash.ts'
import { counted } from './words.ts'

/** By place, each once, in the order the portal has them; the trash comes last. */
const byPlace = (files: FileInfo[]): [place: string, files: FileInfo[]][] => {
  const groups = new Map<string, FileInfo[]>()
  for (const file of [...files].sort((a, b) => Number(a.isTrashed) - Number(b.isTrashed)))
    groups.set(file.place, [...(groups.get(file.place) ?? []), file])
  return [...groups]
}

const FileLine = ({ file, isCurrent }: { file: FileInfo; isCurrent: boolean }) => (
  <li>
    <a
      class={`portal-file-line${file.isTrashed ? ' portal-file-trashed' : ''}`}
      href={hashOfFile(file.id)}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <FileTile title={file.title} />
      <bdi class="portal-file-name">{file.title}</bdi>
      {file.linkCount > 0 && <span class="badge">{counted(file.linkCount, 'link')}</span>}
    </a>
  </li>
)

/** The portal's files, room by room, with a box to find one. */
export const FileList = ({ files, current }: { files: FileInfo[]; current: string | undefined }) => {
  const [words, setWords] = useState('')
  const wanted = words.trim().toLowerCase()
  const found = files.filter(({ title, place, id }) =>
    `${title}\n${place}\n${id}`.toLowerCase().includes(wanted),
  )
  return (
    <nav class="portal-files" aria-label="Files">
      <label class="portal-search">
        <span class="unseen">Find a file</span>
        <input
          class="field"
          type="search"
          placeholder="Find a file"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <p class="unseen" role="status">
        {wanted && counted(found.length, 'file')}
      </p>
      <div class="portal-files-scroll">
        {byPlace(found).map(([place, inPlace]) => (
          <section key={place}>
            <h2>
              <bdi>{place}</bdi>
            </h2>
            <ul>
              {inPlace.map((file) => (
                <FileLine key={file.id} file={file} isCurrent={file.id === current} />
              ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && <p class="portal-dim">No file is called that.</p>}
      </div>
    </nav>
  )
}
