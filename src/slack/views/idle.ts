import type { Button } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'
import { END_IDLE, KEEP_IDLE } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { type Line, linesView, richText, textOf, type View } from './rich.ts'
import { links as countOf, number, place } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** Once a week, to the owner of links that nobody uses. */
export const idleQuestionView = (links: readonly ShareLink[]): View => {
  const total = links.length
  const lines: Line[] = [
    [
      `${total === 1 ? "One of your links hasn't" : `${number(total)} of your links haven't`} been used for two weeks:`,
    ],
    ...links.map(
      (share): Line => ({
        item: [
          { bold: nameLike(share.file.title, 40) },
          ' · expires ',
          { date: share.terms.expiresAt },
          ' · ',
          place(share.channel),
          ` · ID ${share.id}`,
        ],
      }),
    ),
    [`If you keep ${total === 1 ? 'it' : 'them'}, I won't ask again for two weeks.`],
  ]
  // Only which; whose they are is looked up.
  const value = links.map(({ id }) => id).join(' ')
  const buttons: Button[] = [
    {
      type: 'button',
      action_id: END_IDLE,
      style: 'danger',
      text: { type: 'plain_text', text: 'End all' },
      value,
      confirm: {
        title: { type: 'plain_text', text: `Revoke ${countOf(total)}?` },
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
    { type: 'button', action_id: KEEP_IDLE, text: { type: 'plain_text', text: 'Keep' }, value },
  ]
  return { text: textOf(lines), blocks: [richText(lines), ...actionsBlock('idle', buttons)] }
}

export const idleKeptView = ({ total }: Extract<Answer, { kind: 'idle-kept' }>): View =>
  linesView([`Kept: ${countOf(total)}. Each ends by its own limits.`])
