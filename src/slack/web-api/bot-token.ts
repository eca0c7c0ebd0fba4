import type { WebClient } from '@slack/web-api'
import type { Log } from '../../use-cases/ports.ts'
import { slackErrorOf } from './client.ts'
import { pauseAfter, troubleOf } from './trouble.ts'

/** Resolves when Slack answers and takes the token. One try; what it throws has a `detail` for the operator. */
export const pingSlack = async (client: WebClient): Promise<void> => {
  try {
    await client.auth.test()
  } catch (cause) {
    const { detail } = troubleOf(slackErrorOf(cause), 'SLACK_BOT_TOKEN')
    throw Object.assign(new Error(detail, { cause }), { detail })
  }
}

export interface AcceptanceDeps {
  /** Asks Slack whose token it is. */
  ask: () => Promise<unknown>
  /** Ends early when nobody waits any more. */
  pause: (ms: number) => Promise<unknown>
  random: () => number
  log: Log
  /** Nobody waits any more. */
  signal: AbortSignal
}

/**
 * Resolves with true once Slack takes the bot token, however long that takes, or with false when nobody waits any more.
 * Links end meanwhile. The trouble is logged once, and again when it changes.
 */
export const untilAccepted = async ({
  ask,
  pause,
  random,
  log,
  signal,
}: AcceptanceDeps): Promise<boolean> => {
  let said = ''
  for (let misses = 1; !signal.aborted; misses += 1) {
    try {
      await ask()
      return !signal.aborted
    } catch (error) {
      const trouble = troubleOf(slackErrorOf(error), 'SLACK_BOT_TOKEN')
      const { refused, code, detail } = trouble
      const news = refused ? code : 'unreachable'
      if (news !== said && refused)
        log.error({ code, detail }, 'sharelink runs, but Slack refuses SLACK_BOT_TOKEN')
      if (news !== said && !refused)
        log.warn({ code, err: error }, 'sharelink runs, but Slack cannot be reached')
      said = news
      await pause(pauseAfter(trouble, misses, random))
    }
  }
  return false
}
