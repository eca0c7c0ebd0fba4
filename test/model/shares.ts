import type { ShareLink } from '../../src/domain/share.ts'
import { countOf, type Happened, type Life, type Rules } from './rules.ts'
import type { World } from './world.ts'

/** A share as the model knows it, from what was done and from what was seen of it so far. */
export interface TrueShare {
  id: string
  fileId: string
  linkIds: Set<string>
  direct: boolean
  lives: Life[]
  limit: number | null
  expiresAt: number
  /** What somebody, or the watch on the trail, has asked for, or done in the portal. */
  revoked: boolean
  suspended: boolean
  deleted: boolean
  extended: boolean
  /** When an extension was asked for that is not yet carried out. */
  askedAt: number | null
  /** The record as it was last seen. */
  seen: ShareLink | null
}

const fail = (share: TrueShare, what: string): never => {
  throw new Error(`share ${share.id}: ${what}; its record: ${JSON.stringify(share.seen)}`)
}

const arrived = (rows: readonly Happened[]) => rows.filter(({ row }) => row.id !== 0)

/** An end may only be what has come to pass. */
const checkReason = (share: TrueShare, record: ShareLink, now: number, most: number): void => {
  const before = share.seen?.end ?? null
  const { end } = record
  if (end === null || end.reason === before?.reason) return
  const isJust: Partial<Record<typeof end.reason, boolean>> = {
    limit: record.terms.limit !== null && most >= record.terms.limit,
    expired: now >= share.expiresAt,
    manual: share.revoked,
    blind: share.suspended,
    removed: share.deleted,
  }
  if (isJust[end.reason] !== true)
    fail(share, `it ended as "${end.reason}" without cause (${most} downloads at most)`)
  const mayChange = before === null || before.reason === 'blind' || share.extended || end.reason === 'manual'
  if (!mayChange) fail(share, `its end was "${before?.reason}", now "${end.reason}"`)
}

/** Notes the moments of its life, which are the model's own: nothing moves the clock within a step. */
const noteLife = (share: TrueShare, record: ShareLink, now: number): void => {
  const life = share.lives.at(-1)
  const lives = record.state !== 'revoked' && record.state !== 'failed'
  if (life === undefined) share.lives.push({ mayFrom: now, from: now, to: lives ? null : now })
  else if (!lives && life.to === null) life.to = now
  else if (lives && life.to !== null) {
    share.lives.push({ mayFrom: Math.max(share.askedAt ?? now, life.to), from: now, to: null })
  }
  if (record.extending === null) share.askedAt = null
  else share.askedAt ??= now
}

const checkTerms = (share: TrueShare, record: ShareLink): void => {
  const { limit, expiresAt } = record.terms
  if (!share.extended && (limit !== share.limit || expiresAt !== share.expiresAt)) {
    fail(share, 'its terms have changed by themselves')
  }
  Object.assign(share, { limit, expiresAt })
}

/** After every step: nothing has ended without cause, nothing is counted that was not there, what is over is dead. */
export const look = (
  { portal, clock }: World,
  share: TrueShare,
  record: ShareLink | null,
  rows: readonly Happened[],
  rules: Rules,
): void => {
  if (record === null) {
    if (share.seen !== null) fail(share, 'it is not there any more')
    return
  }
  checkTerms(share, record)
  noteLife(share, record, clock.at)
  const { most } = countOf(share, arrived(rows), rules)
  // Of what was never made nobody has the address.
  if (record.state !== 'failed' && record.downloads > most)
    fail(share, `${record.downloads} downloads are counted of ${most} at most`)
  checkReason(share, record, clock.at, most)
  share.seen = record
  // A link that is being written anew, or was in vain, is on record.
  const { state, extending, looseLinkIds } = record
  const isLeft = ({ id }: { id: string }) => share.linkIds.has(id) && !looseLinkIds.includes(id)
  if (state === 'revoked' && extending === null && portal.links().some(isLeft)) {
    fail(share, 'it is over and its link is there')
  }
}

/** After a good reading: all that had arrived is counted, and no limit is passed by a live share. */
export const checkRead = (share: TrueShare, before: readonly Happened[], rules: Rules): void => {
  const { seen, limit } = share
  if (seen === null || seen.state === 'failed') return
  const { least } = countOf(share, before, rules)
  if (seen.downloads < least) fail(share, `${seen.downloads} downloads are counted of ${least} at least`)
  if (seen.state === 'active' && limit !== null && least >= limit) fail(share, 'it lives past its limit')
}

/** After what is due was looked at. */
export const checkDue = (share: TrueShare, now: number): void => {
  if (share.seen?.state === 'active' && now >= share.expiresAt) fail(share, 'it lives past its end')
}
