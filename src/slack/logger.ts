import { LogLevel } from '@slack/bolt'
import type { Log } from '../use-cases/ports.ts'

/** Of every call that gets no answer; whoever called tells what comes of it. */
const NO_ANSWER = 'http request failed'

/** What Slack's packages want of a logger, over ours; their own chatter below `warn` is left out. */
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
