import type { ContextBlock } from '@slack/types'
import type { BoundStats } from '../../domain/bound.ts'
import { formatDuration } from '../../domain/duration.ts'
import { type Policy, usualExpiryMs, usualLimit } from '../../domain/policy.ts'
import { usualLine } from './bound-words.ts'
import { inWords } from './duration-words.ts'
import { type Line, textOf } from './rich.ts'
import { channelNames } from './rule-words.ts'
import { downloads, links, number } from './share-words.ts'

/** `Links: 7 days, 10 downloads by default (up to 90 days).` */
const terms = (policy: Policy): string => {
  const usual = usualLimit(policy)
  const { highestLimit: most, maxExpiryMs } = policy
  const upTo = [inWords(maxExpiryMs), ...(most === null ? [] : [downloads(most)])].join(', ')
  return `Links: ${inWords(usualExpiryMs(policy))}, ${usual === null ? 'no download limit' : downloads(usual)} by default (up to ${upTo}).`
}

const password = ({ requirePassword, generatesPassword, passwordsAvailable }: Policy): Line[] => {
  if (!passwordsAvailable) return [["Passwords aren't available here (ENCRYPTION_KEY)."]]
  if (generatesPassword) return [['Sharelink makes a password for every link.']]
  return requirePassword ? [['Every link needs a password.']] : []
}

const channels = ({ allowedChannels: allowed }: Policy): Line[] => {
  if (allowed === null) return []
  if (allowed.length === 0) return [["No channel is allowed, so links can't be posted."]]
  return [['Links can be posted in ', ...channelNames(allowed), '.']]
}

const rooms = ({ allowedRooms: allowed }: Policy): Line[] => {
  if (allowed === null) return []
  if (allowed.length === 0) return [["No DocSpace room is allowed, so files can't be shared."]]
  const which = allowed.length === 1 ? 'one DocSpace room' : `${number(allowed.length)} DocSpace rooms`
  return [[`Only files in ${which} can be shared.`]]
}

const quotas = ({ linksPerMinute, maxLiveLinks }: Policy): Line[] => {
  const each = [
    ...(linksPerMinute === null ? [] : [`make ${links(linksPerMinute)} a minute`]),
    ...(maxLiveLinks === null ? [] : [`have ${links(maxLiveLinks)} at a time`]),
  ]
  return each.length === 0 ? [] : [[`One person can ${each.join(', and ')}.`]]
}

const stricter = ({ maxLifeMs, onlyLimit, exactOnly, viewOnly, variesByPlace }: Policy): Line[] => [
  ...(maxLifeMs === null ? [] : [[`No link lasts longer than ${inWords(maxLifeMs)} in all.`]]),
  ...(viewOnly ? [['Every link is view only.']] : []),
  ...(onlyLimit === null || viewOnly ? [] : [[`Every link allows ${downloads(onlyLimit)}.`]]),
  ...(exactOnly && !viewOnly ? [['Every limit must be exact.']] : []),
  ...(variesByPlace ? [['Some channels or rooms have stricter rules.']] : []),
]

const counting = ({ enforcement }: Policy, every: string): Line =>
  enforcement === 'watched'
    ? [`Counts update every ${every}, so a few extra downloads can slip in.`]
    : [
        `Limits are exact. Those of watched links are checked every ${every}, so a few extra downloads can slip in.`,
      ]

/** The operator's rules in small print, each in one short sentence. What is allowed without a rule is not mentioned. */
export const rulesInForce = (
  policy: Policy,
  auditIntervalMs: number,
  usual: BoundStats | null,
): ContextBlock => {
  const lines: Line[] = [
    [terms(policy)],
    ...stricter(policy),
    ...quotas(policy),
    ...password(policy),
    ...channels(policy),
    ...rooms(policy),
    counting(policy, formatDuration(auditIntervalMs)),
    ...usualLine(usual),
  ]
  const text = lines.map((line) => textOf([line])).join(' ')
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] }
}
