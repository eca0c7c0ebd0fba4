import { createHmac } from 'node:crypto'
import { roomOf, rootOf, wireId } from './entries.ts'
import type { Delivery, PortalFile, PortalState, Webhook } from './state-types.ts'

/** What a webhook may be for, by its bit; 0 stands for all of them (docs/portal.md, Webhooks). */
const TRIGGERS: [bit: number, name: string][] = [
  [2 ** 34, 'file.downloaded'],
  [2 ** 35, 'folder.downloaded'],
]

/** Bits above 2^31 are beyond JavaScript's own operators. */
export const isFor = (triggers: number, bit: number): boolean =>
  triggers === 0 || Math.floor(triggers / bit) % 2 === 1

const triggerNames = (triggers: number): string[] =>
  triggers === 0 ? ['*'] : TRIGGERS.filter(([bit]) => isFor(triggers, bit)).map(([, name]) => name)

export const FILE_DOWNLOADED = { triggerId: 2 ** 34, trigger: 'file.downloaded' }

/** UTC in whole seconds, cut off: `2026-07-14T06:31:22Z`. */
export const shortUtc = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`

/** The file as a delivery names it: which link it was and where the visitor came from are not in it. */
export const filePayload = (state: PortalState, file: PortalFile): Delivery['payload'] => {
  const root = rootOf(state, file.folderId)
  const room = roomOf(state, file.folderId)
  return {
    id: wireId(file.id),
    title: file.title,
    parentId: wireId(file.folderId),
    ...(root ? { rootFolderId: wireId(root.id), rootFolderType: root.rootType } : {}),
    ...(room ? { parentRoomType: room.roomType } : {}),
    fileEntryType: 2,
    version: file.version,
    created: file.createdAt,
    updated: file.updatedAt,
  }
}

/** What only attempts after the first tell; it makes each of them another body with another signature. */
const retryMembers = (hook: Webhook, { attempts, createdOn }: Delivery, now: Date) => {
  const last = attempts.at(-1)
  if (!last) return {}
  const retried = attempts.length > 1
  return {
    lastFailureOn: retried ? shortUtc(new Date(last.at)) : createdOn,
    lastFailureContent: last.error,
    lastSuccessOn: hook.lastSuccessOn,
    retryCount: attempts.length,
    retryOn: shortUtc(now),
  }
}

/** The body of the next attempt; default-valued members are omitted (docs/portal.md, Webhooks). */
export const deliveryBody = (hook: Webhook, delivery: Delivery, now: Date): string => {
  const { id, createdOn, createdBy, trigger, triggerId, payload } = delivery
  const target = hook.targetId === null ? undefined : { id: wireId(hook.targetId), type: 'file' }
  const body = {
    event: { id, createOn: createdOn, createBy: createdBy, trigger, triggerId },
    payload,
    webhook: {
      id: hook.id,
      name: hook.name,
      url: hook.uri,
      triggers: triggerNames(hook.triggers),
      target,
      ...retryMembers(hook, delivery, now),
    },
  }
  return JSON.stringify(body, (_, member) => member ?? undefined)
}

/** `sha256=` and the UPPERCASE hex HMAC-SHA256 of the raw body. */
export const signatureOf = (body: string, secretKey: string): string =>
  `sha256=${createHmac('sha256', secretKey).update(body).digest('hex').toUpperCase()}`
