import { z } from 'zod'
import type { Bulletin } from '../domain/blindness.ts'
import type { MakeRequest } from '../use-cases/make-request.ts'

/**
 * Where jobs live. Revocations have a queue of their own: nothing slow may stand in their way. So have the rewritings of links
 * that live already, which many new ones must not hold up; Homes, which stand in nobody's way; and `watch`, where looks at the
 * portal take their time.
 */
export const QUEUES = ['make', 'rewrite', 'end', 'tell', 'home', 'sweep', 'watch'] as const
export type QueueName = (typeof QUEUES)[number]

const shareRef = z.object({ team: z.string(), id: z.string() })

const replyTo = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('url'), url: z.string() }),
    z.object({ kind: z.literal('view'), viewId: z.string(), userId: z.string() }),
    z.object({ kind: z.literal('person'), userId: z.string() }),
  ])
  .nullable()

const makeRequest = z.object({
  team: z.string(),
  shareId: z.string(),
  linkId: z.string(),
  fileId: z.string(),
  creator: z.object({ id: z.string(), name: z.string() }),
  channel: z.object({ id: z.string(), name: z.string() }),
  here: z.boolean(),
  terms: z.object({
    expiresAt: z.number(),
    limit: z.number().nullable(),
    viewOnly: z.boolean(),
    note: z.string().nullable(),
  }),
  sealedPassword: z.string().nullable(),
  replyTo,
  reference: z.string(),
}) satisfies z.ZodType<MakeRequest>

const cause = z.enum(['plan', 'rights', 'key', 'outage'])
const someLinks = { ids: z.array(z.string()), total: z.number() }
const told = { team: z.string(), to: z.string(), since: z.number() }

const bulletin: z.ZodType<Bulletin> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blind-admins'), ...told, cause, links: z.number(), suspends: z.boolean() }),
  z.object({ kind: z.literal('blind-creator'), ...told, ...someLinks, suspends: z.boolean() }),
  z.object({
    kind: z.literal('back-admins'),
    ...told,
    cause: cause.nullable(),
    aftermath: z.object({
      until: z.number(),
      downloads: z.number(),
      links: z.number(),
      atLimit: z.number(),
      overrun: z.number(),
      resuming: z.number(),
    }),
  }),
  z.object({ kind: z.literal('back-creator'), ...told, ...someLinks }),
])

/** Every kind of job: its queue and its payload. Handlers stand in workers.ts. */
export const JOBS = {
  /** `notBefore`: the moment reserved for this channel; null until one is. */
  'make-share': {
    queue: 'make',
    payload: makeRequest.extend({ notBefore: z.number().nullable() }),
  },
  'expire-share': { queue: 'end', payload: shareRef },
  'revoke-link': { queue: 'end', payload: shareRef },
  /** Gives an announced extension to the portal, and answers. */
  'extend-share': { queue: 'rewrite', payload: shareRef },
  /** The moment `WARN_BEFORE` of the end. */
  'warn-share': { queue: 'tell', payload: shareRef.extend({ expiresAt: z.number() }) },
  /** Draws somebody's Home anew. */
  'show-home': { queue: 'home', payload: z.object({ team: z.string(), userId: z.string() }) },
  'clean-links': { queue: 'end', payload: shareRef },
  /** Sees that the portal has a live share's link as it is to be. */
  'put-back-link': { queue: 'rewrite', payload: shareRef },
  /** Rewrites the message at once. Apart from `tell-share`, which may be waiting for its turn. */
  'show-share': { queue: 'tell', payload: shareRef.extend({ channel: z.string() }) },
  /** Posts what is owed, in the channel's turns. `notBefore` as above. */
  'tell-share': {
    queue: 'tell',
    payload: shareRef.extend({ channel: z.string(), notBefore: z.number().nullable() }),
  },
  'settle-shares': { queue: 'end', payload: z.object({}) },
  /** `routine`: a tick of the schedule, which may pass without a reading. */
  'sweep-audit': { queue: 'sweep', payload: z.object({ routine: z.boolean() }) },
  /** Sees whether the audit trail can be read at all; `routine`: only when it is time to. */
  'probe-audit': { queue: 'sweep', payload: z.object({ routine: z.boolean() }) },
  /** Warns somebody that downloads cannot be seen, or tells them that they are again. */
  'tell-sight': { queue: 'tell', payload: bulletin },
  /** Looks for changes at the portal to live shares' links and files. */
  'check-drift': { queue: 'watch', payload: z.object({}) },
  /** Tries the counting from end to end; goes on with the trial on record. `daily`: begins one. */
  'run-canary': { queue: 'watch', payload: z.object({ daily: z.boolean() }) },
} as const satisfies Record<string, { queue: QueueName; payload: z.ZodType }>

export type JobName = keyof typeof JOBS
export type Payload<N extends JobName> = z.output<(typeof JOBS)[N]['payload']>
