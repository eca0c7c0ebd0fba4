import { setTimeout as wait } from 'node:timers/promises'
import {
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api'
import { isLockedOut, SlackError } from '../../domain/slack-error.ts'
import { LONGEST_RETRY_AFTER_MS, NO_CONNECTION } from '../../timing/retries.ts'
import type { SlackLogger } from './logger.ts'
import type { Watch } from './watch.ts'

/** The client does not retry. Our queues do: they know what may be repeated. */
export const clientOptions = (apiUrl: string, timeoutMs: number, logger: SlackLogger): WebClientOptions => ({
  slackApiUrl: apiUrl,
  timeout: timeoutMs,
  // The default is ten tries over half an hour, and a hundred in Socket Mode.
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  // Otherwise a call with an absolute address as its method would send the token there.
  allowAbsoluteUrls: false,
  logger,
})

const UNWATCHED: Watch = { before: async () => {}, refused: async () => {}, answered: () => {} }

/** A token, or what gives the present one. It throws `SlackError`. */
export type Token = string | (() => Promise<string>)

/** A client whose calls are watched: every method of it goes through `apiCall`. */
class WatchedClient extends WebClient {
  readonly #watch: Watch
  readonly #tokenOf: (() => Promise<string>) | null

  constructor(token: Token, options: WebClientOptions, watch: Watch) {
    super(typeof token === 'string' ? token : undefined, options)
    this.#watch = watch
    this.#tokenOf = typeof token === 'string' ? null : token
  }

  override async apiCall(...call: Parameters<WebClient['apiCall']>): Promise<WebAPICallResult> {
    const [method, given] = call
    const options = this.#tokenOf === null ? given : { ...given, token: await this.#tokenOf() }
    const channel = typeof options?.channel === 'string' ? options.channel : null
    await this.#watch.before(method, channel)
    try {
      const result = await super.apiCall(method, options)
      this.#watch.answered(method, result)
      return result
    } catch (error) {
      await this.#watch.refused(method, slackErrorOf(error), channel)
      throw error
    }
  }
}

/** The client that calls Slack with the token of a workspace. Asked anew for each call. */
export type ClientFor = (team: string) => WebClient

export const createSlackClient = (token: Token, options: WebClientOptions, watch = UNWATCHED): WebClient =>
  new WatchedClient(token, options, watch)

/** Errors for trouble on Slack's side. Part of the work may have been done. */
const BROKEN = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])

/** Errors that mean that Slack did nothing now, but may later. `team_added_to_org`: while the workspace moves. */
const PASSING = new Set(['ratelimited', 'team_added_to_org'])

/** The scopes that Slack names as missing; null where it names none. */
const scopesNeeded = (data: { error: string; needed?: unknown }): string | null => {
  const { needed } = data
  return typeof needed === 'string' && /^[a-z_:.,]{1,200}$/.test(needed) ? needed : null
}

const codesOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return []
  const { code, original, errors } = error as Error & {
    code?: string
    original?: unknown
    errors?: unknown[]
  }
  const inner = [error.cause, original, ...(errors ?? [])].flatMap(codesOf)
  return code === undefined ? inner : [code, ...inner]
}

/** Turns what the client threw into a `SlackError`. */
export const slackErrorOf = (error: unknown): SlackError => {
  if (error instanceof SlackError) return error
  if (error instanceof WebAPIRateLimitedError) {
    return new SlackError('not-sent', 'ratelimited', {
      retryAfterMs: Math.min(error.retryAfter * 1_000, LONGEST_RETRY_AFTER_MS),
    })
  }
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error
    // Where a proxy answers with a page, the whole page arrives as the error's code.
    if (!/^[a-z0-9_.]{1,80}$/.test(code)) return new SlackError('unknown', 'odd_answer')
    if (PASSING.has(code) || isLockedOut(code)) {
      return new SlackError('not-sent', code, { needed: scopesNeeded(error.data) })
    }
    return new SlackError(BROKEN.has(code) ? 'failed' : 'refused', code)
  }
  if (error instanceof WebAPIHTTPError) {
    return new SlackError(error.statusCode === 429 ? 'not-sent' : 'failed', `http_${error.statusCode}`)
  }
  if (error instanceof WebAPIRequestError) {
    const codes = codesOf(error)
    const unsent = codes.find((code) => NO_CONNECTION.has(code))
    return new SlackError(unsent === undefined ? 'unknown' : 'not-sent', unsent ?? 'no_answer', {
      cause: error,
    })
  }
  // A 429 without Retry-After comes as a plain Error (slack-web-api 8).
  const limited = error instanceof Error && /retry-after|rate.?limit/i.test(error.message)
  return new SlackError(limited ? 'not-sent' : 'unknown', limited ? 'ratelimited' : 'no_answer', {
    cause: error,
  })
}

/** Runs a call and gives its failure as a SlackError. */
export const calling = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call()
  } catch (error) {
    throw slackErrorOf(error)
  }
}

/** How often a read is tried while a person waits, and the longest pause between. */
const READ_TRIES = 3
const LONGEST_PAUSE_MS = 3_000

/** Runs a call that is safe to repeat, and repeats it where that may help. */
export const asking = async <T>(
  call: () => Promise<T>,
  isWorthAnother = ({ outcome }: SlackError): boolean => outcome !== 'refused',
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await calling(call)
    } catch (error) {
      if (!(error instanceof SlackError) || attempt === READ_TRIES) throw error
      // A token will not be mended while somebody waits.
      if (isLockedOut(error.code) || !isWorthAnother(error)) throw error
      const pause = error.retryAfterMs ?? attempt * 300
      if (pause > LONGEST_PAUSE_MS) throw error
      await wait(pause)
    }
  }
}

/** Runs a call whose repetition people would see. It is repeated only when Slack certainly did not carry it out. */
export const posting = <T>(call: () => Promise<T>): Promise<T> =>
  asking(call, ({ outcome }) => outcome === 'not-sent')
