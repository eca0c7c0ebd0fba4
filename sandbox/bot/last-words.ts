import { plainLastLines } from './log-lines.ts'

/** The last lines of a bot that has ended by itself, for people, with advice where its own would mislead. */
export const lastWords = (lines: readonly string[]): string => {
  if (lines.length === 0) return ''
  const words = plainLastLines(lines)
  const told = ['', 'The last lines of the bot:', ...words.map((line) => `  ${line}`)]
  const advice = words.some((line) => line.includes('set REDIS_URL to a Redis'))
    ? ['', 'The bot always has a Redis of its own here: of these ways, the first is the one that helps it.']
    : []
  return [...told, ...advice, ''].join('\n')
}
