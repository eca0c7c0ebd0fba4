import type { OutageNotice } from '../../domain/outage.ts'
import { isSuspended, type ShareLink } from '../../domain/share.ts'
import { blindSince, remedy } from './blind-words.ts'
import { roughDuration } from './duration-words.ts'
import { fitting } from './fitting.ts'
import { type Line, linesView, type Piece, type View } from './rich.ts'
import { downloads, links, number, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

type Of<K extends OutageNotice['kind']> = Extract<OutageNotice, { kind: K }>

/** What becomes of the links that have a limit. */
const meanwhile = ({ links: count, suspends }: Of<'blind-admins'>): string => {
  if (count === 0) return 'No live link has a limit just now.'
  if (count === 1) {
    return suspends
      ? '1 link with a limit is suspended. It comes back under the same address when downloads are counted again.'
      : '1 link has a limit that cannot be kept until then. It stays open; whoever shared it is told.'
  }
  return suspends
    ? `${links(count)} with a limit are suspended. They come back under the same addresses when downloads are counted again.`
    : `${links(count)} have limits that cannot be kept until then. They stay open; whoever shared them is told.`
}

const blindAdmins = (notice: Of<'blind-admins'>): Line[] => [
  blindSince(notice.cause, notice.since),
  remedy(notice.cause),
  [meanwhile(notice)],
  ['New links with a limit are refused; others can be made.'],
  ['You will be told here when downloads are counted again.'],
]

/** How a share stands when downloads are counted again. */
const standing = (share: ShareLink): string => {
  if (share.state === 'active') return ''
  return isSuspended(share) ? ' · comes back under the same address' : ' · has ended'
}

const linkLine = (share: ShareLink, more = ''): Line => [
  '• ',
  { bold: nameLike(share.file.title, 80) },
  ` · ${use(share)}${more} · ID ${share.id}`,
]

/** Links between the lines above and below: as many as fit, and how many more there are. */
const around = (
  total: number,
  head: readonly Line[],
  all: readonly Line[],
  foot: readonly Line[],
): Line[] => {
  const shown = fitting(all, (line) => [line], [...head, ['And 1,000,000 more.'], ...foot])
  const more = Math.max(0, total - shown.length)
  return [...head, ...shown, ...(more === 0 ? [] : [[`And ${number(more)} more.`]]), ...foot]
}

/** What its creator is told of one link, and of several. */
const ONE = {
  open: 'The limit of this link of yours may be overrun meanwhile:',
  stays: 'It stays open. To end it now, press Revoke below its message, or type ',
  suspended: 'This link of yours is suspended, because its limit cannot be kept:',
  resumes: 'It comes back by itself, under the same address, when downloads are counted again.',
}
const manyOf = (total: number): typeof ONE => ({
  open: `The limits of ${links(total)} of yours may be overrun meanwhile:`,
  stays: 'They stay open. To end one now, press Revoke below its message, or type ',
  suspended: `${links(total)} of yours are suspended, because their limits cannot be kept:`,
  resumes: 'They come back by themselves, under the same addresses, when downloads are counted again.',
})

const blindCreator = (notice: Of<'blind-creator'>, shares: readonly ShareLink[]): Line[] => {
  const { since, suspends, total } = notice
  const words = total === 1 ? ONE : manyOf(total)
  const revoke: Piece = { code: `/sharelink revoke ${total === 1 ? (shares[0]?.id ?? 'ID') : 'ID'}` }
  const head: Line[] = [
    ['Downloads have not been counted since ', { date: since }, ": the portal's audit trail cannot be read."],
    [suspends ? words.suspended : words.open],
  ]
  const foot: Line[] = suspends
    ? [[words.resumes], ['To end a link for good: ', revoke]]
    : [
        [words.stays, revoke],
        ['You will be told when downloads are counted again. Those of the meantime are counted then.'],
      ]
  return around(
    total,
    head,
    shares.map((share) => linkLine(share)),
    foot,
  )
}

const limitsReached = ({ atLimit, overrun }: Of<'back-admins'>['summary']): Line[] => {
  const told = [
    ...(atLimit === 0 ? [] : [`${links(atLimit)} reached ${atLimit === 1 ? 'its limit' : 'their limits'}`]),
    ...(overrun === 0
      ? []
      : [`${links(overrun)} went beyond ${overrun === 1 ? 'its limit' : 'their limits'}`]),
  ]
  return told.length === 0 ? [] : [[`${told.join(', ')}.`]]
}

const counted = ({ downloads: late, links: of }: Of<'back-admins'>['summary']): string => {
  if (late === 0) return 'The audit trail has no downloads of that time.'
  return `${downloads(late)} of ${links(of)} ${late === 1 ? 'was' : 'were'} counted late.`
}

const resuming = (count: number): Line[] => {
  if (count === 0) return []
  return [
    [count === 1 ? '1 suspended link comes back now.' : `${links(count)} that were suspended come back now.`],
  ]
}

const backAdmins = ({ since, cause, summary }: Of<'back-admins'>): Line[] => {
  const long = roughDuration(summary.until - since)
  const what =
    cause === null
      ? `Sharelink was not running for ${long}`
      : `Downloads are counted again. They were not for ${long}`
  return [
    [what, ', from ', { date: since }, ' to ', { date: summary.until }, '.'],
    [counted(summary)],
    ...limitsReached(summary),
    ...resuming(summary.resuming),
  ]
}

const backCreator = ({ total }: Of<'back-creator'>, shares: readonly ShareLink[]): Line[] => {
  const whose = total === 1 ? 'Your link now:' : 'Your links now:'
  const head: Line[] = [['Downloads are counted again, those of the meantime too. ', whose]]
  return around(
    total,
    head,
    shares.map((share) => linkLine(share, standing(share))),
    [],
  )
}

/**
 * That downloads are not seen, or are again: to admins, and to people whose links are concerned. `shares`: those that
 * it names.
 */
export const outageNoticeView = (notice: OutageNotice, shares: readonly ShareLink[]): View => {
  switch (notice.kind) {
    case 'blind-admins':
      return linesView(...blindAdmins(notice))
    case 'blind-creator':
      return linesView(...blindCreator(notice, shares))
    case 'back-admins':
      return linesView(...backAdmins(notice))
    case 'back-creator':
      return linesView(...backCreator(notice, shares))
  }
}
