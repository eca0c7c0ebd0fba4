import type { Button } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import type { OutgrownQuestion } from '../../use-cases/rules/tell-outgrown.ts'
import { APPLY_RULES, KEEP_OUTGROWN } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { linkItems } from './revoke-all.ts'
import { type Line, linesView, richText, textOf, type View } from './rich.ts'
import { links, number } from './share-words.ts'

const effects = (ends: number, shortens: number): string[] => [
  ...(shortens === 0 ? [] : [`${links(shortens)} would get an earlier end or a lower limit`]),
  ...(ends === 0 ? [] : [`${links(ends)} would close`]),
]

/** Asks admins whether the rules of today shall hold for links that were made under others. The buttons authorise nothing. */
export const outgrownView = ({ newest, ends, shortens }: OutgrownQuestion): View => {
  const total = ends + shortens
  const more = total - newest.length
  const lines: Line[] = [
    [{ bold: `${links(total)} ${total === 1 ? 'breaks' : 'break'} the rules for links as they are now.` }],
    ...linkItems(newest),
    ...(more > 0 ? [{ item: [`and ${number(more)} more`] }] : []),
    [`${effects(ends, shortens).join(', and ')}. Nothing happens until you decide.`],
  ]
  const buttons: Button[] = [
    {
      type: 'button',
      action_id: APPLY_RULES,
      style: 'danger',
      text: { type: 'plain_text', text: 'Apply the rules' },
      value: 'apply',
    },
    {
      type: 'button',
      action_id: KEEP_OUTGROWN,
      text: { type: 'plain_text', text: 'Keep them' },
      value: 'keep',
    },
  ]
  return { text: textOf(lines), blocks: [richText(lines), ...actionsBlock('outgrown', buttons)] }
}

/** In the place of that question, as is the next. */
export const rulesAppliedView = ({
  ended,
  shortened,
  by,
}: Extract<Answer, { kind: 'rules-applied' }>): View => {
  if (ended + shortened === 0) return linesView(['No link breaks the rules any more.'])
  const done = [
    ...(shortened === 0 ? [] : [`${links(shortened)} shortened`]),
    ...(ended === 0 ? [] : [`${links(ended)} closed`]),
  ]
  return linesView(
    [{ user: by }, ` applied the rules: ${done.join(', ')}.`],
    ['Each link changes within moments, and its channel is told.'],
  )
}

export const outgrownKeptView = ({ by }: Extract<Answer, { kind: 'outgrown-kept' }>): View =>
  linesView([{ user: by }, ' keeps these links as they were made. The rules hold for new ones.'])
