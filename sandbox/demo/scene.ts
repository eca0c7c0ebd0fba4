import type { Portal } from '../portal/types.ts'
import type { SlackMessage } from '../slack/model.ts'
import type { Slack } from '../slack/types.ts'
import { drawChannel, drawn } from './draw.ts'
import type { Narrator } from './narrate.ts'

/** What an act of the story plays with. */
export type Scene = { portal: Portal; slack: Slack; tell: Narrator }

/** A share as it stands in the channel. */
export type Posted = { message: SlackMessage; address: string; fileId: string }

export const CHANNEL = '#general'
const PATIENCE = { timeoutMs: 45_000 }

/** Where the bot makes and deletes a file's links. */
export const linksPath = (fileId: string): string => `/api/2.0/files/file/${fileId}/links`

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

/** The address behind the message's button; undefined when there is none. */
const addressOf = (message: SlackMessage): string | undefined => {
  const elements = (message.blocks ?? []).flatMap((block) => (block.elements ?? []) as { url?: unknown }[])
  return elements.flatMap(({ url }) => (typeof url === 'string' ? [url] : []))[0]
}

export const showChannel = ({ slack, tell }: Scene, { message }: Posted): void =>
  tell.drawing(
    `${CHANNEL}, as alice sees it (${slack.user('alice').tz}):`,
    drawChannel(slack, message, 'alice'),
  )

/** Shows the newest message that only this person sees, once it holds `text`. */
export const showPrivate = async ({ slack, tell }: Scene, who: string, text: string): Promise<void> => {
  const told = await slack.waitFor((s) => s.ephemerals(who).findLast((e) => e.text.includes(text)), {
    ...PATIENCE,
    what: `a private message to ${who}: ${text}`,
  })
  tell.drawing(`Only ${who} sees:`, drawn(slack, told, who))
}

/** Alice types a command and the share appears in the channel. */
export const share = async ({ slack, tell }: Scene, fileId: string, terms: string): Promise<Posted> => {
  const known = slack.history(CHANNEL).length
  const line = `/sharelink ${fileId} ${terms}`
  tell.act(`alice types in ${CHANNEL}:`, line)
  const ack = await slack.person('alice').command(line, { in: CHANNEL })
  if (ack.problems.length > 0) throw new Error(`Slack is not content: ${ack.problems.join('; ')}`)
  const message = await slack.waitFor((s) => s.history(CHANNEL).slice(known).find(addressOf), {
    ...PATIENCE,
    what: 'the message with the link',
  })
  return { message, address: addressOf(message) ?? '', fileId }
}

/** Resolves once the share's message says `text`. */
export const messageSays = async ({ slack }: Scene, { message }: Posted, text: string): Promise<void> => {
  await slack.waitFor((s) => s.message(CHANNEL, message.ts)?.text.includes(text), {
    ...PATIENCE,
    what: `the message to say: ${text}`,
  })
}

/**
 * The two moments of a share's end, by `performance.now()`: the bot's delete at the portal, checked to have
 * left no link, and the word to the channel. Returns when the message itself shows the end, too.
 */
export const theEnd = async (scene: Scene, posted: Posted): Promise<{ deadAt: number; toldAt: number }> => {
  const { portal, slack } = scene
  const { fileId, message } = posted
  const dead = async () => {
    await portal.waitForRequest({ method: 'PUT', path: linksPath(fileId), body: { access: 0 } }, PATIENCE)
    const deadAt = performance.now()
    if (portal.links(fileId).length > 0) throw new Error('the link is still there after its delete')
    return deadAt
  }
  const told = async () => {
    await slack.waitFor((s) => s.history(CHANNEL).some((m) => m.broadcast && m.thread_ts === message.ts), {
      ...PATIENCE,
      what: 'the end of the share, told to the channel',
    })
    return performance.now()
  }
  const [deadAt, toldAt] = await Promise.all([
    dead(),
    told(),
    messageSays(scene, posted, 'This link has ended.'),
  ])
  return { deadAt, toldAt }
}
