import { claimJoined, joinedNotified, joinedUndone, joinsEnds } from '../../domain/notified.ts'
import type { ShareLink } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Notices } from '../notice-ports.ts'
import type { Log, Shares } from '../ports.ts'

/** Fewer are told each by itself, with a reply in its thread. */
const LEAST = 3
/** More do not fit into one post. Those beyond are told at the channel's next turns. */
const MOST = 100

/**
 * Tells the ends that wait in one channel in one post, since each post takes a second there. False where there are few, or
 * Slack refused it: then each is told by itself. Throws where the answer is lost: then each is looked for, and told by itself (`endWay`).
 */
export const joinEnds = ({ shares, notices, log }: { shares: Shares; notices: Notices; log: Log }) => {
  const claimAll = async (all: readonly ShareLink[], channel: string): Promise<ShareLink[]> => {
    const claimed: ShareLink[] = []
    for (const share of all) {
      const { changed } = await shares.change(share, (current) => claimJoined(current, channel))
      if (changed) claimed.push(share)
    }
    return claimed
  }

  return async ({ team, message }: ShareLink): Promise<boolean> => {
    const channel = message?.channel
    if (channel === undefined) return false
    const waiting = (await shares.untoldEnds(team, channel, MOST)).filter((share) =>
      joinsEnds(share, channel),
    )
    if (waiting.length < LEAST) return false
    const told = await claimAll(notices.endsThatFit(waiting), channel)
    try {
      await notices.announceEnds(told, channel)
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      const { code, outcome } = error
      log.warn({ code, outcome, ends: told.length }, 'a post of several ends was not taken by Slack')
      if (outcome === 'unknown') throw error
      for (const share of told) await shares.change(share, (current) => joinedUndone(current, share))
      if (outcome !== 'refused') throw error
      return false
    }
    for (const share of told) await shares.change(share, (current) => joinedNotified(current, share))
    return true
  }
}
