import type { Jobs, Now, PurgePlace, Shares } from '../ports.ts'
import type { RecordBook } from '../record-ports.ts'

/** How many shares one step looks at: little enough that nothing waits for it. */
const STEP = 100

export interface PurgeDeps {
  shares: Pick<Shares, 'teams' | 'forgetEndedBefore'>
  record: Pick<RecordBook, 'trim'>
  jobs: Pick<Jobs, 'purge'>
  now: Now
  historyMs: number
}

/**
 * Deletes what ended longer ago than `historyMs`, and the record of that time, a small step at a time; each step queues the next. `from` null: it begins.
 * It asks nothing of the trail, so that history goes too while the trail cannot be read.
 */
export const purgeHistory =
  ({ shares, record, jobs, now, historyMs }: PurgeDeps) =>
  async (from: PurgePlace | null): Promise<void> => {
    const teams = [...(await shares.teams())].sort()
    const team = teams.find((one) => from === null || one >= from.team)
    if (team === undefined) return
    const skip = team === from?.team ? from.skip : 0
    if (skip === 0) await record.trim(team, now() - historyMs)
    const { looked, kept } = await shares.forgetEndedBefore(team, now() - historyMs, { skip, most: STEP })
    if (looked === STEP) return jobs.purge({ team, skip: skip + kept })
    const next = teams.find((one) => one > team)
    if (next !== undefined) await jobs.purge({ team: next, skip: 0 })
  }
