import type { LinkInfo, Trouble } from '../../contract.ts'

const UNITS = ['bytes', 'KB', 'MB', 'GB']

/** `11 KB`. */
export const sizeWords = (bytes: number): string => {
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1)
  const size = bytes / 1024 ** step
  return `${size.toLocaleString('en-US', { maximumFractionDigits: size < 10 ? 1 : 0 })} ${UNITS[step]}`
}

/** `1 link`, `2 links`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

export const STATE_WORDS: Record<LinkInfo['state'] | 'gone', string> = {
  live: 'Live',
  expired: 'Ended',
  invalid: 'Not valid',
  gone: 'Gone',
}

export const KIND_WORDS: Record<string, string> = {
  owner: 'owner',
  admin: 'admin',
  'room-admin': 'room admin',
  user: 'member',
  guest: 'guest',
}

/** Each trouble by its name, and what the bot meets then. */
export const TROUBLE_WORDS: Record<Trouble, { name: string; what: string }> = {
  slow: {
    name: 'Portal slow',
    what: 'Every answer takes 4 seconds. People must see that something is going on, and nothing may be done twice.',
  },
  down: {
    name: 'Portal down',
    what: 'Every connection is cut. The bot has to say so, keep what is to be done, and catch up afterwards.',
  },
  'rate-limited': {
    name: 'Too many requests',
    what: 'Every answer is 429, “come back in 5 seconds”. The bot has to wait, and to ask again later.',
  },
  'audit-late': {
    name: 'Audit trail late',
    what: 'A download shows up 10 to 30 seconds later and out of order. Each must be counted, and once.',
  },
  'audit-held': {
    name: 'Audit trail stands still',
    what: 'Nothing arrives in the trail until you let it in, in order or the other way round.',
  },
  'audit-missing': {
    name: 'Plan without audit trail',
    what: 'The trail gives its 20 newest events whatever is asked, as in plans that have none. Downloads are not counted meanwhile.',
  },
  'key-revoked': {
    name: 'Key for links revoked',
    what: 'The key that the bot makes and removes links with answers 401.',
  },
  'audit-key-revoked': {
    name: 'Key for the trail revoked',
    what: 'The key that the bot reads the audit trail with answers 401. Downloads are not counted meanwhile.',
  },
}
