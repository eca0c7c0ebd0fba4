import {
  type Drift,
  isOutOfReach,
  type LinkDifference,
  lastingDifferences,
  ofMark,
  standsInMessage,
} from '../../domain/drift.ts'
import type { ShareLink } from '../../domain/share.ts'
import { type Line, linesView, type Piece, type View } from './rich.ts'
import { inPortalBy as by } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** What visitors may do by each access level, besides reading (docs/portal.md, What a PUT carries). */
const ACCESS: Record<number, string> = {
  1: 'edit the file',
  5: 'review the file',
  6: 'comment on the file',
  7: 'fill in the file',
  8: 'filter what is in the file',
  10: 'edit the file',
}

const what = (difference: LinkDifference): Piece[] => {
  switch (difference.what) {
    case 'end':
      return difference.end === null
        ? ['its end was removed']
        : ['its end was set to ', { date: difference.end }]
    case 'internal':
      return ['it was closed to people without an account in the portal']
    case 'access':
      return [
        difference.access in ACCESS
          ? `visitors were allowed to ${ACCESS[difference.access]}`
          : 'what visitors may do was changed',
      ]
    case 'denyDownload':
      return [difference.denied ? 'the download was denied' : 'the download was allowed']
    case 'password':
      return [difference.has ? 'a password was set that Sharelink does not know' : 'its password was removed']
  }
}

const whats = (link: readonly LinkDifference[]): Piece[] =>
  link.flatMap((one, index) => (index === 0 ? what(one) : ['; ', ...what(one)]))

/** Whether the link has a later end at the portal, or none, so that Sharelink's own end holds. */
const endHolds = ({ terms }: ShareLink, { link }: Pick<Drift, 'link'>): boolean =>
  link.some((one) => one.what === 'end' && (one.end === null || one.end > terms.expiresAt))

const FOUGHT = ' That happens again and again: Sharelink goes on putting it back, and says so once an hour.'

const afterwards = (share: ShareLink, drift: Drift): Piece[] => {
  if (drift.repair === 'done') {
    const done =
      drift.kept.length === 0
        ? ' Sharelink has put it back as it was made.'
        : ' Sharelink has put back what opens it further; the rest stays as it was set there.'
    return [drift.fought === true ? `${done}${FOUGHT}` : done]
  }
  const ours: Piece[] = endHolds(share, drift)
    ? [' Sharelink still ends it ', { date: share.terms.expiresAt }, '.']
    : []
  if (drift.repair === 'failed')
    return [' Sharelink could not put it back: the portal did not take it.', ...ours]
  return drift.repair === 'due' ? [' It is being put back.', ...ours] : ours
}

const changed = ({ by: who }: Drift, link: readonly LinkDifference[]): Piece[] => [
  ` was changed in the portal${by(who)}: `,
  ...whats(link),
  '.',
]

/** What was changed, and whether it was repaired. */
const changedAndAfter = (share: ShareLink, drift: Drift): Piece[] => [
  ...changed(drift, drift.link),
  ...afterwards(share, drift),
]

/** For a share's message, after its file was named; null where there is nothing to say. */
export const driftLine = (share: ShareLink): Line | null => {
  const { drift } = share
  if (drift === null || !standsInMessage(drift)) return null
  switch (drift.file) {
    case 'trash':
      return ["The file is in the portal's trash: the link does not work at present."]
    case 'archive':
      return ["The file is in the portal's archive: the link does not work at present."]
    case 'hidden':
      return ['The portal does not show this file to Sharelink any more: the link may not work, or not end.']
    case 'moved':
    case 'there':
      return drift.repair === 'done'
        ? ['This link', ...changed(drift, drift.kept)]
        : ['This link', ...changedAndAfter(share, drift)]
  }
}

/** More about it, for people who look at the share. */
export const driftLines = (share: ShareLink): Line[] => {
  const { drift } = share
  if (drift === null) return []
  const line = isOutOfReach(drift.file) || drift.repair !== 'done' ? driftLine(share) : null
  return [
    ...(line === null ? [] : [line]),
    ...(drift.repair === 'done' && drift.link.length > 0
      ? [
          [
            'This link',
            ...changedAndAfter(share, drift),
            ' Noticed ',
            { date: drift.seenAt },
            '.',
          ] satisfies Line,
        ]
      : []),
    ...(drift.file === 'moved' ? [['The file was moved to another folder of the portal.']] : []),
  ]
}

type Known = Pick<Drift, 'link' | 'file'>
const AS_MADE: Known = { link: [], file: 'there' }

/** Whether the link does all that it was made for, as far as its file lets it. */
const isAsMade = (drift: Drift | null): boolean => drift === null || lastingDifferences(drift).length === 0

/** What is new about where the file is. */
const placeLines = (name: Piece, before: Known, drift: Drift | null): Line[] => {
  const file = drift?.file ?? 'there'
  if (file === before.file) return []
  const who = drift === null || drift.link.length > 0 ? '' : by(drift.by)
  switch (file) {
    case 'trash':
      return [[name, ` was moved to the portal's trash${who}: the link does not work at present.`]]
    case 'archive':
      return [[name, " is in the portal's archive: the link does not work at present."]]
    case 'hidden':
      return [
        ['The portal does not show ', name, ' to Sharelink any more.'],
        ['The link may still work. End it there if it should not.'],
      ]
    case 'moved':
      return [
        [
          name,
          ` was moved to another folder of the portal${who}.`,
          ...(isAsMade(drift) ? [' The link still works.'] : []),
        ],
      ]
    case 'there':
      return isOutOfReach(before.file)
        ? [[name, ' is back in the portal', isAsMade(drift) ? ': the link works again.' : '.']]
        : [[name, ' is back in the folder that it was shared from.']]
  }
}

/** What is new about the link. */
const linkLines = (share: ShareLink, name: Piece, before: Known): Line[] => {
  const { drift } = share
  if (drift !== null && isOutOfReach(drift.file)) return []
  if (drift === null || drift.link.length === 0) {
    return before.link.length === 0 ? [] : [['The link to ', name, ' is as it was made again.']]
  }
  const same = JSON.stringify(before.link) === JSON.stringify(drift.link)
  // Otherwise only the file's place is news.
  return !same || drift.file === before.file ? [['The link to ', name, ...changedAndAfter(share, drift)]] : []
}

/** In the thread: what is new of what was changed at the portal, since people were last told of it. */
export const driftReply = (share: ShareLink): View => {
  const notified = ofMark(share.notified.drift)
  const before: Known =
    notified === null ? AS_MADE : { file: notified.file, link: lastingDifferences(notified) }
  const name: Piece = { bold: nameLike(share.file.title) }
  const lines = [...placeLines(name, before, share.drift), ...linkLines(share, name, before)]
  return linesView(...lines, [`Share ${share.id}`])
}
