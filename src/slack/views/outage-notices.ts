import type { OutageNotice } from '../../domain/outage.ts'
import { isSuspended, type ShareLink } from '../../domain/share.ts'
import { blindSince, remedy } from './blind-words.ts'
import { roughDuration } from './duration-words.ts'
import { fitting } from './fitting.ts'
import { type Line, linesView, type Piece, richText, textOf, type View } from './rich.ts'
import { section } from './section.ts'
import { quietRevokeButton } from './share-buttons.ts'
import { downloads, links, number, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

type Of<K extends OutageNotice['kind']> = Extract<OutageNotice, { kind: K }>

/** What becomes of the links that have a limit. */
const meanwhile = ({ links: count, suspends }: Of<'blind-admins'>): string => {
  if (count === 0) return 'No live link has a limit right now.'
  if (suspends)
    return count === 1
      ? '1 link with a limit is paused. It works again once downloads can be counted.'
      : `${links(count)} with a limit are paused. They work again once downloads can be counted.`
  return count === 1
    ? '1 link with a limit stays open, uncounted. Its owner knows.'
    : `${links(count)} with a limit stay open, uncounted. Their owners know.`
}

const blindAdmins = (notice: Of<'blind-admins'>): Line[] => [
  blindSince(notice.cause, notice.since),
  remedy(notice.cause),
  [meanwhile(notice)],
  ["Until then, new links can't have a limit. I'll tell you here once counting works again."],
]

/** How a share stands when downloads are counted again. */
const standing = (share: ShareLink): string => {
  if (share.state === 'active') return ''
  return isSuspended(share) ? ' · works again soon' : ' · closed'
}

const name = (share: ShareLink): Piece => ({ bold: nameLike(share.file.title, 80) })

const facts = (share: ShareLink, more = ''): string => `${use(share)}${more} · ID ${share.id}`

/** As many of these links as fit between the lines above and below, and how many more there are. */
const named = <T>(
  total: number,
  all: readonly T[],
  linesOf: (one: T) => readonly Line[],
  around: readonly Line[],
): { shown: readonly T[]; more: Line[] } => {
  const shown = fitting(all, linesOf, [...around, ['And 1,000,000 more.']])
  const more = Math.max(0, total - shown.length)
  return { shown, more: more === 0 ? [] : [[`And ${number(more)} more.`]] }
}

/** What its creator is told of one link, and of several. */
const ONE = {
  open: 'Until it works again, this link may go over its limit:',
  suspended: 'Until it works again, this link is paused:',
  resumes: 'It works again, with the same link, once downloads can be counted.',
}
const manyOf = (total: number): typeof ONE => ({
  open: `Until it works again, ${links(total)} of yours may go over their limits:`,
  suspended: `Until it works again, ${links(total)} of yours are paused:`,
  resumes: 'They work again, with the same links, once downloads can be counted.',
})

/** Each link with its own button, to end it by hand. */
const blindCreator = (notice: Of<'blind-creator'>, shares: readonly ShareLink[]): View => {
  const { since, suspends, total, cause = 'outage' } = notice
  const words = total === 1 ? ONE : manyOf(total)
  const head: Line[] = [blindSince(cause, since), [suspends ? words.suspended : words.open]]
  const foot: Line[] = suspends
    ? [[words.resumes]]
    : [["I'll tell you here once counting works again. Downloads made until then are counted too."]]
  const row = (share: ShareLink): (readonly Piece[])[] => [[name(share)], [facts(share)]]
  const { shown, more } = named(total, shares, row, [...head, ...foot])
  const tail = [...more, ...foot]
  return {
    text: textOf([...head, ...shown.flatMap(row), ...tail]),
    blocks: [
      richText(head),
      ...shown.map((share) => section(`notice:${share.id}`, row(share), quietRevokeButton(share))),
      richText(tail),
    ],
  }
}

const limitsReached = ({ atLimit, overrun }: Of<'back-admins'>['summary']): Line[] => {
  const told = [
    ...(atLimit === 0 ? [] : [`${links(atLimit)} reached ${atLimit === 1 ? 'its limit' : 'their limits'}`]),
    ...(overrun === 0 ? [] : [`${links(overrun)} went over ${overrun === 1 ? 'its limit' : 'their limits'}`]),
  ]
  return told.length === 0 ? [] : [[`${told.join(', ')}.`]]
}

const counted = ({ downloads: late, links: of }: Of<'back-admins'>['summary']): string => {
  if (late === 0) return 'Nobody downloaded anything in that time.'
  return `${downloads(late)} of ${links(of)} ${late === 1 ? 'was' : 'were'} counted late.`
}

const resuming = (count: number): Line[] => {
  if (count === 0) return []
  return [[count === 1 ? '1 paused link works again now.' : `${number(count)} paused links work again now.`]]
}

const backAdmins = ({ since, cause, summary }: Of<'back-admins'>): Line[] => {
  const long = roughDuration(summary.until - since)
  const what = cause === null ? 'Sharelink was down for ' : 'Counting works again. The gap: '
  return [
    [`${what}${long}, from `, { date: since }, ' to ', { date: summary.until }, '.'],
    [counted(summary)],
    ...limitsReached(summary),
    ...resuming(summary.resuming),
  ]
}

const backCreator = ({ total }: Of<'back-creator'>, shares: readonly ShareLink[]): Line[] => {
  const head: Line[] = [
    [`Counting works again, and nothing was missed. ${total === 1 ? 'Your link:' : 'Your links:'}`],
  ]
  const item = (share: ShareLink): Line => ({
    item: [name(share), ` · ${facts(share, standing(share))}`],
  })
  const { shown, more } = named(total, shares, (share) => [item(share)], head)
  return [...head, ...shown.map(item), ...more]
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
      return blindCreator(notice, shares)
    case 'back-admins':
      return linesView(...backAdmins(notice))
    case 'back-creator':
      return linesView(...backCreator(notice, shares))
  }
}
