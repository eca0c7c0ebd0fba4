import type { ExpectedDownload } from '../../domain/pace.ts'
import { hasEnded } from '../../domain/share.ts'
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
 * A webhook of the portal: a reason to read the trail now, and to go on until what it told of is found there. Never the
 * count. `told`: null where it could not be read, or tells of something else.
 */
export const takeWebhook = (deps: TakeWebhookDeps) => {
  const { shares, cursor, expectedDownloads, sweepRateLimit, jobs, now, overlapMs } = deps

  const isShared = async (fileId: string): Promise<boolean> => {
    for (const team of await shares.teams()) {
      const all = await shares.ofFile(team, fileId)
      if (all.some((share) => !hasEnded(share) || share.state === 'revoking')) return true
    }
    return false
  }

  /** What is older than the readings go back would be looked for in vain: an old webhook, sent again. */
  const isNews = async (at: number): Promise<boolean> => {
    const { skewMs } = await cursor.read()
    return at > now() + skewMs - overlapMs
  }

  return async (told: Omit<ExpectedDownload, 'toldAt'> | null): Promise<void> => {
    if (told !== null && (await isNews(told.at)) && (await isShared(told.fileId))) {
      // Before the reading is asked for: it looks at the end whether something is still to be found.
      await expectedDownloads.add({ ...told, toldAt: now() })
    }
    const at = await sweepRateLimit(now())
    await jobs.sweep(Math.max(0, at - now()), 'turn')
  }
}
