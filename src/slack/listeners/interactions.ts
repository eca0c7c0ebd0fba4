import { setTimeout as wait } from 'node:timers/promises'
import type { Answer, Outcome } from '../../domain/answer.ts'
import { isFor } from '../../domain/membership.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { SlackError } from '../../domain/slack-error.ts'
import { slackRefusal } from '../../domain/slack-refusal.ts'
import type { Act } from '../../use-cases/act.ts'
import type { Ahead } from '../../use-cases/make/look-ahead.ts'
import type { Now } from '../../use-cases/ports.ts'
import type { MayUse } from '../../use-cases/rights/may-use.ts'
import { DETAILS, FETCH_FILE, GET_FILE, WHY } from '../views/actions.ts'
import { type AnsweringDeps, createAnswering } from './answering.ts'
import { createInboxKeeper, type InboxDeps, type Keeping, NotKept, WORTH_CARRYING_OUT_MS } from './inbox.ts'
import type { Interaction, SentForm } from './interaction.ts'
import { type RefusalRecordDeps, recordRefusals } from './record-refusals.ts'
import { createRetrying, type RetryDeps } from './retrying.ts'
import type { AnyInteraction, TakenIn } from './taken-in.ts'

export interface InteractionDeps
  extends InboxDeps,
    RetryDeps,
    RefusalRecordDeps,
    Omit<AnsweringDeps, 'stopped'> {
  mayUse: MayUse
  /** Begins to ask what will have to be known; null: nothing. */
  lookAhead: (interaction: AnyInteraction) => Ahead | null
  isStorageError: (error: unknown) => boolean
  newReference: () => string
  newUuid: () => string
  now: Now
}

/** Does what a person asked for. It may be done twice, under the same reference. */
export type CarryOut = (interaction: AnyInteraction, act: Act, ahead: Ahead | null) => Promise<Outcome>

/** Clicks that only look at something. */
const LOOKS: ReadonlySet<string> = new Set([DETAILS, WHY])

/** Clicks of people whom the app serves in nothing else. Their use case asks whether these may. */
const FOR_ALL: ReadonlySet<string> = new Set([GET_FILE, FETCH_FILE])

/** What people of another company are told, who see our messages in a shared channel. */
const elsewhere = ({ kind, what }: Interaction): Refusal => {
  if (kind !== 'click') return { reason: 'outsider' }
  if (what === GET_FILE) return { reason: 'may-not-take', who: 'outsider' }
  return { reason: LOOKS.has(what) ? 'not-for-you' : 'not-yours' }
}

const GONE: Outcome = { ok: false, refusal: { reason: 'question-gone' } }

/** How long keeping an interaction may hold up its ack, of the 3 s that Slack waits. */
const KEEP_WITHIN_MS = 1_500

/** Pauses between tries while the store does not answer. */
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000

/** For so long it is found out in silence what came of something, once the store did not answer. */
const UNSURE_AFTER_MS = 3_000

/**
 * Takes in what people do, before it is acked, and carries it out, once for each interaction even if it is delivered again;
 * answers privately. The one place where a failure of one is caught: it gets a reference that stands in the log and in the
 * answer.
 */
