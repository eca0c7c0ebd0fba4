import type { Button } from '@slack/types'
import type { Answer, AskedFile } from '../../domain/answer.ts'
import type { Approved } from '../../domain/approval.ts'
import type { BrokenRule } from '../../domain/outcome.ts'
import type { ApprovalRequest, ApprovalTold } from '../../use-cases/approval-ports.ts'
import { APPROVE, DISAPPROVE } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { whyRefused } from './refusal.ts'
import { type Line, linesView, type Piece, richText, textOf, type View } from './rich.ts'
import { ruleBeside } from './rule-words.ts'
import { place, termsWords } from './share-words.ts'
import { nameLike } from './untrusted.ts'

const nameOf = ({ id, title }: AskedFile): Piece =>
  title === null ? `file ${nameLike(id, 60)}` : { bold: nameLike(title) }

/** For people besides the one whom it stands against. */
const ruleItem = (broken: BrokenRule): Line => ({
  item: [
    broken.rule === 'makers' ? 'Only certain people can make or extend links here.' : ruleBeside(broken),
  ],
})

const rulesHead = (rules: readonly BrokenRule[]): string =>
  rules.length === 1 ? 'beyond this rule:' : 'beyond these rules:'

/** Who let a link go beyond which rules, in Details. */
export const approvedLines = ({ by, rules }: Approved): Line[] => [
  ['Approved by ', { user: by }, ` ${rulesHead(rules)}`],
  ...rules.map(ruleItem),
]

const aboutRequest = ({
  asked,
  file,
  channel,
  rules,
  terms,
  hasPassword,
  justification,
}: ApprovalRequest) => {
  const lines: Line[] = [
    [
      { user: asked.person.id },
      ' asks to share ',
      nameOf(file),
      ' in ',
      place(channel),
      ` ${rulesHead(rules)}`,
    ],
    ...rules.map(ruleItem),
    termsWords(terms, hasPassword),
    ...(terms.note === null ? [] : [['Note: ', nameLike(terms.note, 300)]]),
    { quote: nameLike(justification, 200) },
  ]
  return lines
}

const button = (text: string, action_id: string, value: string): Button => ({
  type: 'button',
  action_id,
  text: { type: 'plain_text', text },
  value,
})

/** Asks approvers. The buttons authorise nothing. */
export const approvalQuestion = (request: ApprovalRequest): View => {
  const lines: Line[] = [
    ...aboutRequest(request),
    ['Any admin but the person who asks can decide, until ', { date: request.until }, '.'],
  ]
  const buttons: Button[] = [
    { ...button('Approve', APPROVE, request.id), style: 'primary' },
    { ...button('Refuse', DISAPPROVE, request.id), style: 'danger' },
  ]
  return {
    text: textOf(lines),
    blocks: [richText(lines), ...actionsBlock(`approval:${request.id}`, buttons)],
  }
}

const outcomeLines = ({ how, by, failed }: ApprovalTold): Line[] => {
  const who: Piece = by === null ? 'Nobody' : { user: by }
  if (how === 'timed-out') return [['Nobody answered in time, so nothing was shared.']]
  if (how === 'disapproved') return [[who, ' refused this, so nothing was shared.']]
  return failed === null
    ? [[who, ' approved this.']]
    : [[who, " approved this, but the link couldn't be made:"], whyRefused(failed)]
}

/** What became of it, in place of that question. */
export const approvalDecided = (request: ApprovalRequest, told: ApprovalTold): View =>
  linesView(...outcomeLines(told), ...aboutRequest(request))

/** To who asked. */
export const approvalAskedView = ({ file, until }: Extract<Answer, { kind: 'approval-asked' }>): View =>
  linesView(
    ['Your admins were asked to approve the link to ', nameOf(file), '.'],
    [
      "It's made as soon as one of them says yes. You'll hear either way, by ",
      { date: until },
      ' at the latest.',
    ],
  )

export const disapprovedView = ({ file, by }: Extract<Answer, { kind: 'disapproved' }>): View =>
  by === null
    ? linesView(
        ['No admin answered in time about the link to ', nameOf(file), ', so nothing was shared.'],
        ['Ask again, or share it within the rules.'],
      )
    : linesView(
        [{ user: by }, " didn't approve the link to ", nameOf(file), ', so nothing was shared.'],
        ['Ask them what would work, or share it within the rules.'],
      )
