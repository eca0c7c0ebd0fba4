import { z } from 'zod'
import { LONGEST_ID } from '../domain/file-address.ts'
import type { PortalFile, PortalLink } from '../domain/portal-facts.ts'
import { clip, clipTitle } from './clip.ts'

// The portal leaves null members out, and other versions leave out more. A missing member that we can do without gets
// the value that promises least.

export const id = z.union([z.number().int(), z.string().min(1).max(LONGEST_ID)]).transform(String)
export const int = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
])
/** The longest name, place or browser that is kept: as long as the portal's longest title. */
const LONGEST_TEXT = 255

export const text = z
  .string()
  .nullish()
  .transform((value) => clip(value ?? '', LONGEST_TEXT))
export const title = z.string().transform(clipTitle)

/** Well below the 3,000 characters that a button of Slack takes as its address. */
const LONGEST_ADDRESS = 2_500

/** Part of the address that people get. Cut, it would be another address, so one that is too long counts as none. */
const address = z
  .string()
  .nullish()
  .transform((value) => (value && value.length <= LONGEST_ADDRESS ? value : ''))
const password = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false)

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** ISO with the portal's offset and up to seven fraction digits -> epoch milliseconds. */
export const instant = z
  .string()
  .regex(ISO)
  .transform((value) => Date.parse(value))
  .pipe(z.number())

const link = z.object({
  // Links of others are read too. An id that is too long is none of ours.
  id: z
    .string()
    .min(1)
    .transform((value) => clip(value, LONGEST_TEXT)),
  shareLink: address,
  requestToken: address,
  expirationDate: instant.nullish(),
  internal: flag,
  denyDownload: flag,
  primary: flag,
  isExpired: flag,
  title: text,
  password,
})

/** One row of `…/links`; `sharedTo` is what the link was called before 3.5. */
const rawRow = z
  .object({ access: int, sharedLink: z.unknown().optional(), sharedTo: z.unknown().optional() })
  .transform((row) => ({ access: row.access, sharedLink: row.sharedLink ?? row.sharedTo }))
  .pipe(z.object({ access: z.number(), sharedLink: link }))

const linkRow = rawRow.transform(
  ({ access, sharedLink: { expirationDate, password, ...rest } }): PortalLink => ({
    ...rest,
    access,
    expiresAt: expirationDate ?? null,
    // The portal sends the password in clear: only that there is one leaves this folder.
    hasPassword: password !== '',
  }),
)

/** The passwords of a file's links by link id, in clear. Only for `keptPassword`, which sends them back. */
export const linkPasswords = z
  .object({ response: z.array(rawRow).nullish() })
  .transform(
    ({ response }) =>
      new Map((response ?? []).map(({ sharedLink }) => [sharedLink.id.toLowerCase(), sharedLink.password])),
  )

/** The answer to a write. Without `response` nothing was made. */
export const writtenLink = z
  .object({ response: linkRow })
  .transform(({ response }) => response)
  .refine((made) => made.shareLink !== '' && made.requestToken !== '', { path: ['response', 'address'] })

export const linkPage = z
  .object({ response: z.array(linkRow).nullish(), total: int.nullish() })
  .transform(({ response, total }) => ({ links: response ?? [], total: total ?? null }))

export const fileAnswer = z
  .object({
    response: z.object({
      id,
      title,
      pureContentLength: z.number().int().nonnegative().nullish().catch(null),
      isForm: flag,
      parentRoomType: int.nullish(),
      folderId: id.nullish(),
      rootFolderType: int.nullish(),
      parentShared: flag,
      canShare: flag,
      availableShareRights: z.object({ ExternalLink: z.array(z.string()).nullish() }).nullish(),
      shareSettings: z.object({ ExternalLink: int.nullish() }).nullish(),
    }),
  })
  .transform(
    ({ response: file }): PortalFile => ({
      id: file.id,
      title: file.title,
      bytes: file.pureContentLength ?? null,
      isForm: file.isForm,
      roomType: file.parentRoomType ?? null,
      folderId: file.folderId ?? null,
      rootType: file.rootFolderType ?? null,
      parentShared: file.parentShared,
      canShare: file.canShare,
      externalRights: file.availableShareRights?.ExternalLink ?? [],
      linkQuota: file.shareSettings?.ExternalLink ?? 0,
    }),
  )

export const folderAnswer = z
  .object({ response: z.object({ pathParts: z.array(z.object({ id })) }) })
  .transform(({ response }) => response.pathParts.map((part) => part.id))

/** What a link's key is worth, as `files/share/{key}` says it. */
export const shareAnswer = z
  .object({ response: z.object({ status: int }) })
  .transform(({ response }) => response.status)
