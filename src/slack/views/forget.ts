import type { Answer } from '../../domain/answer.ts'
import { FORGET_PERSON } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { type Line, linesView, richText, textOf, type View } from './rich.ts'
import { number } from './share-words.ts'

const links = (live: number): string => (live === 1 ? '1 live link' : `${number(live)} live links`)

/** Live links of the person, which are not touched. */
const liveLines = (live: number, one: string, many: string): Line[] =>
  live === 0 ? [] : [[`Their ${links(live)} ${live === 1 ? one : many}`]]

/** Asked of an admin before a person is forgotten. */
export const forgetQuestion = ({
  userId,
  live,
  hasAccount,
}: Extract<Answer, { kind: 'ask-forget' }>): View => {
  const lines: Line[] = [
    ['Forget ', { user: userId }, '?'],
    ['Their name goes from links that ended, from downloads, and from the record. Nothing brings it back.'],
    ...(hasAccount ? [['Their DocSpace account is disconnected from Sharelink.']] : []),
    ...liveLines(
      live,
      'stays as it is. To remove that too, revoke it first.',
      'stay as they are. To remove those too, revoke them first.',
    ),
  ]
  const button = {
    type: 'button' as const,
    action_id: FORGET_PERSON,
    text: { type: 'plain_text' as const, text: 'Forget' },
    style: 'danger' as const,
    value: userId,
  }
  return { text: textOf(lines), blocks: [richText(lines), ...actionsBlock('forget', [button])] }
}

/** After that. */
export const forgottenView = ({ userId, live }: Extract<Answer, { kind: 'forgotten' }>): View =>
  linesView(
    ['Sharelink has forgotten ', { user: userId }, '.'],
    ...liveLines(
      live,
      'stayed as it was. Once it has ended, ask again.',
      'stayed as they were. Once they have ended, ask again.',
    ),
  )
