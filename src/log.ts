import { pino } from 'pino'
import type { Log } from './use-cases/ports.ts'

/**
 * What must never be written, wherever it hides (an error's text, a cause, an address): keys and tokens of
 * both sides, share keys, the portal's short link codes, response addresses.
 */
const SECRETS: readonly [RegExp, string][] = [
  [/\b(xox[a-z]|xapp|sk)-[\w-]+/gi, '[secret]'],
  [/\b(share|key|password|token)=[^\s&"'\\]+/gi, '$1=[secret]'],
  [/\/s\/[\w-]{10,}/g, '/s/[secret]'],
  [/https?:\/\/[^\s"'\\]*\/(?:commands|actions|workflows|response)\/[^\s"'\\]+/gi, '[response address]'],
  [/(rediss?:\/\/)[^\s@"'\\/]*@/gi, '$1[secret]@'],
]

export const withoutSecrets = (line: string): string =>
  SECRETS.reduce((cleaned, [pattern, mark]) => cleaned.replace(pattern, mark), line)

/**
 * One JSON line an event: fixed text, its data as members. Every line passes the filter for secrets, so that
 * an error from a library cannot carry one out. `literals` are further values to be struck out.
 */
export const createLog = (
  level: 'debug' | 'info' | 'warn' | 'error',
  literals: readonly string[] = [],
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log & { debug(data: Record<string, unknown>, text: string): void } =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write: (line) =>
        write(
          literals
            .filter((literal) => literal.length >= 6)
            .reduce((cleaned, literal) => cleaned.replaceAll(literal, '[secret]'), withoutSecrets(line)),
        ),
    },
  )
