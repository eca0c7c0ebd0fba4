import type { Answer, Outcome } from '../domain/answer.ts'
import { type Installation, isFor } from '../domain/membership.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { ReplyTo } from '../domain/reply-to.ts'
import type { ShareRef } from '../domain/share.ts'
import { SlackError } from '../domain/slack-error.ts'
import { slackRefusal } from '../domain/slack-refusal.ts'
import { within } from '../timing/within.ts'
import type { ClaimIdempotencyKey, Log, SendAnswer } from '../use-cases/ports.ts'
import type { MayUse } from '../use-cases/rights/may-use.ts'
import { createLines } from './lines.ts'
import type { Modals } from './modals.ts'
import { DETAILS, WHY } from './views/actions.ts'

/** Something a person did, and where to answer. */
export interface Act {
  kind: 'command' | 'click' | 'shortcut' | 'submission'
  what: string
  team: string
  /** The organisation (Enterprise Grid) of that workspace. */
  enterprise: string | null
  userId: string
  /** The workspace that the person is at home in, where Slack says so: of an organisation or a company maybe another one. */
  userTeam: string | null
  /** It can only end a share; who may is asked there. */
  ends: boolean
  /** The same for every delivery of the same act. */
  key: string
  replyTo: ReplyTo | null
  /**
   * Set: the answer comes as a modal, which has to be opened within 3 s by this trigger, once (Slack: Handling user
   * interaction). `instead`: the command to type when that is too late.
   */
  modal: { trigger: string; title: string; instead: string } | null
}

export interface ActDeps {
  workspace: () => Promise<Installation>
  mayUse: MayUse
  claimIdempotencyKey: ClaimIdempotencyKey
  answer: SendAnswer
  modals: Modals
  isStorageError: (error: unknown) => boolean
  /** The title of the file that a link is being made to, once it is known. */
  titleOf: (ref: ShareRef) => Promise<string | null>
  newReference: () => string
  log: Log
}

/** Clicks that only look at something. */
const LOOKS: ReadonlySet<string> = new Set([DETAILS, WHY])

/** What somebody of another company is told, who sees our messages in a shared channel. */
const elsewhere = ({ kind, what }: Act): Refusal => {
  if (kind !== 'click') return { reason: 'outsider' }
  return { reason: LOOKS.has(what) ? 'not-for-you' : 'not-yours' }
}

/** How long an answer is waited for before something is shown in its place; opening takes time too. */
const SHOW_AFTER_MS = 1_200

/** After so long of silence whoever typed a command hears that it is under way. */
const UNDER_WAY_AFTER_MS = 2_000

/** So many of a member hear that at a time: outcomes come first. */
const UNDER_WAY_EACH = 2

/**
 * Carries out what people do, once for each act however often it is delivered, and answers privately. This is the one place
 * where a failure of an act is caught: it gets a reference that stands in the log and in the answer.
 */
