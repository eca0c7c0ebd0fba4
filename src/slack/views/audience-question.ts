import type { Button } from '@slack/types'
import type { Answer, Audience } from '../../domain/answer.ts'
import { DO_NOT_POST, POST_ANYWAY } from './actions.ts'
import { noticeQuote } from './notice-quote.ts'
import { type Line, type Piece, richText, textOf, type View } from './rich.ts'
import { number, termsWords } from './share-words.ts'
import { nameLike } from './untrusted.ts'

type Question = Extract<Answer, { kind: 'ask-audience' }>

const LISTED = new Intl.ListFormat('en-US', { type: 'conjunction' })

/** Who is in the channel too, of whom one may not think. */
const who = (audience: Audience): string => {
  if (audience.kind === 'external') {
    const names = audience.companies.map((name) => nameLike(name, 60))
    const which = names.length > 1 ? 'other companies' : 'another company'
    return `People from ${which}${names.length === 0 ? '' : ` (${LISTED.format(names)})`} are`
  }
  if (audience.count === null) return 'There may be guests'
  return audience.count === 1 ? '1 guest is' : `${number(audience.count)} guests are`
}

const whatOf = ({ file }: Question): Piece =>
  file.title === null ? `file ${nameLike(file.id)}` : { bold: nameLike(file.title) }

const button = (text: string, action: string, value: string): Button => ({
  type: 'button',
  action_id: action,
  text: { type: 'plain_text', text },
  value,
})

/** Asked privately before a link goes to more people than one may think. Nothing is made before the answer. */
export const audienceQuestion = (question: Question): View => {
  const { audience, key, channel, notice } = question
  const whom = audience.kind === 'external' ? 'outside your company' : 'where guests read along'
  const lines: Line[] = [
    ['Share ', whatOf(question), ` ${whom}?`],
    [`${who(audience)} in `, { channel: channel.id }, '.'],
    termsWords(question.terms, question.hasPassword),
    ...(notice == null ? [] : [noticeQuote(notice)]),
    ['Nothing has been made yet.'],
  ]
  const buttons = [
    { ...button('Share', POST_ANYWAY, key), style: 'primary' as const },
    button('Cancel', DO_NOT_POST, key),
  ]
  return {
    text: textOf(lines),
    blocks: [richText(lines), { type: 'actions', block_id: `question:${key}`, elements: buttons }],
  }
}
