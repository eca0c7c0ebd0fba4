import type { Answer } from '../../domain/answer.ts'
import { inWords } from './duration-words.ts'
import { linesView, type Piece, type View } from './rich.ts'
import { links, number, place } from './share-words.ts'

const first = ({ ahead, channel }: Extract<Answer, { kind: 'queued' }>): readonly Piece[] => {
  if (channel === null) {
    return [
      `${links(ahead)} that you asked for before ${ahead === 1 ? 'comes' : 'come'} first, one a second.`,
    ]
  }
  const what = ahead === 1 ? '1 message comes' : `${number(ahead)} messages come`
  return [`${what} first in `, place(channel), ': Slack takes one a second.']
}

/** That a link has to wait for the portal. Nobody knows for how long, but there is an end to it (`makeInTurn`). */
export const delayedView = (): View =>
  linesView(
    ['DocSpace is busy, so your link takes longer than usual.'],
    ["You don't need to do anything. You'll hear within about 20 minutes, whatever happens."],
  )

/** That a link has to wait, and for how long. */
export const queuedView = (answer: Extract<Answer, { kind: 'queued' }>): View =>
  linesView(
    [`Your link is queued. It will be ready in about ${inWords(answer.ahead * 1_000)}.`],
    [...first(answer), " You don't need to do anything."],
  )
