import type { Button } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import { type NamedScope, scopeLine } from '../../domain/link-scope.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { ManyRevoked } from '../../use-cases/admin-ports.ts'
import { KEEP_ALL, REVOKE_ALL } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { type Line, linesView, type Piece, richText, textOf, type View } from './rich.ts'
import { links, number, place } from './share-words.ts'
import { nameLike } from './untrusted.ts'

type Question = Extract<Answer, { kind: 'ask-revoke-all' }>

/** The words after `links`: ` by @bob`; nothing for all of them. */
export const scopeWords = (of: NamedScope): Piece[] => {
  switch (of.kind) {
    case 'all':
      return []
    case 'by':
      return [' by ', { user: of.user }]
    case 'in':
      return [' in ', { channel: of.channel }]
    case 'by-in':
      return [' by ', { user: of.user }, ' in ', { channel: of.channel }]
    case 'of':
      return of.title == null
        ? [' to file ', { code: nameLike(of.fileId, 60) }]
        : [' to ', { bold: nameLike(of.title) }]
  }
}

/** Of one person alone there is nothing to say where they are named. */
const people = ({ people: count, of, total }: Question): string =>
  of.kind === 'by' || of.kind === 'by-in' || total === 1
    ? ''
    : count === 1
      ? ', all by one person'
      : `, by ${number(count)} people`

const wholeOf = (of: NamedScope): Piece[] => (of.kind === 'all' ? [' in this workspace'] : scopeWords(of))

/** The newest of many links, to know them by. */
export const linkItems = (newest: readonly ShareLink[]): Line[] =>
  newest.map((share) => ({
    item: [
      { bold: nameLike(share.file.title, 80) },
      ' · by ',
      { user: share.creator.id },
      ' · ',
      place(share.channel),
      ` · ID ${share.id}`,
    ],
  }))

/** Asks whether many links shall be revoked. The button says which, and up to when they were made; it authorises nothing. */
export const askRevokeAllView = (question: Question): View => {
  const { of, total, newest, before } = question
  const more = total - newest.length
  const lines: Line[] = [
    [{ bold: `Revoke ${links(total)}?` }],
    [total === 1 ? 'The live link' : 'All live links', ...wholeOf(of), `${people(question)}:`],
    ...linkItems(newest),
    ...(more === 0 ? [] : [{ item: [`and ${number(more)} more`] }]),
    [`${total === 1 ? 'It stops' : 'They stop'} working right away. This can't be undone.`],
    ['Links that people make from now on stay.'],
  ]
  const buttons: Button[] = [
    {
      type: 'button',
      action_id: REVOKE_ALL,
      style: 'danger',
      text: { type: 'plain_text', text: `Revoke ${links(total)}` },
      value: `${before} ${scopeLine(of)}`,
    },
    { type: 'button', action_id: KEEP_ALL, text: { type: 'plain_text', text: 'Keep them' }, value: 'keep' },
  ]
  return { text: textOf(lines), blocks: [richText(lines), ...actionsBlock('revoke-all', buttons)] }
}

export const revokingAllView = ({ of, total, by }: Extract<Answer, { kind: 'revoking-all' }>): View =>
  linesView(
    [`Revoking ${links(total)}`, ...scopeWords(of), '…'],
    ['Each stops working as soon as DocSpace has removed it. ', { user: by }, ' hears when all are gone.'],
  )

export const noLinksView = ({ of }: Extract<Answer, { kind: 'no-links' }>): View =>
  linesView(['There are no live links', ...wholeOf(of), '.'])

export const linksKeptView = (): View => linesView(['Nothing was revoked.'])

/** To the admin who revoked them, once they are gone. */
export const manyRevokedView = ({ of, total, left }: Omit<ManyRevoked, 'team' | 'to'>): View => {
  const which = scopeWords(of)
  if (left === 0)
    return linesView([
      total === 1 ? 'The link' : `All ${links(total)}`,
      ...which,
      ` ${total === 1 ? 'is' : 'are'} revoked.`,
    ])
  return linesView(
    [`${number(total - left)} of ${links(total)}`, ...which, ' are revoked.'],
    [`DocSpace hasn't removed ${links(left)} yet. Sharelink keeps trying.`],
    ['To see which: ', { code: '/sharelink list all' }],
  )
}
