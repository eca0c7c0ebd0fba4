import type { ViewResponseAction } from '@slack/bolt'
import type { Answer } from '../../domain/answer.ts'
import { within } from '../../timing/within.ts'
import type { Log } from '../../use-cases/ports.ts'
import type { MayUse, User } from '../../use-cases/rights/may-use.ts'
import type { Form, FormReading, Submission } from '../forms/form.ts'
import { modalView, pushedId } from '../views/modal-view.ts'
import type { Keeping } from './inbox.ts'
import type { SentForm } from './interaction.ts'
import type { createInteractions } from './interactions.ts'

export interface FormTakingDeps {
  interactions: Pick<ReturnType<typeof createInteractions>, 'take' | 'noteRefusal'>
  mayUse: MayUse
  isStorageError: (error: unknown) => boolean
  newReference: () => string
  newUuid: () => string
  ackWithinMs: number
  log: Log
}

type Refused = Extract<Answer, { kind: 'refused' }>

/** How much of an ack's time may go into asking Slack who sent a form, after it was read. */
const WHO_WITHIN_MS = 1_000

/** The part of it for reading a form. What is left is for keeping what it asks for. */
const READING_PART = 0.75

/** Takes in forms that were sent: what is wrong with one is said in its ack, and what it asks for is carried out. */
export const formTaking = (deps: FormTakingDeps) => {
  const { interactions, ackWithinMs, log } = deps

  /** A form that cannot be read gets an answer too. Slack alone would only say that something went wrong. */
  const readForm = async ({ read }: Form, submission: Submission): Promise<FormReading | Refused> => {
    const refused = (reason: 'storage-down' | 'bug', error: unknown) => {
      const reference = deps.newReference()
      log.error({ reference, refused: reason, err: error }, 'a form could not be read')
      return { kind: 'refused', refusal: { reason }, reference } as const
    }
    try {
      // Reading a form asks at most the store.
      const reading = await within(ackWithinMs * READING_PART, read(submission))
      return reading?.found ?? refused('storage-down', new Error('no answer in time'))
    } catch (error) {
      return refused(deps.isStorageError(error) ? 'storage-down' : 'bug', error)
    }
  }

  /**
   * Errors in a form are shown only to people who may use the app. Where Slack does not say in time whether they may,
   * the interaction finds it out.
   */
  const refusalOf = async (user: User): Promise<Refused | null> => {
    const known = await within(WHO_WITHIN_MS, deps.mayUse(user)).catch(() => null)
    const refusal = known?.found ?? null
    return refusal === null ? null : { kind: 'refused', refusal, reference: deps.newReference() }
  }

  const takeForm = async (
    form: Form,
    submission: Submission,
    { callbackId, title, userTeam }: { callbackId: string; title: string; userTeam: string | null },
    ack: (response: ViewResponseAction) => Promise<void>,
  ): Promise<void> => {
    const begun = performance.now()
    const found = await readForm(form, submission)
    const isWrong = !('kind' in found) && !found.ok
    const reading = (isWrong ? await refusalOf({ ...submission, userTeam }) : null) ?? found
    // Pushed over the form, to which its Back leads: nothing that was typed is lost.
    const pushed = pushedId(callbackId, deps.newUuid())
    const show = (answer: Answer) =>
      ack({
        response_action: pushed === null ? 'update' : 'push',
        view: modalView(answer, title, pushed),
      })
    const { team, enterprise, userId, viewId, trigger } = submission
    const sent: Omit<SentForm, 'asked'> = {
      kind: 'submission',
      what: callbackId,
      team,
      enterprise,
      userId,
      userTeam,
      ends: form.ends ?? false,
      key: trigger,
      replyTo:
        pushed === null
          ? { kind: 'view', team, viewId, userId }
          : { kind: 'view', team, viewId: pushed, userId, over: viewId },
      channel: null,
      modal: null,
    }
    if ('kind' in reading) {
      await show(reading)
      return interactions.noteRefusal({ ...sent, asked: null }, reading.refusal)
    }
    if (!reading.ok) {
      const { errors, ruledOut } = reading
      // Errors beside the fields exist only in the ack (Slack: Modals).
      await ack({ response_action: 'errors', errors })
      if (ruledOut !== undefined)
        await interactions.noteRefusal({ ...sent, asked: ruledOut.about }, ruledOut.refusal)
      return
    }
    const left = Math.max(ackWithinMs - (performance.now() - begun), ackWithinMs * (1 - READING_PART))
    const answerAck = (keeping: Keeping) =>
      keeping === 'known' ? ack({ response_action: 'errors', errors: {} }) : show({ kind: 'working' })
    await interactions.take({ ...sent, asked: reading.asked }, answerAck, left)
  }

  return takeForm
}
