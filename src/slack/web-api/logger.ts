import { LogLevel } from '@slack/bolt'
import type { Log } from '../../use-cases/ports.ts'

/** What the package logs for each call without an answer. The caller deals with it, so it is left out. */
const NO_ANSWER = 'http request failed'

/** A logger for Slack's packages that writes to ours. Their messages below `warn` are left out. */
export const createSlackLogger = (log: Log) => {
  const said = (parts: unknown[]) => ({ slack: parts.map(String).join(' ').slice(0, 500) })
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts: unknown[]) => {
      if (parts[0] !== NO_ANSWER) log.warn(said(parts), 'slack library')
    },
    error: (...parts: unknown[]) => log.error(said(parts), 'slack library'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}

export type SlackLogger = ReturnType<typeof createSlackLogger>
