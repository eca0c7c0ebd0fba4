import { z } from 'zod'
import type { FileHit } from '../../use-cases/search-ports.ts'
import { id, instant, int, text, title } from '../schemas.ts'
import type { FoundFiles } from './search-calls.ts'

const foundFile = z.object({
  id,
  title: title.nullish().transform((name) => name ?? ''),
  updated: instant.nullish(),
  pureContentLength: z.number().int().nonnegative().nullish().catch(null),
})

/** `rootFolderType` of somebody's own documents. */
const OWN_DOCUMENTS = 5

/** What was searched. Who has made the root of somebody's own documents is whose they are. */
const searched = z.object({
  title: text,
  parentId: z.union([z.string(), z.number()]).nullish().catch(null),
  rootFolderType: int.nullish().catch(null),
  createdBy: z.object({ displayName: text }).nullish().catch(null),
})

const ownerOf = ({ parentId, rootFolderType, createdBy }: z.output<typeof searched>): string | null => {
  const isRoot = parentId == null || String(parentId) === '0'
  return isRoot && rootFolderType === OWN_DOCUMENTS ? createdBy?.displayName || null : null
}

/**
 * The content of a room, a folder or a section. Files are read one by one, so that one odd file does not cost the
 * others. `total` counts all files there, not only those of this page.
 */
export const searchAnswer = z
  .object({
    response: z.object({
      files: z.array(z.unknown()).nullish(),
      current: searched.nullish(),
      total: int.nullish(),
    }),
  })
  .transform(({ response: { files, current, total } }): FoundFiles => {
    const rows = files ?? []
    const documentsOf = current ? ownerOf(current) : null
    const hits = rows
      .flatMap((row) => foundFile.safeParse(row).data ?? [])
      .map(
        (file): FileHit => ({
          id: file.id,
          title: file.title,
          place: current?.title ?? '',
          documentsOf,
          bytes: file.pureContentLength ?? null,
          changedAt: file.updated ?? 0,
        }),
      )
    return { hits, complete: total !== null && total !== undefined && total <= rows.length }
  })

export const roomsAnswer = z
  .object({ response: z.object({ folders: z.array(z.unknown()).nullish() }) })
  .transform(({ response: { folders } }) =>
    (folders ?? []).flatMap((folder) => z.object({ id }).safeParse(folder).data?.id ?? []),
  )

export const lookedUpFile = z
  .object({ response: foundFile.extend({ folderId: id.nullish() }) })
  .transform(({ response }) => response)

const pathPart = z.object({ id, title: text, roomType: int.nullish() })

/**
 * The way to a folder: the ids from the section down, and the name of its room, or of its section where it is in no
 * room.
 */
export const pathAnswer = z
  .object({ response: z.object({ pathParts: z.array(pathPart) }) })
  .transform(({ response: { pathParts: parts } }) => ({
    path: parts.map((part) => part.id),
    place: (parts.find((part) => part.roomType != null) ?? parts[0])?.title ?? '',
  }))
