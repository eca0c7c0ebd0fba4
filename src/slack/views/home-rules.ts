import type { BoundStats } from '../../domain/bound.ts'
import { formatDuration } from '../../domain/duration.ts'
import { type Policy, usualExpiryMs, usualLimit } from '../../domain/policy.ts'
import { usualLine } from './bound-words.ts'
import { inWords } from './duration-words.ts'
import type { Line } from './rich.ts'
import { channelNames, NO_PASSWORDS } from './rule-words.ts'
import { downloads, links, number } from './share-words.ts'

const life = (policy: Policy): string =>
  `A link lives ${inWords(usualExpiryMs(policy))} unless you say otherwise: from ${inWords(policy.minExpiryMs)} to ${inWords(policy.maxExpiryMs)}.`

const limit = (policy: Policy): string => {
  const usual = usualLimit(policy)
  const most = policy.highestLimit === null ? '' : `: at most ${number(policy.highestLimit)}`
  return usual === null
    ? 'It allows any number of downloads unless you set a limit.'
    : `It allows ${downloads(usual)} unless you say otherwise${most}.`
}

const password = ({ requirePassword, passwordsAvailable }: Policy): Line[] => {
  if (!passwordsAvailable) return [[NO_PASSWORDS]]
  return requirePassword ? [['Every link needs a password.']] : []
}

const channels = ({ allowedChannels: allowed }: Policy): Line[] => {
  if (allowed === null) return []
  if (allowed.length === 0) return [['No channel is allowed at present: links cannot be posted.']]
  return [['Links can be posted in ', ...channelNames(allowed), '.']]
}

const rooms = ({ allowedRooms: allowed }: Policy): Line[] => {
  if (allowed === null) return []
  if (allowed.length === 0) return [['No room of the portal is allowed at present: files cannot be shared.']]
  return [
    [
      `Only files in ${allowed.length === 1 ? 'one room' : `${number(allowed.length)} rooms`} of the portal can be shared.`,
    ],
  ]
}

const quotas = ({ linksPerMinute, maxLiveLinks }: Policy): Line[] => {
  const each = [
    ...(linksPerMinute === null ? [] : [`make ${links(linksPerMinute)} a minute`]),
    ...(maxLiveLinks === null ? [] : [`have ${links(maxLiveLinks)} at a time`]),
  ]
  return each.length === 0 ? [] : [[`One person can ${each.join(', and ')}.`]]
}

const counting = ({ enforcement }: Policy, every: string): Line[] =>
  enforcement === 'watched'
    ? [[`Downloads are counted every ${every}; more may happen in between than a limit allows.`]]
    : [
        ['A limit is exact unless you say ', { code: 'watched' }, ': there is never one download more.'],
        [
          `Downloads of watched links are counted every ${every}; more may happen in between than a limit allows.`,
        ],
      ]

/** The operator's rules, each in one short sentence. What is allowed without a rule is not mentioned. */
export const rulesInForce = (policy: Policy, auditIntervalMs: number, usual: BoundStats | null): Line[] => [
  [life(policy)],
  [limit(policy)],
  ...quotas(policy),
  ...password(policy),
  ...channels(policy),
  ...rooms(policy),
  ...counting(policy, formatDuration(auditIntervalMs)),
  ...usualLine(usual),
]
