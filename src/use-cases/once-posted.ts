import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { Pause, Shares } from './ports.ts'

/** Slack's answer to a post is rarely later than that. */
const TRIES = 20
const PAUSE_MS = 100

/**
 * A share that somebody acts on. Its message may be before them an instant earlier than Slack's answer to posting it is on
 * record: that is waited for.
 */
export const oncePosted =
  ({ shares, pause }: { shares: Pick<Shares, 'get'>; pause: Pause }) =>
  async (ref: ShareRef): Promise<ShareLink | null> => {
    let share = await shares.get(ref)
    for (let tries = 0; share?.step === 'posting' && tries < TRIES; tries += 1) {
      await pause(PAUSE_MS)
      share = await shares.get(ref)
    }
    return share
  }
