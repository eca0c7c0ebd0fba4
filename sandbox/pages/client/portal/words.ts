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

type TroubleGroup = 'portal' | 'trail' | 'blind'

export const TROUBLE_GROUPS: { group: TroubleGroup; title: string }[] = [
  { group: 'portal', title: 'The portal' },
  { group: 'trail', title: 'The audit trail' },
  { group: 'blind', title: 'The bot is blind' },
]

/** Each trouble by its name, and what the bot meets then. */
export const TROUBLE_WORDS: Record<Trouble, { group: TroubleGroup; name: string; what: string }> = {
  slow: {
    group: 'portal',
    name: 'Portal slow',
    what: 'Every answer takes 4 seconds. People must see that something is going on; nothing may be done twice.',
  },
  down: {
    group: 'portal',
    name: 'Portal down',
    what: 'Every connection is cut. The bot has to say so, keep what is to be done, and catch up afterwards.',
  },
  'rate-limited': {
    group: 'portal',
    name: 'Too many requests',
    what: 'Every answer is 429, “come back in 5 seconds”. The bot has to wait, and to ask again later.',
  },
  'key-revoked': {
    group: 'portal',
    name: 'Key for links revoked',
    what: 'The key that the bot makes and removes links with answers 401.',
  },
  'clock-ahead': {
    group: 'portal',
    name: 'Clock an hour ahead',
    what: 'Events carry the portal’s time, and links end by it. The bot has to reckon with the difference.',
  },
  'clock-behind': {
    group: 'portal',
    name: 'Clock an hour behind',
    what: 'Links live an hour longer than people were told, unless the bot ends them.',
  },
  'audit-late': {
    group: 'trail',
    name: 'Audit trail late',
    what: 'A download shows up 10 to 30 seconds later and out of order. Each must be counted, and once.',
  },
  'audit-held': {
    group: 'trail',
    name: 'Audit trail stands still',
    what: 'Nothing arrives in the trail until you let it in, in order or the other way round.',
  },
  'audit-missing': {
    group: 'blind',
    name: 'Plan without audit trail',
    what: 'The trail gives its 20 newest events whatever is asked, as in plans that have none.',
  },
  'audit-hidden': {
    group: 'blind',
    name: 'Audit section hidden',
    what: 'The trail answers 402, as where the section is switched off.',
  },
  'audit-key-demoted': {
    group: 'blind',
    name: 'Owner of the key no admin any more',
    what: 'Adam Admin, whose key reads the trail, has become a member. It answers 403, in the portal’s words.',
  },
  'audit-key-narrow': {
    group: 'blind',
    name: 'Key without the right to the trail',
    what: 'The key may read files and nothing else. The trail answers 403, without a word.',
  },
  'audit-key-revoked': {
    group: 'blind',
    name: 'Key for the trail revoked',
    what: 'The key that the bot reads the audit trail with answers 401.',
  },
}
