import { z } from 'zod'
import type { ShareRef } from '../domain/share.ts'
import type { IdleAsking, OutsidersAsking, RevocationOfMany } from '../use-cases/admin-ports.ts'
import { job, UNTIL_DONE } from './job-row.ts'
import { shareRef } from './payloads.ts'
import { keyOf, refOf } from './share-work.ts'

const namedScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('by'), user: z.string() }),
  z.object({ kind: z.literal('in'), channel: z.string() }),
  z.object({ kind: z.literal('by-in'), user: z.string(), channel: z.string() }),
  z.object({ kind: z.literal('of'), fileId: z.string(), title: z.string().nullish() }),
])

const revocationOfMany = z.object({
  team: z.string(),
  by: z.string(),
  of: namedScope,
  left: z.array(z.string()),
  total: z.number(),
  since: z.number(),
  reference: z.string(),
})

/** Rows of the catalogue: what is done for admins, and of what they are told. */
export const ADMIN_JOBS = {
  /** Revokes many links, some at a time, after ends that are due; each is removed by a job of its own. */
  'revoke-many': job({
    queue: 'due',
    payload: revocationOfMany,
    tries: UNTIL_DONE,
    ask: (work: RevocationOfMany) => ({
      data: { ...work, left: [...work.left] },
      key: `${work.team}:${work.reference}`,
      rank: 2,
    }),
  }),
  /** Asks admins about live links that nobody sees to. */
  'ask-about-unattended': job({
    queue: 'tell',
    payload: z.object({ team: z.string(), key: z.string() }),
    tries: UNTIL_DONE,
    ask: (team: string, key: string) => ({ data: { team, key }, key: `${team}:${key}` }),
  }),
  /** Asks the owner of links whose channel turned external. */
  'ask-of-outsiders': job({
    queue: 'tell',
    payload: z.object({ team: z.string(), channel: z.string(), userId: z.string(), at: z.number() }),
    tries: UNTIL_DONE,
    ask: (asking: OutsidersAsking) => ({
      data: asking,
      key: `${asking.team}:${asking.channel}:${asking.userId}`,
    }),
  }),
  /** Asks the owner of links that nobody uses. */
  'ask-about-idle': job({
    queue: 'tell',
    payload: z.object({ team: z.string(), userId: z.string(), timeZone: z.string(), at: z.number() }),
    tries: UNTIL_DONE,
    ask: (asking: IdleAsking) => ({ data: asking, key: `${asking.team}:${asking.userId}` }),
  }),
  /** Does what follows from the answer of approvers, or from none in time. */
  'settle-approval': job({
    queue: 'tell',
    payload: shareRef,
    tries: UNTIL_DONE,
    isAtMoment: true,
    ask: (ref: ShareRef, delayMs: number) => ({
      data: refOf(ref),
      key: `${keyOf(ref)}:${delayMs === 0 ? 'now' : 'later'}`,
      delayMs,
    }),
  }),
  /** Looks how some of the people and channels with live links are, of which no event may have told. */
  'look-at-people': job({
    queue: 'watch',
    payload: z.object({}),
    isQuiet: true,
    ask: () => null,
    repeat: { everyMs: () => 60_000, data: {} },
  }),
}
