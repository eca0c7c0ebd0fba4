import { inspect } from 'node:util'
import { pino } from 'pino'
import type { Log } from './use-cases/ports.ts'

/**
 * What must never be written, wherever it hides (an error's text, a cause, an address): keys and tokens of
 * both sides, share keys, passwords, the portal's short link codes, response addresses. The line is JSON by
 * then, so a secret may stand right behind an escape such as `\n`.
 */
const SECRETS: readonly [RegExp, string][] = [
  [/(xox[a-z]|xapp)-[\w-]+/gi, '[secret]'],
  [/sk-[0-9a-f]{12,}/gi, '[secret]'],
  [/(?:\b|(?<=%[0-9a-f]{2}))(share|key|password|token|ticket)(=|%3D)[^\s&"'\\]+/gi, '$1$2[secret]'],
  [/(\\?"(?:password|sealedPassword|requestToken|token|address)\\?"\s*:\s*\\?")[^"\\]+/gi, '$1[secret]'],
  [/\/s\/[\w-]{10,}/g, '/s/[secret]'],
  [/https?:\/\/[^\s"'\\]*\/(?:commands|actions|workflows|response)\/[^\s"'\\]+/gi, '[response address]'],
  [/((?:rediss?|https?):\/\/)[^\s"'\\/]*@/gi, '$1[secret]@'],
]

/** A text without what looks like a secret. */
export const withoutSecrets = (text: string): string =>
  SECRETS.reduce((cleaned, [pattern, mark]) => cleaned.replace(pattern, mark), text)

/** Strikes secrets out of a text: what looks like one, and these values. */
export const strikeOut = (text: string, literals: readonly string[]): string =>
  literals
    .filter((literal) => literal.length >= 6)
    .reduce((cleaned, literal) => cleaned.replaceAll(literal, '[secret]'), withoutSecrets(text))

/** Only what helps of an error: libraries put whole commands with their arguments into theirs. */
const errorFacts = (error: unknown, depth = 0): unknown => {
  if (!(error instanceof Error)) {
    return {
      message: typeof error === 'string' ? error : inspect(error, { depth: 1, breakLength: Infinity }),
    }
  }
  const { kind, status, outcome, code } = error as unknown as Record<string, unknown>
  return {
    type: error.name,
    message: error.message,
    ...{ kind, status, outcome, code },
    stack: error.stack,
    ...(error.cause === undefined || depth > 4 ? {} : { cause: errorFacts(error.cause, depth + 1) }),
  }
}

/** A text as it is written inside a JSON line. */
const asWritten = (literal: string): string => JSON.stringify(literal).slice(1, -1)

/**
 * Writes one JSON line an event: a fixed text, and the data as members. Every line passes the filter for secrets, so that
 * an error of a library cannot show one. `literals` are further values that are struck out.
 */
export const createLog = (
  level: 'debug' | 'info' | 'warn' | 'error',
  literals: readonly string[] = [],
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log => {
  const known = literals.map(asWritten)
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => errorFacts(error) },
    },
    {
      write: (line) => write(strikeOut(line, known)),
    },
  )
}
