import {
  type Drift,
  isOutOfReach,
  type LinkDifference,
  lastingDifferences,
  ofMark,
  standsInMessage,
} from '../../domain/drift.ts'
import type { ShareLink } from '../../domain/share.ts'
import { portalName } from './end-words.ts'
import { type Line, linesView, type Piece, type View } from './rich.ts'
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
        ? ['it no longer expires there']
        : ['it now expires ', { date: difference.end }]
    case 'internal':
      return ['it is now only for people with a DocSpace account']
    case 'access':
      return [
        difference.access in ACCESS
          ? `people can now ${ACCESS[difference.access]}`
          : 'people got other rights to the file',
      ]
    case 'denyDownload':
      return [difference.denied ? 'downloads were turned off' : 'downloads were turned on']
    case 'password':
      return [difference.has ? "it got a password that Sharelink doesn't know" : 'its password was removed']
  }
}

const whats = (link: readonly LinkDifference[]): Piece[] =>
  link.flatMap((one, index) => {
    if (index === 0) return what(one)
    return [index === link.length - 1 ? ' and ' : ', ', ...what(one)]
  })

/** Whether the link has a later end at the portal, or none, so that Sharelink's own end holds. */
const endHolds = ({ terms }: ShareLink, { link }: Pick<Drift, 'link'>): boolean =>
  link.some((one) => one.what === 'end' && (one.end === null || one.end > terms.expiresAt))

const FOUGHT = ' This keeps happening, so Sharelink keeps putting it back, and says so once an hour.'

/** What Sharelink does about it. `saysEnd`: where our own end does not stand there anyhow. */
const afterwards = (share: ShareLink, drift: Drift, saysEnd: boolean): Piece[] => {
  if (drift.repair === 'done') {
    const done =
      drift.kept.length === 0
        ? ' Sharelink put it back.'
        : ' Sharelink undid what made it more open, and left the rest.'
    return [drift.fought === true ? `${done}${FOUGHT}` : done]
  }
  const ours: Piece[] =
    saysEnd && endHolds(share, drift)
      ? [' Sharelink will still close it ', { date: share.terms.expiresAt }, '.']
      : []
  if (drift.repair === 'failed')
    return [" Sharelink couldn't put it back, because DocSpace refused.", ...ours]
  return drift.repair === 'due' ? [' Sharelink is putting it back.', ...ours] : ours
}

/** ` by Olivia Owner`, where that may be told. */
const by = (share: ShareLink, name: string | null): string => {
  const who = portalName(share, name)
  return who === null ? '' : ` by ${who}`
}

/** `changed in DocSpace by Olivia Owner: its password was removed.` */
const changes = (share: ShareLink, drift: Drift, link: readonly LinkDifference[]): Piece[] => [
  `changed in DocSpace${by(share, drift.by)}: `,
  ...whats(link),
  '.',
]

/** The same, and what Sharelink does about it. */
const changesAndAfter = (share: ShareLink, drift: Drift, saysEnd = true): Piece[] => [
  ...changes(share, drift, drift.link),
  ...afterwards(share, drift, saysEnd),
]

/** For a share's message, after its file was named; null where there is nothing to say. */
export const driftLine = (share: ShareLink): Line | null => {
  const { drift } = share
  if (drift === null || !standsInMessage(drift)) return null
  switch (drift.file) {
    case 'trash':
      return ["The file is in the DocSpace trash, so the link doesn't work."]
    case 'archive':
      return ["The file is in the DocSpace archive, so the link doesn't work."]
    case 'hidden':
      return ['Sharelink can no longer see this file. Check the link in DocSpace, it may still be open.']
    case 'moved':
    case 'there':
      return drift.repair === 'done'
        ? ['This link was ', ...changes(share, drift, drift.kept)]
        : ['This link was ', ...changesAndAfter(share, drift, false)]
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
            'This link was ',
            ...changesAndAfter(share, drift),
            ' Noticed ',
            { date: drift.seenAt },
            '.',
          ] satisfies Line,
        ]
      : []),
    ...(drift.file === 'moved' ? [['The file was moved to another DocSpace folder.']] : []),
  ]
}

type Known = Pick<Drift, 'link' | 'file'>
const AS_MADE: Known = { link: [], file: 'there' }

/** Whether the link does all that it was made for, as far as its file lets it. */
const isAsMade = (drift: Drift | null): boolean => drift === null || lastingDifferences(drift).length === 0

/** What is new about where the file is. */
const placeLines = (share: ShareLink, name: Piece, before: Known): Line[] => {
  const { drift } = share
  const file = drift?.file ?? 'there'
  if (file === before.file) return []
  const who = drift === null || drift.link.length > 0 ? '' : by(share, drift.by)
  switch (file) {
    case 'trash':
      return [[name, ` was moved to the DocSpace trash${who}, so the link doesn't work.`]]
    case 'archive':
      return [[name, " is in the DocSpace archive, so the link doesn't work."]]
    case 'hidden':
      return [
        ['Sharelink can no longer see ', name, '.'],
        ['The link may still be open. If it should not be, close it in DocSpace.'],
      ]
    case 'moved':
      return [
        [
          name,
          ` was moved to another DocSpace folder${who}.`,
          ...(isAsMade(drift) ? [' The link still works.'] : []),
        ],
      ]
    case 'there':
      return isOutOfReach(before.file)
        ? [[name, ' is back in DocSpace', isAsMade(drift) ? ', and the link works again.' : '.']]
        : [[name, ' is back in its DocSpace folder.']]
  }
}

/** What is new about the link. */
const linkLines = (share: ShareLink, name: Piece, before: Known): Line[] => {
  const { drift } = share
  if (drift !== null && isOutOfReach(drift.file)) return []
  if (drift === null || drift.link.length === 0) {
    return before.link.length === 0 ? [] : [['The link to ', name, ' is back to its original settings.']]
  }
  const same = JSON.stringify(before.link) === JSON.stringify(drift.link)
  // Otherwise only the file's place is news.
  return !same || drift.file === before.file
    ? [['The link to ', name, ' was ', ...changesAndAfter(share, drift)]]
    : []
}

/** In the thread: what is new of what was changed at the portal, since people were last told of it. */
export const driftReply = (share: ShareLink): View => {
  const notified = ofMark(share.notified.drift)
  const before: Known =
    notified === null ? AS_MADE : { file: notified.file, link: lastingDifferences(notified) }
  const name: Piece = { bold: nameLike(share.file.title) }
  const lines = [...placeLines(share, name, before), ...linkLines(share, name, before)]
  return linesView(...lines, [`ID ${share.id}`])
}
