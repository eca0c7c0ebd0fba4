import type { ModalView } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import { answerView } from './answer.ts'
import { approvalForm } from './approval-form.ts'
import { EXTEND_FORM, extendForm } from './extend-form.ts'
import { plain } from './form-parts.ts'
import { revokeForm } from './revoke-form.ts'
import { linesView } from './rich.ts'
import { SHARE_FORM, shareForm } from './share-form.ts'
import { ACTIVITY_TITLE, COPY_TITLE, DETAILS_TITLE } from './titles.ts'
import { cut } from './untrusted.ts'

/** Slack: modal title, submit and close hold 24 characters. */
const TITLE = 24

const TITLES: Partial<Record<Answer['kind'], string>> = {
  shared: 'Shared',
  extended: 'Extended',
  'ask-audience': 'Before you post',
  'approval-asked': 'Asked',
  ending: 'Revoke',
  info: DETAILS_TITLE,
  link: COPY_TITLE,
  why: ACTIVITY_TITLE,
  claims: ACTIVITY_TITLE,
}

/** Our own ids of modals that are pushed over a form begin so; what follows is theirs alone. */
const PUSHED: Record<string, string> = { [SHARE_FORM]: 'sharing:', [EXTEND_FORM]: 'extending:' }

/** An id for the modal that will be pushed over a form; null where nothing was typed that could be lost. */
export const pushedId = (callbackId: string, unique: string): string | null => {
  const prefix = PUSHED[callbackId]
  return prefix === undefined ? null : `${prefix}${unique}`
}

/** Whether it is an id of ours, and not Slack's. */
export const isPushedId = (viewId: string): boolean =>
  Object.values(PUSHED).some((prefix) => viewId.startsWith(prefix))

const refusedTitle = ({ file }: Extract<Answer, { kind: 'refused' }>, pushed: string | null): string => {
  if (pushed?.startsWith('sharing:') || file?.link === 'none' || file?.link === 'unsure')
    return "Couldn't share"
  return pushed?.startsWith('extending:') || file !== undefined ? "Couldn't extend" : "Couldn't do that"
}

const titleOf = (answer: Answer, title: string | null, pushed: string | null): string =>
  answer.kind === 'refused' ? refusedTitle(answer, pushed) : (TITLES[answer.kind] ?? title ?? 'Sharelink')

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

/** Over a form that waits beneath: Back leads to it, but for what was asked for, with which it is done. */
const closing = (answer: Answer, pushed: string | null) => {
  // What lies beneath has led to it, and is done with too.
  if (answer.kind === 'approval-asked') return { close: plain('Close'), clear_on_close: true }
  if (pushed === null) return { close: plain('Close') }
  const isDone = answer.kind === 'shared' || answer.kind === 'extended'
  return {
    close: plain(isDone ? 'Close' : 'Back'),
    clear_on_close: isDone,
    ...(isPushedId(pushed) ? { external_id: pushed } : {}),
  }
}

/**
 * Any answer as a modal. `title` is used where the answer has no title of its own; `pushed`: the id of the modal, where it lies over
 * a form.
 */
export const modalView = (answer: Answer, title: string | null, pushed: string | null = null): ModalView => {
  if (answer.kind === 'form') return shareForm(answer.start)
  if (answer.kind === 'ask-revoke') return revokeForm(answer)
  if (answer.kind === 'ask-approval') return approvalForm(answer.reference)
  if (answer.kind === 'extend-form') return extendForm(answer)
  return {
    type: 'modal',
    title: plain(cut(titleOf(answer, title, pushed), TITLE)),
    ...closing(answer, pushed),
    blocks: contents(answer).blocks,
  }
}
