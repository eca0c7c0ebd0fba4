import type { Block, SlackMessage } from '../../sandbox/slack/model.ts'

/** Every button of a message. */
const buttons = (message: Pick<SlackMessage, 'text' | 'blocks'>): Block[] =>
  (message.blocks ?? []).flatMap((block) => (block.type === 'actions' ? (block.elements as Block[]) : []))

/** The address behind the message's button; undefined when it has none. */
export const addressOf = (message: Pick<SlackMessage, 'text' | 'blocks'>): string | undefined =>
  buttons(message).flatMap(({ url }) => (typeof url === 'string' ? [url] : []))[0]

export const buttonNames = (message: Pick<SlackMessage, 'text' | 'blocks'>): string[] =>
  buttons(message).map((button) => (button.text as { text: string }).text)

/** `ID K7M2QX` as the message says it. */
export const shareIdOf = (message: SlackMessage): string => {
  const id = /\bID ([0-9A-Z]{6})/.exec(message.text)?.[1]
  if (id === undefined) throw new Error(`no share id in: ${message.text}`)
  return id
}

/** Told in a thread, a channel or to its creator: that a link is over. */
export const END_TOLD = /: link (?:closed|expired|revoked)\b/

/** Whether the text of a link's own message says that it is over. */
export const saysOver = (message: Pick<SlackMessage, 'text'> | undefined): boolean =>
  message !== undefined && /^(?:<!date\^\d+\^)?(?:Closed|Expired|Revoked) /m.test(message.text)
