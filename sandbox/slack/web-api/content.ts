import { letters } from '../ids.ts'
import { blockFaults } from '../limits/blocks.ts'
import { isObject } from '../limits/report.ts'
import type { Block, Json } from '../model.ts'
import { renderBlocks } from '../render/blocks.ts'
import type { World } from '../world.ts'
import { type Answer, refuse } from './call.ts'

/** What is longer is cut, and Slack warns of it. */
const CUT = 40_000

export type Content = { text: string; blocks?: Block[]; attachments?: unknown[]; metadata?: Json }

/** Fills in what Slack fills in: block ids, `emoji` of plain text, `verbatim` of mrkdwn, action ids. */
const completed = (world: World, value: unknown, depth = 0): unknown => {
  if (Array.isArray(value)) return value.map((item) => completed(world, item, depth))
  if (!isObject(value)) return value
  const copy: Json = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, completed(world, inner, depth + 1)]),
  )
  if (copy.type === 'plain_text' && copy.emoji === undefined) copy.emoji = true
  if (copy.type === 'mrkdwn' && copy.verbatim === undefined) copy.verbatim = false
  if (copy.type === 'button' && !copy.action_id) copy.action_id = letters(world, 5)
  if (depth === 0 && !copy.block_id) copy.block_id = letters(world, 5)
  return copy
}

export const completeBlocks = (world: World, blocks: unknown): Block[] =>
  completed(world, structuredClone(blocks)) as Block[]

/** `invalid_blocks` with Slack's own pointers into the payload. */
const refuseBlocks = (faults: string[]): Answer =>
  refuse('invalid_blocks', { errors: faults, response_metadata: { messages: faults } })

/** Letters, numbers, underscores and hyphens (docs.slack.dev, Using message metadata). */
const EVENT_TYPE = /^[\w-]+$/

const isFlat = (value: unknown): boolean =>
  isObject(value) && Object.values(value).every((one) => ['string', 'number', 'boolean'].includes(typeof one))

/** What is not as Slack wants it is left out, with a warning. `{}` is for chat.update: it removes what was there. */
const readMetadata = (metadata: Json | undefined, warnings: string[]): Json | undefined => {
  if (metadata === undefined || Object.keys(metadata).length === 0) return metadata
  const { event_type: type, event_payload: payload } = metadata
  if (typeof type === 'string' && EVENT_TYPE.test(type) && isFlat(payload)) return metadata
  warnings.push('invalid_metadata_schema')
  return undefined
}

/**
 * Text, blocks, attachments and metadata of a message, checked; or the refusal. Without text Slack
 * builds one from the blocks; that is noted as `missing_fallback_text`.
 */
export const readContent = (world: World, args: Json, warnings: string[]): Content | Answer => {
  const { text, blocks, attachments } = args
  if (typeof blocks === 'string' && blocks !== '') return refuse('invalid_blocks_format')
  const faults = blocks === undefined || blocks === '' ? [] : blockFaults(blocks, 'message')
  if (faults.length > 0) return refuseBlocks(faults)
  if (args.metadata !== undefined && !isObject(args.metadata)) return refuse('invalid_metadata_format')
  const metadata = readMetadata(args.metadata, warnings)
  const list = Array.isArray(blocks) && blocks.length > 0 ? completeBlocks(world, blocks) : undefined
  const written = typeof text === 'string' ? text : ''
  const hasAttachments = Array.isArray(attachments) && attachments.length > 0
  if (written === '' && !list && !hasAttachments) return refuse('no_text')
  if (written === '') warnings.push('missing_fallback_text')
  const { length } = [...written]
  if (length > CUT) warnings.push('message_truncated')
  else if (length > 4000) warnings.push('text_over_4000')
  return {
    text: written === '' ? renderBlocks(list ?? [], { tz: 'Etc/UTC' }) : [...written].slice(0, CUT).join(''),
    ...(list ? { blocks: list } : {}),
    ...(hasAttachments ? { attachments } : {}),
    ...(metadata ? { metadata } : {}),
  }
}

export const isRefusal = (value: Content | Answer): value is Answer => 'ok' in value
