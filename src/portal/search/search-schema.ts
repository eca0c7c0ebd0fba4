import { z } from 'zod'
import type { FileHit } from '../../use-cases/search-ports.ts'
import { id, instant, int, text, title } from '../schemas.ts'
import type { FoundFiles } from './search-calls.ts'

const foundFile = z.object({
  id,
  title: title.nullish().transform((name) => name ?? ''),
  updated: instant.nullish(),
})

/**
 * The content of a room, a folder or a section. Files are read one by one, so that one odd file does not cost the
 * others. `total` counts all files there, not only those of this page.
 */
export const searchAnswer = z
  .object({
    response: z.object({
      files: z.array(z.unknown()).nullish(),
      current: z.object({ title: text }).nullish(),
      total: int.nullish(),
    }),
  })
  .transform(({ response: { files, current, total } }): FoundFiles => {
    const rows = files ?? []
    const hits = rows
      .flatMap((row) => foundFile.safeParse(row).data ?? [])
      .map(
        (file): FileHit => ({
          id: file.id,
          title: file.title,
          place: current?.title ?? '',
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
