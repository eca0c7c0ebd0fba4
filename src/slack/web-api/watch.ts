import type { WebAPICallResult } from '@slack/web-api'
import { isRateLimited, SlackError } from '../../domain/slack-error.ts'
import type { SlackTurns } from '../../use-cases/notice-ports.ts'
import type { Log } from '../../use-cases/ports.ts'
import type { Scopes } from './scopes.ts'

/** Is told of every call to Slack, and of its outcome. `channel`: where it writes; null: nowhere. */
export interface Watch {
  /** Throws `SlackError` where the call must not be made now. */
  before(method: string, channel: string | null): Promise<void>
  refused(method: string, error: SlackError, channel: string | null): Promise<void>
  answered(method: string, result: WebAPICallResult): void
}

/** Where Slack names no time, it is left alone for so long. */
const REST_MS = 5_000

/** Of one channel alone Slack speaks where it turns away a post (Slack: chat.postMessage). */
const placeOf = (method: string, channel: string | null): string | null =>
  method === 'chat.postMessage' ? channel : null

/** Whether Slack is there at all is asked all the same: it shows when the pause was not meant so. */
const isAlwaysAsked = (method: string): boolean => method === 'auth.test'

/** The workspace of the token, as `auth.test` gives it. */
const teamOf = (result: WebAPICallResult & { team_id?: unknown }): string | null =>
  typeof result.team_id === 'string' ? result.team_id : null

export interface WatchDeps {
  scopes: Scopes
  slackTurns: Pick<SlackTurns, 'rest' | 'restMs'>
  /** Null: the workspace of the token, once Slack has said which that is. Every process asks at its start. */
  ofTeam: string | null
  log: Log
}

/**
 * Sees which scopes the app lacks, and keeps to the pauses that Slack asks for: after one refusal no process calls that method
 * in that workspace before the pause is over. While Redis is away, and until Slack has said whose token it is, no pauses are
 * known, and calls are made.
 */
export const createWatch = ({ scopes, slackTurns, ofTeam, log }: WatchDeps): Watch => {
  let team = ofTeam

  return {
    before: async (method, channel) => {
      if (team === null || isAlwaysAsked(method)) return
      const ms = await slackTurns.restMs(team, method, placeOf(method, channel)).catch(() => 0)
      if (ms > 0) throw new SlackError('not-sent', 'ratelimited', { retryAfterMs: ms })
    },
    refused: async (method, error, channel) => {
      scopes.refused(method, error)
      if (!isRateLimited(error)) return
      const ms = error.retryAfterMs ?? REST_MS
      log.warn({ method, ms }, 'Slack wants to be asked less often')
      if (team !== null) await slackTurns.rest(team, method, placeOf(method, channel), ms).catch(() => {})
    },
    answered: (method, result) => {
      if (ofTeam === null && isAlwaysAsked(method)) team = teamOf(result) ?? team
      scopes.answered(method, result)
    },
  }
}
