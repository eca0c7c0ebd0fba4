import { formatDuration, formatDurationCompact } from '../../domain/duration.ts'
import type { BrokenRule } from '../../domain/outcome.ts'
import type { ChannelKind } from '../../domain/rule-book.ts'
import { inWords } from './duration-words.ts'
import type { Piece } from './rich.ts'
import { downloads, links, number } from './share-words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How many channels are named. Nobody would read a longer list. */
const MOST_CHANNELS = 10

/** `#a, #b and 3 more`. */
export const channelNames = (ids: readonly string[]): Piece[] => {
  const named = ids.slice(0, MOST_CHANNELS)
  const more = ids.length - named.length
  return [
    ...named.flatMap((id, index): Piece[] => [...(index === 0 ? [] : [', ']), { channel: id }]),
    ...(more > 0 ? [` and ${more} more`] : []),
  ]
}

/** Channels of each kind, many at once. */
const KINDS: Record<ChannelKind, string> = {
  public: 'public channels',
  private: 'private channels',
  external: 'channels that another company shares',
  guests: 'channels with guests',
  direct: 'direct messages',
}

/** At least a second: an end must be in the future, and the portal has whole seconds. */
const atLeast = (ms: number): number => Math.max(ms, 1_000)

/** Said wherever somebody cannot set a password. */
const NO_PASSWORDS = "Passwords don't work here until your Sharelink admin turns them on."

/** When there is room for another link: by the minute, or by the hour where that is far off. */
const nextEnd = (most: number, waitMs: number): string => {
  const unit = waitMs < 2 * DAY ? MINUTE : HOUR
  const wait = Math.ceil(waitMs / unit) * unit
  const words = wait % DAY === 0 ? inWords(wait) : formatDuration(wait)
  return `${most === 1 ? 'That one' : 'The next of them'} expires in ${words}.`
}

/** What the rule allows, without its name: one sentence or two. */
export const ruleWords = (broken: BrokenRule): string => {
  switch (broken.rule) {
    case 'ALLOWED_CHANNELS':
      return "Links can't be posted in this channel."
    case 'ALLOWED_ROOMS':
      return 'Only files from certain DocSpace rooms can be shared.'
    case 'REQUIRE_PASSWORD':
      return broken.isMade
        ? 'Every link needs a password here, and this one has none. Make a new one.'
        : 'Every link needs a password here.'
    case 'ENCRYPTION_KEY':
      return broken.required ? `Every link needs a password here. ${NO_PASSWORDS}` : NO_PASSWORDS
    case 'PUBLIC_URL':
      return 'Exact links work only inside Slack here, where nobody is asked for a password.'
    case 'MAX_EXPIRY': {
      const rule = `Links can last at most ${inWords(broken.mostMs)} from now.`
      return broken.leftMs === null ? `${rule} This one already does.` : rule
    }
    case 'MIN_EXPIRY':
      return `Links must last at least ${inWords(atLeast(broken.leastMs))} from now.`
    case 'MAX_DOWNLOADS_LIMIT': {
      const rule = `Links can allow at most ${downloads(broken.most)} here.`
      return broken.had === null
        ? rule
        : `${rule} This one has had ${number(broken.had)} already. Make a new one.`
    }
    case 'max-life': {
      const rule = `Links can last at most ${inWords(broken.mostMs)} in all, extensions included.`
      return broken.leftMs === null ? `${rule} This one already does.` : rule
    }
    case 'only-limit':
      return `Every link allows ${downloads(broken.limit)} here.`
    case 'exact-only':
      return broken.isMade
        ? "Limits must be exact here, and this link's is watched. Make a new one."
        : 'Limits must be exact here.'
    case 'view-only':
      return broken.isMade
        ? 'Links are view only here, and this one allows downloads. Make a new one.'
        : 'Links are view only here, so there are no downloads to limit.'
    case 'generated-password':
      return 'Sharelink makes the password of every link here.'
    case 'channel-kind':
      return `Links can't be posted in ${KINDS[broken.kind]}.`
    case 'makers':
      return "Only certain people can make or extend links here, and you aren't one of them."
    case 'LINKS_PER_MINUTE': {
      const wait = inWords(Math.ceil(broken.waitMs / 1_000) * 1_000)
      return `You made ${links(broken.most)} in the last minute. Try again in ${wait}.`
    }
    case 'MAX_LIVE_LINKS': {
      const rule = `One person can have at most ${number(broken.most)} live ${broken.most === 1 ? 'link' : 'links'}.`
      return broken.waitMs === null ? rule : `${rule} ${nextEnd(broken.most, broken.waitMs)}`
    }
  }
}

/** Where an admin finds the rule: its variable, or its line. */
export const rulePlace = ({ rule, line }: BrokenRule): string =>
  line === undefined ? rule : `POLICY_FILE, line ${line}`

/** The same beside the field of a form, with the rule's place last. */
export const ruleBeside = (broken: BrokenRule): string => `${ruleWords(broken)} (${rulePlace(broken)})`

const typed = (ask: string, code: string): Piece[] => [`${ask}, for example: `, { code }]

/** What to do instead, for somebody who typed a command; null where nothing helps. */
export const ruleAdvice = (broken: BrokenRule): readonly Piece[] | null => {
  switch (broken.rule) {
    case 'ALLOWED_CHANNELS':
      return broken.allowed.length === 0
        ? ['No channel is allowed right now.']
        : ['Allowed: ', ...channelNames(broken.allowed), '.']
    case 'ALLOWED_ROOMS':
      return ['Move it to one of those rooms first.']
    case 'REQUIRE_PASSWORD':
      return broken.isMade ? null : typed('Add one', 'password WORD')
    case 'ENCRYPTION_KEY':
      return null
    case 'PUBLIC_URL':
      return ['Leave the password out, or add ', { code: 'watched' }, '.']
    case 'MAX_EXPIRY':
    case 'max-life':
      return broken.leftMs === null
        ? null
        : typed('Ask for less time', `for ${formatDurationCompact(broken.leftMs)}`)
    case 'MIN_EXPIRY':
      return typed('Ask for more time', `for ${formatDurationCompact(atLeast(broken.leastMs))}`)
    case 'MAX_DOWNLOADS_LIMIT':
      return broken.had === null ? typed('Ask for fewer', `max ${broken.most}`) : null
    case 'only-limit':
      return typed('Ask for that many', `max ${broken.limit}`)
    case 'exact-only':
      return broken.isMade ? null : ['Leave out ', { code: 'watched' }, '.']
    case 'view-only':
      return broken.isMade ? null : ['Leave out ', { code: 'max' }, '.']
    case 'generated-password':
      return ['Leave yours out.']
    case 'channel-kind':
      return ['Post it in another channel.']
    case 'makers':
    case 'LINKS_PER_MINUTE':
      return null
    case 'MAX_LIVE_LINKS':
      return ['Revoke one that nobody needs any more: ', { code: '/sharelink list' }]
  }
}
