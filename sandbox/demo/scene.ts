import type { Portal } from '../portal/types.ts'
import type { SlackEphemeral, SlackMessage } from '../slack/model.ts'
import type { Slack } from '../slack/types.ts'
import { drawChannel, drawn } from './draw.ts'
import type { Narrator } from './narrate.ts'

/** What an act of the story plays with. */
export type Scene = { portal: Portal; slack: Slack; tell: Narrator }

/** A share as it stands in the channel, and its page for people outside. */
export type Posted = { message: SlackMessage; page: string; fileId: string }

export const CHANNEL = '#general'
const PATIENCE = { timeoutMs: 45_000 }

/** Where the bot makes and deletes a file's links. */
export const linksPath = (fileId: string): string => `/api/2.0/files/file/${fileId}/links`

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

/** The address behind the button of what somebody was told; undefined when there is none. */
const addressOf = ({ blocks }: Pick<SlackMessage, 'blocks'>): string | undefined => {
  const elements = (blocks ?? []).flatMap((block) => (block.elements ?? []) as { url?: unknown }[])
  return elements.flatMap(({ url }) => (typeof url === 'string' ? [url] : []))[0]
}

const PAGE = /http:\/\/127\.0\.0\.1:\d+\/d\/[\w-]+/

export const showChannel = ({ slack, tell }: Scene, { message }: Posted): void =>
  tell.drawing(
    `${CHANNEL}, as alice sees it (${slack.user('alice').tz}):`,
    drawChannel(slack, message, 'alice'),
  )

/** Shows the newest message that only this person sees, once it holds `text`. */
export const showPrivate = async (
  { slack, tell }: Scene,
  who: string,
  text: string,
): Promise<SlackEphemeral> => {
  const told = await slack.waitFor((s) => s.ephemerals(who).findLast((e) => e.text.includes(text)), {
    ...PATIENCE,
    what: `a private message to ${who}: ${text}`,
  })
  tell.drawing(`Only ${who} sees:`, drawn(slack, told, who))
  return told
}

/** Somebody presses Get the file; gives the address that only they are told. */
export const getTheFile = async (scene: Scene, { message }: Posted, who: string): Promise<string> => {
  scene.tell.act(`${who} presses`, '[Get the file]')
  await scene.slack.person(who).click(message, { label: 'Get the file' })
  return addressOf(await showPrivate(scene, who, 'Here is')) ?? ''
}

/** Alice types a command, the share appears in the channel, and she is told where people outside get the file. */
export const share = async ({ slack, tell }: Scene, fileId: string, terms: string): Promise<Posted> => {
  const known = slack.history(CHANNEL).length
  const knownToHer = slack.ephemerals('alice').length
  const line = `/sharelink ${fileId} ${terms}`
  tell.act(`alice types in ${CHANNEL}:`, line)
  const ack = await slack.person('alice').command(line, { in: CHANNEL })
  if (ack.problems.length > 0) throw new Error(`Slack is not content: ${ack.problems.join('; ')}`)
  const message = await slack.waitFor((s) => s.history(CHANNEL)[known], {
    ...PATIENCE,
    what: 'the message of the share',
  })
  const page = await slack.waitFor(
    (s) =>
      s
        .ephemerals('alice')
        .slice(knownToHer)
        .flatMap(({ text }) => PAGE.exec(text) ?? [])[0],
    { ...PATIENCE, what: 'the address for people outside' },
  )
  return { message, page, fileId }
}

/** Resolves once the share's message says `text`. */
export const messageSays = async (
  { slack }: Scene,
  { message }: Posted,
  text: string | RegExp,
): Promise<void> => {
  await slack.waitFor((s) => s.message(CHANNEL, message.ts)?.text.match(text), {
    ...PATIENCE,
    what: `the message to say: ${text}`,
  })
}

/** Resolves once the channel is told that the share is over, with the moment by `performance.now()`. */
export const toldEnd = async (scene: Scene, posted: Posted): Promise<number> => {
  const { ts } = posted.message
  await scene.slack.waitFor((s) => s.history(CHANNEL).some((m) => m.broadcast && m.thread_ts === ts), {
    ...PATIENCE,
    what: 'the end of the share, told to the channel',
  })
  const toldAt = performance.now()
  // The day stands before it as a tag, but for who revoked it.
  await messageSays(scene, posted, /^(?:<!date\^\d+\^)?(?:Closed|Expired|Revoked) /m)
  return toldAt
}

/** Resolves once the bot has deleted the share's link at the portal, and left none; with the moment by `performance.now()`. */
export const deadLink = async ({ portal }: Scene, { fileId }: Posted): Promise<number> => {
  await portal.waitForRequest({ method: 'PUT', path: linksPath(fileId), body: { access: 0 } }, PATIENCE)
  const deadAt = performance.now()
  if (portal.links(fileId).length > 0) throw new Error('the link is still there after its delete')
  return deadAt
}
