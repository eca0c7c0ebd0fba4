import type { Answer, Outcome } from '../../domain/answer.ts'
import { type Installation, isFor } from '../../domain/membership.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { ShareRef } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import { slackRefusal } from '../../domain/slack-refusal.ts'
import { within } from '../../timing/within.ts'
import type { Act } from '../../use-cases/act.ts'
import type { ClaimIdempotencyKey, Log, SendAnswer } from '../../use-cases/ports.ts'
import type { MayUse } from '../../use-cases/rights/may-use.ts'
import type { Modals } from '../outgoing/modals.ts'
import { DETAILS, WHY } from '../views/actions.ts'
import { createLines } from './lines.ts'

/** Something a person did, and where to answer: what every handler gets, read once from what Slack sent. */
export interface Interaction {
  kind: 'command' | 'click' | 'shortcut' | 'submission'
  what: string
  team: string
  /** The organisation (Enterprise Grid) of that workspace. */
  enterprise: string | null
  userId: string
  /** The person's home workspace, where Slack says it. It may be another one of the organisation, or of another company. */
  userTeam: string | null
  /** It can only end a share. Its use case asks whether the person may. */
  ends: boolean
  /** Equal each time that Slack delivers this interaction. */
  key: string
  replyTo: ReplyTo | null
  /** The channel in which it was done; null in a modal, a Home and wherever else there is none. */
  channel: string | null
  /**
   * Set: the answer comes as a modal, which this trigger opens once, within 3 s (Slack: Handling user interaction).
   * `instead`: the command to type when it is too late for that.
   */
  modal: { trigger: string; title: string; instead: string } | null
}

export interface InteractionDeps {
  workspace: () => Promise<Installation>
  mayUse: MayUse
  claimIdempotencyKey: ClaimIdempotencyKey
  answer: SendAnswer
  modals: Modals
  isStorageError: (error: unknown) => boolean
  /** The title of the file that a link is being made to, once it is known. */
  titleOf: (ref: ShareRef) => Promise<string | null>
  newReference: () => string
  newUuid: () => string
  log: Log
}

/** Clicks that only look at something. */
const LOOKS: ReadonlySet<string> = new Set([DETAILS, WHY])

/** What people of another company are told, who see our messages in a shared channel. */
const elsewhere = ({ kind, what }: Interaction): Refusal => {
  if (kind !== 'click') return { reason: 'outsider' }
  return { reason: LOOKS.has(what) ? 'not-for-you' : 'not-yours' }
}

/** How long to wait for an answer before a modal says that it works on it. Opening takes time too. */
const SHOW_AFTER_MS = 1_200

/** After this much silence, the person who typed a command hears that it is under way. */
const UNDER_WAY_AFTER_MS = 2_000

/** How many of one member's commands say that at a time: outcomes come first. */
const UNDER_WAY_EACH = 2

/**
 * Carries out what people do, once for each interaction even if it is delivered again, and answers privately. The one place
 * where a failure of one is caught: it gets a reference that stands in the log and in the answer.
 */
