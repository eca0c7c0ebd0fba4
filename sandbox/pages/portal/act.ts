import { z } from 'zod'
import { type ActResult, type PortalAct, TROUBLES } from '../contract.ts'
import { Refused } from '../http.ts'
import type { World } from '../server.ts'

const link = { fileId: z.string(), linkId: z.string() }

const schema: z.ZodType<PortalAct> = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('trouble'), name: z.enum(TROUBLES), on: z.boolean() }),
  z.strictObject({ act: z.literal('calm') }),
  z.strictObject({ act: z.literal('release-events'), order: z.enum(['in-order', 'reverse']) }),
  z.strictObject({ act: z.literal('delete-link'), ...link }),
  z.strictObject({
    act: z.literal('edit-link'),
    ...link,
    change: z.strictObject({
      expirationDate: z.iso.datetime({ offset: true }).nullable().exactOptional(),
      denyDownload: z.boolean().exactOptional(),
      internal: z.boolean().exactOptional(),
    }),
  }),
  z.strictObject({ act: z.literal('trash-file'), fileId: z.string() }),
])

/** Pages show what was a moment ago: somebody else, or the bot, may have been faster. */
const gone = (what: string): ActResult => ({ ok: false, error: `There is no such ${what} (any more).` })

/** What somebody does on the portal's page. */
export const actInPortal = ({ portal, troubles }: World, body: unknown): ActResult => {
  const read = schema.safeParse(body)
  if (!read.success) throw new Refused(400, z.prettifyError(read.error))
  const act = read.data
  if ('linkId' in act && !portal.links(act.fileId).some(({ id }) => id === act.linkId)) return gone('link')
  switch (act.act) {
    case 'trouble':
      troubles.set(act.name, act.on)
      break
    case 'calm':
      for (const name of troubles.list()) troubles.set(name, false)
      portal.releaseEvents('in-order')
      break
    case 'release-events':
      portal.releaseEvents(act.order)
      break
    case 'delete-link':
      portal.deleteLink(act.fileId, act.linkId)
      break
    case 'edit-link':
      portal.editLink(act.fileId, act.linkId, act.change)
      break
    case 'trash-file':
      if (!Object.hasOwn(portal.state.files, act.fileId)) return gone('file')
      portal.trashFile(act.fileId)
  }
  return { ok: true }
}
