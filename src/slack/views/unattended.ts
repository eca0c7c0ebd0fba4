import type { Button } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import { scopeLine } from '../../domain/link-scope.ts'
import type { ShareLink } from '../../domain/share.ts'
import { type UnattendedCause, unattendedScope } from '../../domain/unattended.ts'
import type { UnattendedQuestion } from '../../use-cases/admin-ports.ts'
import { LET_LIVE, REVOKE_ALL, TAKE_OVER } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { linkItems, scopeWords } from './revoke-all.ts'
import { type Line, linesView, type Piece, richText, textOf, type View } from './rich.ts'
import { links, number } from './share-words.ts'

/** What has happened, and whose links it is about. */
const news = (cause: UnattendedCause, total: number): Piece[] => {
  const count = number(total)
  const live = total === 1 ? 'is still live' : 'are still live'
  switch (cause.kind) {
    case 'deactivated':
      return [{ user: cause.user }, ` has left the workspace. ${count} of their links ${live}:`]
    case 'guest':
      return [
        { user: cause.user },
        ` is a guest now and can't use Sharelink. ${count} of their links ${live}:`,
      ]
    case 'member-left':
      return [
        { user: cause.user },
        ' has left ',
        { channel: cause.channel },
        `. ${count} of their links there ${live}:`,
      ]
    case 'archived':
      return [{ channel: cause.channel }, ` was archived. ${links(total)} posted there ${live}:`]
  }
}

const moreThan = (total: number, newest: readonly ShareLink[]): Line[] =>
  total > newest.length ? [{ item: [`and ${number(total - newest.length)} more`] }] : []

/** Asks admins about live links that nobody sees to. What the buttons say authorises nothing. */
export const unattendedView = ({
  cause,
  noticedAt,
  total,
  newest,
}: Omit<UnattendedQuestion, 'team' | 'to'>): View => {
  const scope = scopeLine(unattendedScope(cause))
  const lines: Line[] = [
    news(cause, total),
    ...linkItems(newest),
    ...moreThan(total, newest),
    [
      total === 1
        ? 'If you take it over, you can extend it, and Sharelink tells you how it is used.'
        : 'If you take them over, you can extend them, and Sharelink tells you how they are used.',
    ],
  ]
  const buttons: Button[] = [
    {
      type: 'button',
      action_id: REVOKE_ALL,
      style: 'danger',
      text: { type: 'plain_text', text: 'End all' },
      value: `${noticedAt} ${scope}`,
      confirm: {
        title: { type: 'plain_text', text: `Revoke ${links(total)}?` },
        text: {
          type: 'plain_text',
          emoji: false,
          text: `${total === 1 ? 'It stops' : 'They stop'} working right away. This can't be undone.`,
        },
        confirm: { type: 'plain_text', text: 'Revoke' },
        deny: { type: 'plain_text', text: 'Cancel' },
        style: 'danger',
      },
    },
    { type: 'button', action_id: TAKE_OVER, text: { type: 'plain_text', text: 'Take over' }, value: scope },
    { type: 'button', action_id: LET_LIVE, text: { type: 'plain_text', text: 'Keep' }, value: scope },
  ]
  return { text: textOf(lines), blocks: [richText(lines), ...actionsBlock('unattended', buttons)] }
}

export const takenOverView = ({ of, by, total }: Extract<Answer, { kind: 'taken-over' }>): View =>
  linesView(
    [{ user: by }, ` has taken over ${links(total)}`, ...scopeWords(of), '.'],
    ['They can extend and revoke them, and hear what becomes of them.'],
  )

export const leftAloneView = ({ of, by }: Extract<Answer, { kind: 'left-alone' }>): View =>
  linesView([{ user: by }, ' keeps the links', ...scopeWords(of), '. Each ends by its own limits.'])
