import { isLockedOut, type SlackError } from '../../domain/slack-error.ts'

/** The variable that holds a token. */
export type TokenVariable = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'

/** Why Slack cannot be reached. `refused`: an operator has to mend something. Anything else passes by itself. */
export interface Trouble {
  refused: boolean
  /** Slack's own code, or the outcome of the call. */
  code: string
  /** For the operator: what is wrong, and what to do about it. */
  detail: string
  /** What of it is to be done; null: nothing but to wait. */
  advice: string | null
  retryAfterMs: number | null
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000
const GROWTH = 1.3
/** A long pause: asking again does not mend a token, and only notices when somebody has mended it. */
const REFUSED_PAUSE_MS = 30_000

const TOKENS: Readonly<Record<TokenVariable, string>> = {
  SLACK_BOT_TOKEN: 'the bot token (xoxb-…) of the installed app',
  SLACK_APP_TOKEN: 'an app-level token (xapp-…) with the scope connections:write, of the same app',
}

const adviceOn = (variable: TokenVariable, code: string): string => {
  const token = `set ${variable} to ${TOKENS[variable]}`
  if (code === 'not_allowed_token_type') return `this is another kind of token: ${token}`
  if (code !== 'missing_scope') return token
  return variable === 'SLACK_APP_TOKEN' ? `its scope is missing: ${token}` : `install the app again: ${token}`
}

/** What an error of a call with that token means for the operator. */
export const troubleOf = ({ code, outcome, retryAfterMs }: SlackError, variable: TokenVariable): Trouble => {
  const refused = outcome === 'refused' || isLockedOut(code)
  const advice = refused ? adviceOn(variable, code) : null
  const detail = refused
    ? `Slack refuses ${variable} (${code}); ${advice}`
    : `Slack cannot be reached (${code})`
  return { refused, code, detail, advice, retryAfterMs }
}

/** How long to wait after this many failed tries in a row. `random` keeps many processes apart. */
export const pauseAfter = (trouble: Trouble | null, misses: number, random: () => number): number => {
  if (trouble?.refused) return REFUSED_PAUSE_MS
  if (misses === 0) return 0
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * GROWTH ** (misses - 1))
  return Math.max(trouble?.retryAfterMs ?? 0, longest * (0.5 + random() / 2))
}
