/** Where somebody is: in a conversation (the first one when none is named), maybe with a thread open, or at the Home. */
export type Place = { kind: 'home' } | { kind: 'channel'; channel?: string; thread?: string }

/** Who looks, and at what. It stands in the hash, so each tab can be somebody else and be linked to. */
export type Address = { as: string; place: Place }

const USUAL_PERSON = 'alice'

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** `#/alice/C0GENERAL1/thread/1760000000.000100`, `#/alice/home`, or anything else that somebody typed. */
export const readAddress = (hash: string): Address => {
  const [as = USUAL_PERSON, channel, word, thread] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(decoded)
  if (channel === 'home') return { as, place: { kind: 'home' } }
  if (channel === undefined) return { as, place: { kind: 'channel' } }
  const isThread = word === 'thread' && thread !== undefined
  return { as, place: { kind: 'channel', channel, ...(isThread ? { thread } : {}) } }
}

/** The hash of an address. */
export const writeAddress = ({ as, place }: Address): string => {
  const parts =
    place.kind === 'home'
      ? [as, 'home']
      : [
          as,
          ...(place.channel ? [place.channel] : []),
          ...(place.channel && place.thread ? ['thread', place.thread] : []),
        ]
  return `#/${parts.map(encodeURIComponent).join('/')}`
}

/** Where the server sends the screens of this address. */
export const streamAddress = ({ as, place }: Address): string => {
  const query = new URLSearchParams({ as })
  if (place.kind === 'channel' && place.channel) query.set('channel', place.channel)
  if (place.kind === 'channel' && place.thread) query.set('thread', place.thread)
  return `/api/slack/stream?${query}`
}
