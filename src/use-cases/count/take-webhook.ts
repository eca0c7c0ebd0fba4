import type { ExpectedDownload } from '../../domain/pace.ts'
import type { AuditCursor, ExpectedDownloads, SweepRateLimit } from '../audit-ports.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

export interface TakeWebhookDeps {
  shares: Pick<Shares, 'teams' | 'ofFile'>
  cursor: Pick<AuditCursor, 'read'>
  expectedDownloads: ExpectedDownloads
  sweepRateLimit: SweepRateLimit
  jobs: Pick<Jobs, 'sweep'>
  now: Now
  overlapMs: number
}

/**
 * Takes a webhook of the portal: a reason to read the trail now, and again until the reported download is found there.
 * It is never counted itself. `told` null: the webhook could not be read, or reports something else.
 */
export const takeWebhook = (deps: TakeWebhookDeps) => {
  const { shares, cursor, expectedDownloads, sweepRateLimit, jobs, now, overlapMs } = deps

  const isShared = async (fileId: string): Promise<boolean> => {
    for (const team of await shares.teams()) {
      if ((await shares.ofFile(team, fileId)).length > 0) return true
    }
    return false
  }

  /** False for an old webhook that is sent again: readings do not go back that far, so its download would not be found. */
  const isNews = async (at: number): Promise<boolean> => {
    const { skewMs } = await cursor.read()
    return at > now() + skewMs - overlapMs
  }

  return async (told: Omit<ExpectedDownload, 'toldAt'> | null): Promise<void> => {
    if (told !== null && (await isNews(told.at)) && (await isShared(told.fileId))) {
      // Stored before the reading is queued, which looks at its end what is still missing.
      await expectedDownloads.add({ ...told, toldAt: now() })
    }
    const at = await sweepRateLimit(now())
    await jobs.sweep(Math.max(0, at - now()), 'turn')
  }
}
