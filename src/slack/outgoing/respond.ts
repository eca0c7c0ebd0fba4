import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from '../../domain/answer.ts'
import type { Log } from '../../use-cases/ports.ts'
import { answerView } from '../views/answer.ts'
import type { View } from '../views/rich.ts'
import { mayAnswerAt } from './answer-address.ts'
import { PLAIN } from './plain.ts'

/** An answer told late is better than none, as after an outage of Slack's. */
const PATIENCE_MS = 2 * 60_000
const LONGEST_PAUSE_MS = 5_000
const TIMEOUT_MS = 5_000

/** Whether an answer replaces the message that was clicked, such as another page of a list. */
const replaces = (answer: Answer): boolean => 'replace' in answer && answer.replace

export interface RespondDeps {
  /** The address of the Web API. Private answers may go to its host, or to Slack's own place for them. */
  apiUrl: string
  log: Log
  random: () => number
  /** How long an outcome is tried while Slack does not take it; two minutes when left out. */
  patienceMs?: number
}

const privateBody = (view: View) => ({ response_type: 'ephemeral', ...PLAIN, ...view }) as const

/** Those of views that are kept. */
const keptBodies = new WeakMap<View, ReturnType<typeof privateBody>>()

/**
 * A private answer to the person who acted, as it goes to a `response_url` or into an ack. Of a view that is kept, which is
 * frozen, it is one and the same.
 */
export const privately = (answer: Answer): ReturnType<typeof privateBody> => {
  const view = answerView(answer)
  if (!Object.isFrozen(view)) return privateBody(view)
  const body = keptBodies.get(view) ?? Object.freeze(privateBody(view))
  keptBodies.set(view, body)
  return body
}

interface How {
  /** The answer replaces what was said there before. */
  replace: boolean
  /** It is tried once, since what matters more follows. */
  isInterim: boolean
  timeoutMs: number
}

/** How outcomes are sent. */
export const USUAL: How = { replace: false, isInterim: false, timeoutMs: TIMEOUT_MS }

/**
 * Answers by response_url, for this person alone (Slack: Handling user interaction). Resolves to false where Slack
 * refused the answer, so that it is certainly not shown; else to true.
 */
export const respond = async (
  url: string,
  answer: Answer,
  { apiUrl, log, random, patienceMs = PATIENCE_MS }: RespondDeps,
  { replace, isInterim, timeoutMs }: How = USUAL,
): Promise<boolean> => {
  if (!mayAnswerAt(url, apiUrl)) {
    log.error(
      { answer: answer.kind },
      'a private answer was to go to an address that is not of Slack: not sent',
    )
    return false
  }
  const isReplaced = replace || replaces(answer)
  const body = JSON.stringify(
    // Nothing came of it, so nothing is left of the question.
    isReplaced && answer.kind === 'not-posted'
      ? { delete_original: true }
      : { ...privately(answer), replace_original: isReplaced },
  )
  const until = performance.now() + (isInterim ? 0 : patienceMs)
  for (let attempt = 1; ; attempt += 1) {
    const status = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      // A redirect could lead the answer anywhere.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    }).then(
      async (response) => {
        await response.body?.cancel()
        return response.status
      },
      () => 0,
    )
    if (status >= 200 && status < 300) return true
    // A redirect or a 4xx is final: the address is used up or too old.
    if (performance.now() >= until || (status >= 300 && status < 500 && status !== 429)) {
      log.warn({ answer: answer.kind, status }, 'a private answer could not be given')
      return status === 0
    }
    await wait(Math.min(attempt * (500 + random() * 500), LONGEST_PAUSE_MS))
  }
}
