import type { Now, Shares } from '../ports.ts'

const BATCH = 500

/** Deletes what ended longer ago than `historyMs`. */
export const purgeHistory =
  ({ shares, now, historyMs }: { shares: Shares; now: Now; historyMs: number }) =>
  async (): Promise<void> => {
    for (const team of await shares.teams()) await shares.forgetEndedBefore(team, now() - historyMs, BATCH)
  }