export const createInteractions = (deps: InteractionDeps) => {
  const { log, answer, modals } = deps
  const underWay = new Set<Promise<unknown>>()
  const lines = createLines()
  const meanwhile = createLines(UNDER_WAY_EACH)
  let stop = () => {}
  /** Resolves at a stop: then nobody is told any more that something takes its time. */
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })

  const refusalOf = (error: unknown): Refusal => {
    if (error instanceof SlackError) return slackRefusal(error)
    return { reason: deps.isStorageError(error) ? 'storage-down' : 'bug' }
  }

  /** Why a person may not do this; null: they may. */
  const whyNot = async (interaction: Interaction): Promise<Refusal | null> => {
    const installed = await deps.workspace()
    if (!isFor(installed, interaction)) return elsewhere(interaction)
    // Ending a link is not held up: its use case asks whether the person may.
    if (interaction.ends && (interaction.userTeam === null || interaction.userTeam === installed.team))
      return null
    const refusal = await deps.mayUse(interaction)
    if (refusal?.reason === 'outsider') return elsewhere(interaction)
    return interaction.ends ? null : refusal
  }

  /** What to answer; null where there is nothing to say. */
  const outcomeOf = async (
    interaction: Interaction,
    act: Act,
    work: (act: Act) => Promise<Outcome>,
  ): Promise<Answer | null> => {
    const { reference } = act
    const line = {
      reference,
      kind: interaction.kind,
      what: interaction.what,
      team: interaction.team,
      user: interaction.userId,
    }
    let outcome: Outcome
    try {
      const refusal = await whyNot(interaction)
      if (refusal !== null) outcome = { ok: false, refusal }
      else if (await deps.claimIdempotencyKey(interaction.team, `${interaction.kind}:${interaction.key}`)) {
        outcome = await work(act)
      } else {
        log.info(line, 'the same interaction was delivered again')
        return null
      }
      log.info({ ...line, refused: outcome.ok ? null : outcome.refusal.reason }, 'interaction done')
    } catch (error) {
      outcome = { ok: false, refusal: refusalOf(error) }
      log.error({ ...line, refused: outcome.refusal.reason, err: error }, 'interaction failed')
    }
    return outcome.ok ? outcome.answer : { kind: 'refused', refusal: outcome.refusal, reference }
  }

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
    const early = await within(SHOW_AFTER_MS, coming)
    if (early?.found === null) return
    // Nothing was opened yet, so a refusal is answered like any other.
    if (early?.found?.kind === 'refused') return answer(interaction.replyTo, early.found)
    const viewId = await modals.open(modal.trigger, early?.found ?? { kind: 'working' }, modal.title)
    if (viewId === null) {
      const late: Answer = {
        kind: 'refused',
        refusal: { reason: 'form-expired', instead: modal.instead },
        reference,
      }
      const found = await coming
      const isForm = found?.kind === 'form' || found?.kind === 'extend-form'
      if (found !== null) await answer(interaction.replyTo, isForm ? late : found)
      return
    }
    if (early !== null) return
    const found = await coming
    if (found !== null) await answer({ kind: 'view', viewId, userId: interaction.userId }, found)
  }

  /** The same with the file's name, where a worker knows it by now. */
  const named = async (said: Extract<Answer, { kind: 'under-way' }>): Promise<Answer> => {
    const { doing } = said
    if (doing === null || doing.file.title !== null) return said
    const title = await deps.titleOf(doing.ref).catch(() => null)
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
  ): Promise<void> => {
    const silentUntil = performance.now() + UNDER_WAY_AFTER_MS
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
    const early = await within(UNDER_WAY_AFTER_MS, coming)
    if (early === null && !isKnown) await meanwhile.join(interaction, sayUnderWay)
    const found = early === null ? await coming : early.found
    if (found?.kind !== 'under-way') return
    const isStopping = await within(Math.max(0, silentUntil - performance.now()), stopped)
    if (isStopping === null)
      await meanwhile.join(interaction, async () => answer(interaction.replyTo, await named(found)))
  }

  const carryOut = async (interaction: Interaction, work: (act: Act) => Promise<Outcome>): Promise<void> => {
    const reference = deps.newReference()
    const act = { reference, linkId: deps.newUuid() }
    const begin = () => outcomeOf(interaction, act, work)
    if (interaction.modal !== null) {
      return answerInModal(interaction, interaction.modal, reference, begin()).catch((error: unknown) => {
        log.error(
          { reference, kind: interaction.kind, what: interaction.what, err: error },
          'a modal could not be drawn',
        )
        return answer(interaction.replyTo, { kind: 'refused', refusal: { reason: 'bug' }, reference })
      })
    }
    if (interaction.kind === 'command') return answerCommand(interaction, begin)
    // A form or button shows by itself that something is under way.
    await inTurn(interaction, () => sayOutcome(interaction, begin()))
  }

  /** Counts work under way, so that a stop can await it (Bolt does not). */
  const counted = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work)
    try {
      return await work
    } finally {
      underWay.delete(work)
    }
  }

  return {
    carryOut: (interaction: Interaction, work: (act: Act) => Promise<Outcome>): Promise<void> =>
      counted(carryOut(interaction, work)),
    /** Work without an answer, in the turn of the member it is for, if any. Its failure is only logged. */
    quietly: (
      what: string,
      member: Pick<Interaction, 'team' | 'userId'> | null,
      work: () => Promise<void>,
    ): Promise<void> =>
      counted(
        (member === null ? work() : lines.join(member, work)).catch((error: unknown) => {
          log.warn(
            { reference: deps.newReference(), what, err: error },
            'something that was not asked for failed',
          )
        }),
      ),
    /** Work before an ack, such as reading a form. A stop awaits it, and what follows from it. */
    beforeAck: counted,
    /** Resolves when no work is left. */
    idle: async (): Promise<void> => {
      stop()
      lines.lift()
      meanwhile.lift()
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}
