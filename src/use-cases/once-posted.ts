import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { Pause, Shares } from './ports.ts'

/** Pauses between tries. Slack's answer to a post rarely takes longer than all of them. */
const TRIES = 20
const PAUSE_MS = 100

/**
 * Reads a share that somebody acts on. People may see its message a moment before Slack's answer to the post is on
 * record, so that is waited for (docs/slack.md, Interactions and modals).
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
