import { isLockedOut, type SlackError } from '../domain/slack-error.ts'

/** The variable that holds a token. */
export type TokenVariable = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'

/** Why Slack cannot be had. `refused`: until an operator mends something; the rest passes by itself. */
export interface Trouble {
  refused: boolean
  /** Slack's own word, or what became of the call. */
  code: string
  /** For the operator: what, and what to do about it. */
  detail: string
  retryAfterMs: number | null
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000
const GROWTH = 1.3
/** Asking again mends no token; it is only noticed when somebody has. */
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

/** What an error of a call with that token means for whoever runs the program. */
export const troubleOf = ({ code, outcome, retryAfterMs }: SlackError, variable: TokenVariable): Trouble => {
  const refused = outcome === 'refused' || isLockedOut(code)
  const detail = refused
    ? `Slack refuses ${variable} (${code}); ${adviceOn(variable, code)}`
    : `Slack cannot be reached (${code})`
  return { refused, code, detail, retryAfterMs }
}

/** How long to wait after so many tries in a row that came to nothing; `random` keeps many processes apart. */
export const pauseAfter = (trouble: Trouble | null, misses: number, random: () => number): number => {
  if (trouble?.refused) return REFUSED_PAUSE_MS
  if (misses === 0) return 0
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * GROWTH ** (misses - 1))
  return Math.max(trouble?.retryAfterMs ?? 0, longest * (0.5 + random() / 2))
}
