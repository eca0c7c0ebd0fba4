import type { ShareLink } from '../../src/domain/share.ts'
import type { Life } from './processes.ts'

interface Soaked {
  lives: readonly Life[]
  shares: readonly ShareLink[]
  /** How often each was done. */
  tally: ReadonlyMap<string, number>
  /** How long after the end of the history all promises held. */
  settledMs: number
  logged: readonly string[]
}

const count = (all: readonly string[]): string => {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].map(([name, often]) => `${name} ${often}`).join(', ')
}

/** Lines that say that something unexpected has happened, each text once. */
const errors = (logged: readonly string[]): string =>
  count(
    logged.flatMap((line) => {
      if (!line.includes('"level":"error"')) return line.startsWith('{') ? [] : [line.slice(0, 80)]
      return /"msg":"([^"]*)"/.exec(line)?.[1] ?? line.slice(0, 80)
    }),
  )

/** What was done, and what it cost, in words. */
export const reportOf = ({ lives, shares, tally, settledMs, logged }: Soaked): string => {
  return [
    `done: ${[...tally].map(([name, often]) => `${name} ${often}`).join(', ')}`,
    `${shares.length} shares: ${count(shares.map(({ state, end }) => (end ? `${state} by ${end.reason}` : state)))}`,
    `${shares.reduce((sum, { downloads }) => sum + downloads, 0)} downloads counted, at rest ${settledMs} ms after the end`,
    `RSS of each life, MB at first, most, last: ${lives
      .filter(({ rss }) => rss.length > 2)
      .map(({ name, rss }) => `${name} ${rss.length} s ${rss[2]}/${Math.max(...rss)}/${rss.at(-1)}`)
      .join(', ')}`,
    `errors in the log: ${errors(logged) || 'none'}`,
  ].join('\n')
}
