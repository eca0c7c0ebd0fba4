import { z } from 'zod'
import type { Portal } from '../../portal/types.ts'
import { type ActResult, type PortalAct, TROUBLES } from '../contract.ts'
import { Refused } from '../http.ts'
import type { World } from '../server.ts'

const file = { fileId: z.string(), by: z.string().exactOptional() }
const link = { ...file, linkId: z.string() }

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
      password: z.string().nullable().exactOptional(),
    }),
  }),
  z.strictObject({ act: z.literal('trash-file'), ...file }),
  z.strictObject({ act: z.literal('restore-file'), ...file }),
  z.strictObject({ act: z.literal('move-file'), ...file, folderId: z.string() }),
  z.strictObject({ act: z.literal('webhook'), on: z.boolean() }),
])

/** Pages show what was a moment ago: somebody else, or the bot, may have been faster. */
const gone = (what: string): ActResult => ({ ok: false, error: `There is no such ${what} (any more).` })

type OnFile = Extract<PortalAct, { fileId: string }>

/** What has gone meanwhile, or never was. */
const missing = (portal: Portal, act: OnFile): ActResult | undefined => {
  const { state } = portal
  if (!Object.hasOwn(state.files, act.fileId)) return gone('file')
  if ('linkId' in act && !portal.links(act.fileId).some(({ id }) => id === act.linkId)) return gone('link')
  if (act.act === 'restore-file' && state.files[act.fileId]?.originId === null)
    return gone('file in the trash')
  if (act.act === 'move-file' && !Object.hasOwn(state.folders, act.folderId)) return gone('folder')
  return act.by !== undefined && !Object.hasOwn(state.users, act.by) ? gone('account') : undefined
}

const onFile = (portal: Portal, act: OnFile): ActResult => {
  const refusal = missing(portal, act)
  if (refusal) return refusal
  switch (act.act) {
    case 'delete-link':
      portal.deleteLink(act.fileId, act.linkId, act.by)
      break
    case 'edit-link':
      portal.editLink(act.fileId, act.linkId, act.change, act.by)
      break
    case 'trash-file':
      portal.trashFile(act.fileId, act.by)
      break
    case 'restore-file':
      portal.restoreFile(act.fileId, act.by)
      break
    case 'move-file':
      portal.moveFile(act.fileId, act.folderId, act.by)
  }
  return { ok: true }
}

/** What somebody does on the portal's page. */
export const actInPortal = async ({ portal, troubles }: World, body: unknown): Promise<ActResult> => {
  const read = schema.safeParse(body)
  if (!read.success) throw new Refused(400, z.prettifyError(read.error))
  const act = read.data
  if ('fileId' in act) return onFile(portal, act)
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
    case 'webhook': {
      const hook = portal.state.webhooks.at(-1)
      if (!hook) return gone('webhook')
      await portal.changeWebhook(hook.id, { enabled: act.on })
    }
  }
  return { ok: true }
}
