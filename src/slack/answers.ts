import { setTimeout as wait } from 'node:timers/promises'
import type { Log, SendAnswer } from '../use-cases/ports.ts'
import { answerView } from './views/answer.ts'

/** A response_url may be used five times; an answer that is lost is better told late than never. */
const TRIES = 3
const TIMEOUT_MS = 5_000

/** Answers in place of the question that was asked, so that it cannot be answered twice. */
const REPLACES = new Set(['posting', 'not-posted'])

/** Private answers by response_url (Slack: Handling user interaction). */
export const createAnswers =
  (log: Log, random: () => number): SendAnswer =>
  async (replyTo, answer) => {
    if (replyTo === null) return
    const body = JSON.stringify({
      response_type: 'ephemeral',
      replace_original: REPLACES.has(answer.kind),
      unfurl_links: false,
      unfurl_media: false,
      mrkdwn: false,
      ...answerView(answer),
    })
    for (let attempt = 1; ; attempt += 1) {
      const status = await fetch(replyTo, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).then(
        async (response) => {
          await response.body?.cancel()
          return response.status
        },
        () => 0,
      )
      if (status >= 200 && status < 300) return
      // A 4xx will not change: the address was used up or is too old.
      if (attempt === TRIES || (status >= 400 && status < 500 && status !== 429)) {
        log.warn({ answer: answer.kind, status }, 'a private answer could not be given')
        return
      }
      await wait(attempt * (500 + random() * 500))
    }
  }
