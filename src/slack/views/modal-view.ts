import type { ModalView } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import { answerView } from './answer.ts'
import { extendForm } from './extend-form.ts'
import { revokeForm } from './revoke-form.ts'
import { linesView } from './rich.ts'
import { shareForm } from './share-form.ts'
import { COPY_TITLE, DETAILS_TITLE } from './titles.ts'
import { cut } from './untrusted.ts'

/** Slack: modal title, submit and close hold 24 characters. */
const TITLE = 24

const TITLES: Partial<Record<Answer['kind'], string>> = {
  refused: 'Not done',
  shared: 'Shared',
  extended: 'Extended',
  'ask-audience': 'Before you post',
  ending: 'Revoke',
  info: DETAILS_TITLE,
  link: COPY_TITLE,
  why: 'Every event',
  claims: 'Every download',
}

/** An answer's content in a modal, where it differs from that of a message. */
const contents = (answer: Answer) => {
  if (answer.kind === 'working') {
    return linesView(
      ['Working on it…'],
      ['You can close this: the answer then comes as a direct message from Sharelink.'],
    )
  }
  return answerView(answer)
}

/** Any answer as a modal. `title` is used where the answer has no title of its own. */
export const modalView = (answer: Answer, title: string | null): ModalView => {
  if (answer.kind === 'form') return shareForm(answer.start)
  if (answer.kind === 'ask-revoke') return revokeForm(answer.share)
  if (answer.kind === 'extend-form') return extendForm(answer.share, answer.policy, answer.at)
  return {
    type: 'modal',
    title: { type: 'plain_text', text: cut(TITLES[answer.kind] ?? title ?? 'Sharelink', TITLE) },
    close: { type: 'plain_text', text: 'Close' },
    blocks: contents(answer).blocks,
  }
}
