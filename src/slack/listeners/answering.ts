import type { Answer } from '../../domain/answer.ts'
import type { ShareRef } from '../../domain/share.ts'
import { within } from '../../timing/within.ts'
import type { Log, SendAnswer } from '../../use-cases/ports.ts'
import type { Modals } from '../outgoing/modals.ts'
import { TRY_AGAIN, TRY_APPROVED } from '../views/actions.ts'
import type { Interaction } from './interaction.ts'
import { createLines } from './lines.ts'

export interface AnsweringDeps {
  answer: SendAnswer
  modals: Modals
  /** The title of the file that a link is being made to, once it is known. */
  titleOf: (ref: ShareRef) => Promise<string | null>
  /** Resolves at a stop: then nobody is told any more that something takes its time. */
  stopped: Promise<void>
  log: Log
}

/** What exists as a modal alone. */
const FORMS: ReadonlySet<Answer['kind']> = new Set(['form', 'extend-form', 'ask-revoke', 'ask-approval'])

/** How long to wait for an answer before a modal says that it works on it. Opening takes time too. */
const SHOW_AFTER_MS = 1_200

/** After this much silence, the person who typed a command hears that it is under way. */
const UNDER_WAY_AFTER_MS = 2_000

/** The same after a press of a button that has failed before. The time is enough to find out what is being tried. */
const TRYING_AGAIN_AFTER_MS = 300

/** How many of one member's commands say that at a time: outcomes come first. */
const UNDER_WAY_EACH = 2

/** Has work done in its member's turn, and answers privately, by a modal where one is to open. */
export const createAnswering = ({ answer, modals, titleOf, stopped, log }: AnsweringDeps) => {
  const lines = createLines()
  const meanwhile = createLines(UNDER_WAY_EACH)

  /**
   * Answers in a modal. Where the answer takes longer than the trigger lives, the modal first says that it is being
   * worked on.
   */
  const answerInModal = async (
    interaction: Interaction,
    modal: NonNullable<Interaction['modal']>,
    reference: string,
    coming: Promise<Answer | null>,
  ): Promise<void> => {
    const { team, userId } = interaction
    const early = await within(SHOW_AFTER_MS, coming)
    if (early?.found === null) return
    // Nothing was opened yet, so a refusal is answered like any other.
    if (early?.found?.kind === 'refused') return answer(interaction.replyTo, early.found)
    const viewId = await modals.open(team, modal.trigger, early?.found ?? { kind: 'working' }, modal.title)
    if (viewId === null) {
      const late: Answer = {
        kind: 'refused',
        refusal: { reason: 'form-expired', instead: modal.instead },
        reference,
      }
      const found = await coming
      const isForm = found !== null && FORMS.has(found.kind)
      if (found !== null) await answer(interaction.replyTo, isForm ? late : found)
      return
    }
    if (early !== null) return
    const found = await coming
    if (found !== null) await answer({ kind: 'view', team, viewId, userId }, found)
  }

  /** The same with the file's name, where a worker knows it by now. */
  const named = async (said: Extract<Answer, { kind: 'under-way' }>): Promise<Answer> => {
    const { doing } = said
    if (doing === null || doing.file.title !== null) return said
    const title = await titleOf(doing.ref).catch(() => null)
    return { ...said, doing: { ...doing, file: { ...doing.file, title } } }
  }

  /** Does work in its member's turn. Those that can only end a share do not wait, nor do those that open a modal. */
  const inTurn = <T>(interaction: Interaction, work: () => Promise<T>): Promise<T> =>
    interaction.ends || interaction.modal !== null ? work() : lines.join(interaction, work)

  /** Saying the outcome takes its turn too, as it is work of this process. What a worker says does not. */
  const sayOutcome = async (
    { replyTo }: Interaction,
    coming: Promise<Answer | null>,
  ): Promise<Answer | null> => {
    const found = await coming
    if (found !== null && found.kind !== 'under-way') await answer(replyTo, found)
    return found
  }

  /**
   * Answers a command. Where it takes its time, here or in a worker, that is said first, and never after the outcome
   * (`outgoing/answers.ts`).
   */
  const answerCommand = async (
    interaction: Interaction,
    work: () => Promise<Answer | null>,
    silentMs: number,
  ): Promise<void> => {
    const silentUntil = performance.now() + silentMs
    let isKnown = false
    const coming = inTurn(interaction, () => {
      const outcome = work().then((found) => {
        isKnown = true
        return found
      })
      return sayOutcome(interaction, outcome)
    })
    const sayUnderWay = async (): Promise<void> => {
      if (!isKnown) await answer(interaction.replyTo, { kind: 'under-way', doing: null })
    }
    const early = await within(silentMs, coming)
    if (early === null && !isKnown) await meanwhile.join(interaction, sayUnderWay)
    const found = early === null ? await coming : early.found
    if (found?.kind !== 'under-way') return
    const isStopping = await within(Math.max(0, silentUntil - performance.now()), stopped)
    if (isStopping === null)
      await meanwhile.join(interaction, async () => answer(interaction.replyTo, await named(found)))
  }

  return {
    /** Does the work, and answers. Never throws where the work does not. */
    answerWith: async (
      interaction: Interaction,
      reference: string,
      begin: () => Promise<Answer | null>,
    ): Promise<void> => {
      const { kind, what, modal, replyTo } = interaction
      if (modal !== null) {
        return answerInModal(interaction, modal, reference, begin()).catch((error: unknown) => {
          log.error({ reference, kind, what, err: error }, 'a modal could not be drawn')
          return answer(replyTo, { kind: 'refused', refusal: { reason: 'bug' }, reference })
        })
      }
      if (kind === 'command') return answerCommand(interaction, begin, UNDER_WAY_AFTER_MS)
      if (what === TRY_AGAIN || what === TRY_APPROVED)
        return answerCommand(interaction, begin, TRYING_AGAIN_AFTER_MS)
      // A form or button shows by itself that something is under way.
      await inTurn(interaction, () => sayOutcome(interaction, begin()))
    },
    /** Does work without an answer in its member's turn. */
    inLine: lines.join,
    /** At a stop nothing is left to wait. */
    lift: (): void => {
      lines.lift()
      meanwhile.lift()
    },
  }
}
