import { z } from 'zod'
import type { SlackAct } from '../contract.ts'

const json = z.record(z.string(), z.unknown())
const choice = z.union([z.string(), z.array(z.string()), z.number(), json, z.null()])
const text = z.string()
const values = z.record(text, choice)

const surface = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: text, ts: text, isPrivate: z.boolean() }),
  z.object({ kind: z.literal('view'), id: text }),
  z.object({ kind: z.literal('home') }),
])
const element = { on: surface, blockId: text, actionId: text }

/** What a browser may ask for. */
export const slackAct: z.ZodType<SlackAct> = z.discriminatedUnion('act', [
  z.object({ act: z.literal('command'), channel: text, text }),
  z.object({ act: z.literal('say'), channel: text, text, threadTs: text.exactOptional() }),
  z.object({
    act: z.literal('click'),
    ...element,
    option: text.exactOptional(),
    values: values.exactOptional(),
  }),
  z.object({ act: z.literal('suggest'), ...element, query: text }),
  z.object({ act: z.literal('submit'), view: text, values }),
  z.object({ act: z.literal('close'), view: text }),
  z.object({ act: z.literal('home') }),
  z.object({ act: z.literal('messages') }),
  z.object({ act: z.literal('shortcut'), callbackId: text }),
  z.object({ act: z.literal('message-shortcut'), callbackId: text, channel: text, ts: text }),
  z.object({ act: z.literal('dismiss'), channel: text, ts: text }),
  z.object({ act: z.literal('outage'), kind: z.enum(['off', 'refuse', '503']) }),
])