export const createActs = (deps: ActDeps) => {
  const { log, answer, modals } = deps
  const underWay = new Set<Promise<unknown>>()
  const lines = createLines()
  const meanwhile = createLines(UNDER_WAY_EACH)
  let stop = () => {}
  /** Nobody is told any more that something takes its time. */
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })

  const refusalOf = (error: unknown): Refusal => {
    if (error instanceof SlackError) return slackRefusal(error)
    return { reason: deps.isStorageError(error) ? 'storage-down' : 'bug' }
  }

  /** Why a person may not do this; null: they may. */
  const whyNot = async (act: Act): Promise<Refusal | null> => {
    const installed = await deps.workspace()
    if (!isFor(installed, act)) return elsewhere(act)
    // Nothing stands in the way of an end that need not.
    if (act.ends && (act.userTeam === null || act.userTeam === installed.team)) return null
    const refusal = await deps.mayUse(act)
    if (refusal?.reason === 'outsider') return elsewhere(act)
    return act.ends ? null : refusal
  }

  /** Null: there is nothing to say. */
  const outcomeOf = async (
    act: Act,
    reference: string,
    work: (reference: string) => Promise<Outcome>,
  ): Promise<Answer | null> => {
    const line = { reference, kind: act.kind, what: act.what, team: act.team, user: act.userId }
    let outcome: Outcome
    try {
      const refusal = await whyNot(act)
      if (refusal !== null) outcome = { ok: false, refusal }
      else if (await deps.claimIdempotencyKey(act.team, `${act.kind}:${act.key}`)) {
        outcome = await work(reference)
      } else {
        log.info(line, 'the same act was delivered again')
        return null
      }
      log.info({ ...line, refused: outcome.ok ? null : outcome.refusal.reason }, 'act done')
    } catch (error) {
      outcome = { ok: false, refusal: refusalOf(error) }
      log.error({ ...line, refused: outcome.refusal.reason, err: error }, 'act failed')
    }
    return outcome.ok ? outcome.answer : { kind: 'refused', refusal: outcome.refusal, reference }
  }

  /** The answer in a modal; what takes longer than its trigger lives is shown in a modal that says so first. */
  const answerInModal = async (
    act: Act,
    modal: NonNullable<Act['modal']>,
    reference: string,
    coming: Promise<Answer | null>,
  ): Promise<void> => {
    const early = await within(SHOW_AFTER_MS, coming)
    if (early?.found === null) return
    // A refusal of something that never opened is an answer like any other.
    if (early?.found?.kind === 'refused') return answer(act.replyTo, early.found)
    const viewId = await modals.open(modal.trigger, early?.found ?? { kind: 'working' }, modal.title)
    if (viewId === null) {
      const late: Answer = {
        kind: 'refused',
        refusal: { reason: 'form-expired', instead: modal.instead },
        reference,
      }
      const found = await coming
      const isForm = found?.kind === 'form' || found?.kind === 'extend-form'
      if (found !== null) await answer(act.replyTo, isForm ? late : found)
      return
    }
    if (early !== null) return
    const found = await coming
    if (found !== null) await answer({ kind: 'view', viewId, userId: act.userId }, found)
  }

  /** With the name of the file, where a worker has found it out by now. */
  const named = async (said: Extract<Answer, { kind: 'under-way' }>): Promise<Answer> => {
    const { doing } = said
    if (doing === null || doing.file.title !== null) return said
    const title = await deps.titleOf(doing.ref).catch(() => null)
    return { ...said, doing: { ...doing, file: { ...doing.file, title } } }
  }

  /** What can only end a share waits for nothing, nor does what must be opened before its trigger is over. */
  const inTurn = <T>(act: Act, work: () => Promise<T>): Promise<T> =>
    act.ends || act.modal !== null ? work() : lines.join(act, work)

  /** Its outcome is said in its turn too: that is work like the rest. What a worker says is not. */
  const sayOutcome = async ({ replyTo }: Act, coming: Promise<Answer | null>): Promise<Answer | null> => {
    const found = await coming
    if (found !== null && found.kind !== 'under-way') await answer(replyTo, found)
    return found
  }

  /** What a command comes to. What takes its time, here or in a worker, says so: never after its outcome (`answers.ts`). */
  const answerCommand = async (act: Act, work: () => Promise<Answer | null>): Promise<void> => {
    const silentUntil = performance.now() + UNDER_WAY_AFTER_MS
    let isKnown = false
    const coming = inTurn(act, () => {
      const outcome = work().then((found) => {
        isKnown = true
        return found
      })
      return sayOutcome(act, outcome)
    })
    const sayUnderWay = async (): Promise<void> => {
      if (!isKnown) await answer(act.replyTo, { kind: 'under-way', doing: null })
    }
    const early = await within(UNDER_WAY_AFTER_MS, coming)
    if (early === null && !isKnown) await meanwhile.join(act, sayUnderWay)
    const found = early === null ? await coming : early.found
    if (found?.kind !== 'under-way') return
    const isStopping = await within(Math.max(0, silentUntil - performance.now()), stopped)
    if (isStopping === null) await meanwhile.join(act, async () => answer(act.replyTo, await named(found)))
  }

  const carryOut = async (act: Act, work: (reference: string) => Promise<Outcome>): Promise<void> => {
    const reference = deps.newReference()
    const begin = () => outcomeOf(act, reference, work)
    if (act.modal !== null) {
      return answerInModal(act, act.modal, reference, begin()).catch((error: unknown) => {
        log.error({ reference, kind: act.kind, what: act.what, err: error }, 'a modal could not be drawn')
        return answer(act.replyTo, { kind: 'refused', refusal: { reason: 'bug' }, reference })
      })
    }
    if (act.kind === 'command') return answerCommand(act, begin)
    // Who sent a form or pressed a button sees that it is under way.
    await inTurn(act, () => sayOutcome(act, begin()))
  }

  /** Work is ours to await at the end (Bolt does not). */
  const counted = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work)
    try {
      return await work
    } finally {
      underWay.delete(work)
    }
  }

  return {
    carryOut: (act: Act, work: (reference: string) => Promise<Outcome>): Promise<void> =>
      counted(carryOut(act, work)),
    /** Work that answers nobody, in the turn of the member it is for, if any; its failure is only logged. */
    quietly: (
      what: string,
      member: Pick<Act, 'team' | 'userId'> | null,
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
    /** Work before an ack, such as reading a form: what follows it is not lost at the end either. */
    beforeAck: counted,
    /** Resolves when nothing is still being worked on. */
    idle: async (): Promise<void> => {
      stop()
      lines.lift()
      meanwhile.lift()
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}