export const createInteractions = (deps: InteractionDeps, work: CarryOut) => {
  const { log, answer } = deps
  const underWay = new Set<Promise<unknown>>()
  let stop = () => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  const inbox = createInboxKeeper(deps)
  const retrying = createRetrying(deps)
  const recordRefusal = recordRefusals(deps)
  const answering = createAnswering({ ...deps, stopped })
  let isStopping = false

  const lineOf = ({ act, interaction }: TakenIn) => ({
    reference: act.reference,
    kind: interaction.kind,
    what: interaction.what,
    team: interaction.team,
    user: interaction.userId,
  })

  /** Why a person may not do this; null: they may. */
  const whyNot = async (interaction: Interaction): Promise<Refusal | null> => {
    const installed = await deps.workspace(interaction.team, interaction.enterprise)
    if (!isFor(installed, interaction)) return elsewhere(interaction)
    if (interaction.kind === 'click' && FOR_ALL.has(interaction.what)) return null
    // Ending a link is not held up: its use case asks whether the person may.
    if (interaction.ends && (interaction.userTeam === null || interaction.userTeam === installed.team))
      return null
    const refusal = await deps.mayUse(interaction)
    if (refusal?.reason === 'outsider') return elsewhere(interaction)
    return interaction.ends ? null : refusal
  }

  /** One try. Throws only where the store does not answer, so that it is not known how far it came. */
  const tryOnce = async (taken: TakenIn, meant: AnyInteraction): Promise<Outcome> => {
    const { act, interaction } = taken
    try {
      // Slack is asked for all of it at once, who acts included.
      const ahead = deps.lookAhead(meant)
      const refusal = await whyNot(interaction)
      return refusal === null ? await work(meant, act, ahead) : { ok: false, refusal }
    } catch (error) {
      if (deps.isStorageError(error)) throw error
      const refusal = error instanceof SlackError ? slackRefusal(error) : ({ reason: 'bug' } as const)
      log.error({ ...lineOf(taken), refused: refusal.reason, err: error }, 'interaction failed')
      return { ok: false, refusal }
    }
  }

  /**
   * Carries it out until the store has answered, since before that nobody can say what came of it. Null where nothing is to
   * be said: another process does, or a worker, or it is left for later.
   */
  const outcomeOf = async (taken: TakenIn, keeping: Keeping): Promise<Answer | null> => {
    const { act, interaction } = taken
    const begun = performance.now()
    let isOurs = keeping === 'kept'
    let silentUntil: number | null = null
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        if (!isOurs && !(await inbox.isOurs(taken))) return null
        isOurs = true
        const meant = await retrying.meant(taken)
        const outcome = meant === null ? GONE : await tryOnce(taken, meant)
        if (meant !== null && !outcome.ok) await recordRefusal(meant, act, outcome.refusal)
        log.info(
          { ...lineOf(taken), refused: outcome.ok ? null : outcome.refusal.reason },
          'interaction done',
        )
        const isKept = meant !== null && (await retrying.keep(taken, meant, outcome))
        if (!outcome.ok) {
          const { refusal, isApprovable } = outcome
          const { reference } = act
          const again = isApprovable ? { approval: reference } : { retry: reference }
          return { kind: 'refused', refusal, reference, ...(isKept ? again : {}) }
        }
        // What is told by a worker is the worker's from here on.
        if (outcome.answer === null || outcome.answer.kind === 'under-way') await inbox.finish(taken)
        return outcome.answer
      } catch (error) {
        if (!(error instanceof NotKept || deps.isStorageError(error))) throw error
        isOurs = false
        if (silentUntil === null) {
          silentUntil = performance.now() + UNSURE_AFTER_MS
          log.warn({ ...lineOf(taken), err: error }, 'an interaction waits for the store')
        } else if (performance.now() >= silentUntil) {
          silentUntil = Number.POSITIVE_INFINITY
          const refusal = { reason: 'storage-unsure' } as const
          log.error({ ...lineOf(taken), refused: refusal.reason, err: error }, 'interaction not known')
          await answer(interaction.replyTo, { kind: 'refused', refusal, reference: act.reference })
        }
      }
      await Promise.race([wait(pauseMs), stopped])
      if (isStopping || performance.now() - begun > WORTH_CARRYING_OUT_MS) {
        inbox.leave(taken)
        return null
      }
    }
  }

  const carryOut = async (taken: TakenIn, keeping: Keeping): Promise<void> => {
    const { interaction, act } = taken
    await answering.answerWith(interaction, act.reference, () => outcomeOf(taken, keeping))
    await inbox.finish(taken)
  }

  /** Counts work under way, so that a stop can await it (Bolt does not). */
  const counted = async <T>(coming: Promise<T>): Promise<T> => {
    underWay.add(coming)
    try {
      return await coming
    } finally {
      underWay.delete(coming)
    }
  }

  /** Work that nobody here waits for. */
  const inBackground = (what: string, coming: Promise<void>): Promise<void> =>
    counted(
      coming.catch((error: unknown) => {
        log.warn(
          { reference: deps.newReference(), what, err: error },
          'something that was not asked for failed',
        )
      }),
    )

  const take = async (
    interaction: AnyInteraction,
    ack: (keeping: Keeping) => Promise<void>,
    withinMs: number,
  ): Promise<void> => {
    const reference = deps.newReference()
    const taken = { act: { reference, linkId: deps.newUuid() }, interaction, takenAt: deps.now() }
    const keeping = await inbox.keepWithin(withinMs, taken)
    await ack(keeping)
    if (keeping === 'known') {
      log.info(lineOf(taken), 'the same interaction was delivered again')
    } else if (keeping === 'refused') {
      const refusal = { reason: 'storage-down' } as const
      log.error({ ...lineOf(taken), refused: refusal.reason }, 'interaction failed')
      await answer(interaction.replyTo, { kind: 'refused', refusal, reference })
    } else await carryOut(taken, keeping)
  }

  return {
    /** Takes in what somebody did, acks it, and carries it out. */
    take: (
      interaction: AnyInteraction,
      ack: (keeping: Keeping) => Promise<void>,
      withinMs = KEEP_WITHIN_MS,
    ): Promise<void> => counted(take(interaction, ack, withinMs)),
    /** Work without an answer, in the turn of the member it is for, if any. Its failure is only logged. */
    quietly: (
      what: string,
      member: Pick<Interaction, 'team' | 'userId'> | null,
      coming: () => Promise<void>,
    ): Promise<void> => inBackground(what, member === null ? coming() : answering.inLine(member, coming)),
    /** Writes down what a rule stood against in a form that was not taken in, so that it is answered already. */
    noteRefusal: (form: SentForm, refusal: Refusal): Promise<void> =>
      inBackground('refusal', recordRefusal(form, { reference: form.key }, refusal)),
    /** Work before an ack, such as reading a form. A stop awaits it, and what follows from it. */
    beforeAck: counted,
    /** Takes over what a process that died had taken in, from now on. */
    start: (): void => inbox.start((taken) => void inBackground('interaction', carryOut(taken, 'kept'))),
    /** Resolves when no work is left. */
    idle: async (): Promise<void> => {
      isStopping = true
      stop()
      inbox.stop()
      answering.lift()
      while (underWay.size > 0) await Promise.allSettled(underWay)
      inbox.close()
    },
  }
}
