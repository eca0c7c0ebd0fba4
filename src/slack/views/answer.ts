import type { Answer } from '../../domain/answer.ts'
import { externalQuestion } from './external-question.ts'
import { helpView } from './help.ts'
import { listView } from './list.ts'
import { refusalView } from './refusal.ts'
import { linesView, type View } from './rich.ts'
import { sharedView } from './shared.ts'
import { nameLike } from './untrusted.ts'

/** Every private answer. */
export const answerView = (answer: Answer): View => {
  switch (answer.kind) {
    case 'refused':
      return refusalView(answer.refusal, answer.reference)
    case 'shared':
      return sharedView(answer)
    case 'ending':
      return linesView(['Ending the link to ', { bold: nameLike(answer.share.file.title) }, ' now.'])
    case 'list':
      return listView(answer)
    case 'help':
      return helpView(answer.unknown)
    case 'ask-external':
      return externalQuestion(answer.key, answer.channel)
    case 'posting':
      return linesView(['Posting the link…'])
    case 'not-posted':
      return linesView(['Nothing was shared.'])
  }
}
