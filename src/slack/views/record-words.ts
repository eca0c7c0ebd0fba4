import type { Answer } from '../../domain/answer.ts'
import { linesView, type View } from './rich.ts'
import { number } from './share-words.ts'

/** To an admin who asked for the record: it is in their messages. */
export const recordSentView = ({ lines, days }: Extract<Answer, { kind: 'record-sent' }>): View => {
  const from =
    days === null
      ? 'of all that is kept'
      : days === 1
        ? 'of the last day'
        : `of the last ${number(days)} days`
  const rows = lines === 1 ? '1 line' : `${number(lines)} lines`
  return linesView(
    [`I sent you the record ${from} as a file, in our direct messages: ${rows}.`],
    ['That you asked for it is recorded too.'],
  )
}
