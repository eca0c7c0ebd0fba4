import type { Answer } from '../../domain/answer.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { Interims } from '../../use-cases/answer-ports.ts'
import type { SentForms } from '../../use-cases/form-ports.ts'
import type { SendAnswer } from '../../use-cases/ports.ts'
import { answerView } from '../views/answer.ts'
import { type ClientFor, posting } from '../web-api/client.ts'
import type { Modals } from './modals.ts'
import { PLAIN } from './plain.ts'
import { type RespondDeps, respond, USUAL } from './respond.ts'

/** Answers that need no message of their own, since the person sees the same anyway. */
const SEEN_ANYWAY: ReadonlySet<Answer['kind']> = new Set([
  'ending',
  'working',
  'queued',
  'under-way',
  'posting',
])

/** The answer as a message that stays: without the password, which others might read there later. */
const asMessage = (answer: Answer): Answer =>
  answer.kind === 'shared' ? { ...answer, password: null } : answer

/** Answers that are said before the outcome, and are replaced by it. */
const INTERIM: ReadonlySet<Answer['kind']> = new Set(['under-way', 'queued', 'posting'])
/** Answers after which something else is said in the same modal. */
const MEANWHILE: ReadonlySet<Answer['kind']> = new Set([...INTERIM, 'working', 'delayed'])

/** Those after which the same form, sent again for the same, gets the same link. */
const STANDS: ReadonlySet<Answer['kind']> = new Set(['shared', 'ask-audience'])

/** How long it may take to say that, since an outcome waits for it. One try, as the outcome follows anyway. */
const INTERIM_MS = 2_000

type ByUrl = Extract<ReplyTo, { kind: 'url' }>
type InView = Extract<ReplyTo, { kind: 'view' }>

export interface AnswerDeps extends RespondDeps {
  interims: Interims
  sentForms: Pick<SentForms, 'answer'>
}

/** Private answers. Never throws: an answer that cannot be given is logged and dropped. */
export const createAnswers = (clientFor: ClientFor, modals: Modals, deps: AnswerDeps): SendAnswer => {
  const { interims, sentForms, log } = deps
  const write = async (replyTo: Exclude<ReplyTo, ByUrl>, answer: Answer): Promise<void> => {
    const { team, userId } = replyTo
    const isOnlyCopy = replyTo.kind === 'person' && replyTo.onlyCopy === true
    const view = answerView(isOnlyCopy ? answer : asMessage(answer))
    await posting(() => clientFor(team).chat.postMessage({ channel: userId, ...view, ...PLAIN }))
  }

  /** The modal in which a form is answered: another one where it was sent again meanwhile. */
  const newestOf = async ({ team, viewId, over }: InView, answer: Answer): Promise<string> =>
    over === undefined || MEANWHILE.has(answer.kind)
      ? viewId
      : sentForms.answer({ team, viewId: over }, viewId, STANDS.has(answer.kind)).catch(() => viewId)

  /**
   * False where the modal was closed or cannot be drawn. Then the answer, which may hold the only copy of a link, goes
   * elsewhere.
   */
  const show = async (view: InView, answer: Answer): Promise<boolean> => {
    const { team, over } = view
    try {
      return await modals.show({ team, viewId: await newestOf(view, answer) }, answer, over)
    } catch (error) {
      log.warn({ answer: answer.kind, err: error }, 'an open modal could not be drawn')
      return false
    }
  }

  /** Says that something takes its time: once, and not where the outcome was said or is on its way. */
  const sayMeanwhile = async ({ url, replaces }: ByUrl, answer: Answer): Promise<void> => {
    const turn = await interims.begin(url, INTERIM_MS + 1_000)
    if (turn === null) return
    const isNews = turn === 'first' || answer.kind !== 'under-way'
    const how = { replace: turn === 'again' || replaces === true, isInterim: true, timeoutMs: INTERIM_MS }
    const wasShown = isNews ? await respond(url, answer, deps, how) : true
    await interims.said(url, wasShown)
  }

  const sayOutcome = async ({ url, replaces, stays }: ByUrl, answer: Answer): Promise<void> => {
    const wasSaid = await interims.end(url).catch((error: unknown) => {
      log.warn({ answer: answer.kind, err: error }, 'whether anything was said before is not known')
      return false
    })
    await respond(url, stays ? asMessage(answer) : answer, deps, {
      ...USUAL,
      replace: wasSaid || replaces === true,
    })
  }

  return async (replyTo, answer) => {
    if (replyTo === null) return
    try {
      const isInterim = INTERIM.has(answer.kind)
      if (replyTo.kind === 'url') await (isInterim ? sayMeanwhile : sayOutcome)(replyTo, answer)
      else if (replyTo.kind === 'view' && (await show(replyTo, answer))) return
      else if (!SEEN_ANYWAY.has(answer.kind)) await write(replyTo, answer)
    } catch (error) {
      log.warn({ answer: answer.kind, err: error }, 'a private answer could not be given')
    }
  }
}
