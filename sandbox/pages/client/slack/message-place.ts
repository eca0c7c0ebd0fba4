import type { Place } from './address.ts'

const PERMALINK = /^https:\/\/[\w.-]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})$/

/** The place of a message whose address of Slack this is, as chat.getPermalink gives it: beside its thread. */
export const messagePlace = (url: string): Place | undefined => {
  const [, channel, seconds, rest] = PERMALINK.exec(url) ?? []
  return channel === undefined ? undefined : { kind: 'channel', channel, thread: `${seconds}.${rest}` }
}
