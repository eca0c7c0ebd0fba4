import { z } from 'zod'
import type { OutageNotice } from '../domain/outage.ts'
import type { GivenDownload } from '../use-cases/claim-ports.ts'
import type { MakeRequest } from '../use-cases/make-request.ts'

// Payloads that take some lines; the others stand in their rows of the catalogue.

/** The moment that was reserved for a job; null until one is. */
export const notBefore = z.number().nullable()

/** The share that a job is about. */
export const shareRef = z.object({ team: z.string(), id: z.string() })

/** An answer with the address of a download, and when that stops working. */
export const givenDownload = shareRef.extend({
  url: z.string(),
  until: z.number(),
}) satisfies z.ZodType<GivenDownload>

/** Left out by a version that knew one workspace. */
const team = z.string().default('')

const replyTo = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('url'),
      url: z.string(),
      replaces: z.literal(true).optional(),
      stays: z.literal(true).optional(),
    }),
    z.object({
      kind: z.literal('view'),
      team,
      viewId: z.string(),
      userId: z.string(),
      over: z.string().optional(),
    }),
    z.object({
      kind: z.literal('person'),
      team,
      userId: z.string(),
      onlyCopy: z.literal(true).optional(),
    }),
  ])
  .nullable()

export const makeRequest = z.object({
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
    exact: z.literal(true).optional(),
  }),
  unasked: z.array(z.enum(['end', 'limit', 'enforcement'])).optional(),
  sealedPassword: z.string().nullable(),
  outsidersAgreed: z.literal(true).optional(),
  replyTo,
  reference: z.string(),
  retry: z.string().optional(),
  sealedLook: z.string().optional(),
}) satisfies z.ZodType<MakeRequest>

const cause = z.enum(['plan', 'rights', 'key', 'outage'])
const someLinks = { ids: z.array(z.string()), total: z.number() }
const told = { team: z.string(), to: z.string(), since: z.number() }

export const notice: z.ZodType<OutageNotice> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blind-admins'), ...told, cause, links: z.number(), suspends: z.boolean() }),
  z.object({
    kind: z.literal('blind-creator'),
    ...told,
    ...someLinks,
    cause: cause.optional(),
    suspends: z.boolean(),
  }),
  z.object({
    kind: z.literal('back-admins'),
    ...told,
    cause: cause.nullable(),
    summary: z.object({
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
