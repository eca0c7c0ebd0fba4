import { z } from 'zod'
import { TROUBLES } from '../pages/contract.ts'

const text = z.string()
const things = z.array(z.looseObject({}))
const named = z.array(z.looseObject({ id: text, name: text }))
const byName = z.record(text, z.unknown())
const port = z.int().min(1).max(65_535)
const install = z.looseObject({ token: text, userId: text, scopes: z.array(text) })

const slack = z.looseObject({
  teams: z
    .array(z.looseObject({ id: text, name: text, install: install.optional() }))
    .refine((teams) => teams.some((team) => team.install)),
  users: named,
  channels: z.array(z.looseObject({ id: text, name: text, members: z.array(text) })),
  messages: z.array(z.looseObject({ channel: text, ts: text, text })),
  ephemerals: things,
  views: things,
  triggers: things,
  hooks: things,
  requests: things,
  deliveries: things,
  suggestions: byName,
  counter: z.number(),
  lastTs: z.number(),
  allowance: byName,
})

const portal = z.looseObject({
  settings: z.looseObject({
    version: text,
    auditDelayMs: z.object({ min: z.number(), max: z.number() }),
    clockSkewMs: z.number(),
    auditDuplicates: z.number(),
    auditPurgeBefore: text.nullable(),
    webhookDelayMs: z.object({ min: z.number(), max: z.number() }),
    webhookRetryMs: z.number(),
  }),
  signingSecret: text,
  users: z.record(text, z.looseObject({ id: text, displayName: text })),
  keys: z.array(z.looseObject({ secret: text, ownerId: text })),
  sessions: z.record(text, text),
  folders: z.record(text, z.looseObject({ id: text, title: text })),
  files: z.record(text, z.looseObject({ id: text, title: text, folderId: text, content: text })),
  links: z.array(z.looseObject({ id: text, code: text })),
  events: things,
  pending: z.array(z.looseObject({ event: z.looseObject({}), visibleAt: text })),
  webhooks: z.array(z.looseObject({ id: z.number(), uri: text, secretKey: text })),
  deliveries: z.array(z.looseObject({ id: z.number(), webhookId: z.number(), attempts: things })),
  nextWebhookId: z.number(),
  nextDeliveryId: z.number(),
  nextEventId: z.number(),
  nextEntryId: z.number(),
})

/** What must be there so that everything can start: a file that was cut or edited by hand, not every slip in it. */
const shape = z.looseObject({
  slack,
  portal,
  troubles: z.array(z.enum(TROUBLES)),
  outage: z.enum(['off', 'refuse', '503']),
  ports: z.object({ slack: port, portal: port, bot: port.optional() }),
  encryptionKey: text.regex(/^[A-Za-z0-9+/]{43}=$/),
  webhookSecret: text.min(8),
})

/** Where something is missing or of another kind: `slack.users`; empty when all is well. */
export const damagesIn = (kept: unknown): string[] =>
  (shape.safeParse(kept).error?.issues ?? []).map(({ path }) => path.join('.'))
