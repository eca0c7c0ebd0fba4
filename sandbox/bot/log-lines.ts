type LogLine = { level: string; msg: string; more: Record<string, unknown> }

/** A JSON line of the bot's log; undefined for any other text. */
export const readLogLine = (line: string): LogLine | undefined => {
  try {
    const { level, msg, time: _, ...more } = JSON.parse(line) as Record<string, unknown>
    return typeof msg === 'string' ? { level: String(level), msg, more } : undefined
  } catch {
    return undefined
  }
}

const short = (value: unknown): string => {
  const error = value as { message?: unknown } | null
  const text = typeof error?.message === 'string' ? error.message : JSON.stringify(value)
  return text.replaceAll('\n', '\n  ')
}

/** The bot's last words for people. What it wrote to stderr only repeats the log where that has an error. */
export const plainLastLines = (lines: readonly string[]): string[] => {
  const hasError = lines.some((line) => readLogLine(line)?.level === 'error')
  return lines.filter((line) => !hasError || readLogLine(line) !== undefined).map(plainLogLine)
}

/** A log line for people: `warn  job failed  job="make-share" err=…`; an error as its message alone. */
const plainLogLine = (line: string): string => {
  const read = readLogLine(line)
  if (read === undefined) return line
  const more = Object.entries(read.more).map(([name, value]) => `${name}=${short(value)}`)
  return [read.level, read.msg, more.join(' ')].filter((part) => part !== '').join('  ')
}
