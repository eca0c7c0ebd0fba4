import { isObject } from '../../limits/report.ts'
import type { SlackChannel } from '../../model.ts'
import type { World } from '../../world.ts'
import { type Answer, type Call, type Method, refuse, textArg } from '../call.ts'
import { isRefusal, readContent } from '../content.ts'
import { addBotMessage, findMessage, messageBody } from '../messages.ts'
import { isRefused, postingTarget } from '../reach.ts'

const BURST = 5
/** What Slack's people call the limit of all texts in the blocks of a message (slackapi/bolt-js#2509). */
const BLOCK_TEXTS = 12_000

/** Characters of every text in these blocks. */
const textLength = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0)
  if (!isObject(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? [...inner].length : textLength(inner)),
    0,
  )
}

/** About one post a second and channel, bursts tolerated; the seconds to wait when it is too much. */
const overAllowance = (world: World, channel: SlackChannel): number | undefined => {
  if (!world.settings.strictRate) return undefined
  const now = world.now()
  const before = world.state.allowance[channel.id] ?? { left: BURST, at: now }
  const left = Math.min(BURST, before.left + (now - before.at) / 1000)
  world.state.allowance[channel.id] = { left: left >= 1 ? left - 1 : left, at: now }
  return left >= 1 ? undefined : Math.max(1, Math.ceil(1 - left))
}

/** The thread a reply belongs to: a reply's own thread when a reply is named; undefined when there is none. */
const parentTs = (call: Call, channel: SlackChannel, ts: string): string | undefined => {
  const named = findMessage(call.world.state, channel.id, ts)
  return named && (named.thread_ts ?? named.ts)
}

export const postMessage: Method = {
  scopes: ['chat:write'],
  run: (call): Answer => {
    const channel = postingTarget(call)
    if (isRefused(channel)) return channel
    const { world, team, args, warnings } = call
    const content = readContent(world, args, warnings)
    if (isRefusal(content)) return content
    if (textLength(content.blocks) > BLOCK_TEXTS) return refuse('msg_blocks_too_long')
    const thread = textArg(args, 'thread_ts')
    const parent = thread === undefined ? undefined : parentTs(call, channel, thread)
    if (thread !== undefined && parent === undefined) return refuse('thread_not_found')
    const wait = overAllowance(world, channel)
    if (wait !== undefined) return refuse('ratelimited', { status: 429, retryAfter: wait })
    const message = addBotMessage(world, team, channel, content, {
      args,
      source: 'chat.postMessage',
      ...(parent ? { threadTs: parent } : {}),
    })
    return { ok: true, channel: channel.id, ts: message.ts, message: messageBody(message) }
  },
}
