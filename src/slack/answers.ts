import type { WebClient } from '@slack/web-api'
import type { Answer } from '../domain/answer.ts'
import type { Interims, SendAnswer } from '../use-cases/ports.ts'
import { posting } from './client.ts'
import type { Modals } from './modals.ts'
import { PLAIN } from './plain.ts'
import { type RespondDeps, respond, USUAL } from './respond.ts'
import { answerView } from './views/answer.ts'

/** Not worth a message of its own: what somebody looks at shows it by itself. */
const SEEN_ANYWAY: ReadonlySet<Answer['kind']> = new Set(['ending', 'working', 'queued', 'under-way'])

/** As it is written where it stays for good: a password would lie there for whoever comes to read it. */
const asMessage = (answer: Answer): Answer =>
  answer.kind === 'shared' ? { ...answer, password: null } : answer

/** Said before the outcome, which takes its place. */
const INTERIM: ReadonlySet<Answer['kind']> = new Set(['under-way', 'queued'])
/** Time for saying that: an outcome waits for it. One try, since the outcome follows. */
const INTERIM_MS = 2_000

export interface AnswerDeps extends RespondDeps {
  interims: Interims
}

/** Private answers. Never throws: an answer that cannot be given is logged and dropped. */
export const createAnswers = (client: WebClient, modals: Modals, deps: AnswerDeps): SendAnswer => {
  const { interims, log } = deps
  const write = async (userId: string, answer: Answer): Promise<void> => {
    await posting(() =>
      client.chat.postMessage({ channel: userId, ...answerView(asMessage(answer)), ...PLAIN }),
    )
  }

  /** A modal that was closed is as good as one that cannot be drawn: the answer may be the only place of a link. */
  const show = async (viewId: string, answer: Answer): Promise<boolean> => {
    try {
      return await modals.show(viewId, answer)
    } catch (error) {
      log.warn({ answer: answer.kind, err: error }, 'an open modal could not be drawn')
      return false
    }
  }

  /** Nothing where the outcome was said, or is on its way; that something takes its time need not be said a second time. */
  const sayMeanwhile = async (url: string, answer: Answer): Promise<void> => {
    const turn = await interims.begin(url, INTERIM_MS + 1_000)
    if (turn === null) return
    const isNews = turn === 'first' || answer.kind !== 'under-way'
    const how = { replace: turn === 'again', tries: 1, timeoutMs: INTERIM_MS }
    const wasShown = isNews ? await respond(url, answer, deps, how) : true
    await interims.said(url, wasShown)
  }

  const sayOutcome = async (url: string, answer: Answer): Promise<void> => {
    const replace = await interims.end(url).catch((error: unknown) => {
      log.warn({ answer: answer.kind, err: error }, 'whether anything was said before is not known')
      return false
    })
    await respond(url, answer, deps, { ...USUAL, replace })
  }

  return async (replyTo, answer) => {
    if (replyTo === null) return
    try {
      const isInterim = INTERIM.has(answer.kind)
      if (replyTo.kind === 'url') await (isInterim ? sayMeanwhile : sayOutcome)(replyTo.url, answer)
      else if (replyTo.kind === 'view' && (await show(replyTo.viewId, answer))) return
      else if (!SEEN_ANYWAY.has(answer.kind)) await write(replyTo.userId, answer)
    } catch (error) {
      log.warn({ answer: answer.kind, err: error }, 'a private answer could not be given')
    }
  }
}
