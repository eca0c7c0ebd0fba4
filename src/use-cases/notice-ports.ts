import type { MessagePlace } from '../domain/closed-place.ts'
import type { PostFound } from '../domain/notified.ts'
import type { OutageNotice } from '../domain/outage.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { CallRank, PacedMethod } from '../domain/slack-tiers.ts'
import type { Takers } from '../domain/takers.ts'
import type { Warning } from '../domain/warning.ts'

/** The share's message and its thread. Every method throws `SlackError`. */
export interface Notices {
  post(share: ShareLink): Promise<MessagePlace>
  /** The message of the share's present link, where Slack has it though its answer was lost. Null: not there, or not known. */
  findPost(share: ShareLink): Promise<MessagePlace | null>
  rewrite(share: ShareLink): Promise<void>
  /** Rewrites a message that was left behind when the answer to its post was lost. */
  rewriteStray(share: ShareLink, place: MessagePlace): Promise<void>
  /** Rewrites the message of a share that has no record any more, and whose link is closed. */
  rewriteUnrecorded(ref: ShareRef, place: MessagePlace): Promise<void>
  /** One line in the thread: downloads number `from`+1 to the present count. `takers`: who took these; null: not known. */
  tellDownloads(share: ShareLink, from: number, takers?: Takers | null): Promise<void>
  /** The end, in the thread and `toChannel` too; to its creator where there is no message. `takers`: of all its downloads. */
  announceEnd(share: ShareLink, toChannel: boolean, takers?: Takers | null): Promise<void>
  /** Whether a post of this end, whose answer was lost, is there. */
  findEnd(share: ShareLink): Promise<PostFound>
  /** As many of these ends as one post can name. */
  endsThatFit(shares: readonly ShareLink[]): readonly ShareLink[]
  /** All these ends, whose messages stand in this channel, in one post there. */
  announceEnds(shares: readonly ShareLink[], channel: string): Promise<void>
  /** Extensions number `from`+1 to the last, in the thread, and `toChannel` too; to its creator where there is no message. */
  tellExtensions(share: ShareLink, from: number, toChannel: boolean): Promise<void>
  /**
   * Warns before the end, with buttons that act. In the thread this is also the line on downloads number `from`+1 to
   * the present count. To its creator where there is no message. `takers`: of these downloads.
   */
  warn(share: ShareLink, warnings: readonly Warning[], from: number, takers?: Takers | null): Promise<void>
  /** To its creator: the message is gone, the link is not. */
  tellLost(share: ShareLink): Promise<void>
  /** To an admin, their channel or its creator: somebody outside has the key of its link, which was replaced. */
  tellKeyOut(share: ShareLink, to: string): Promise<void>
  /** To its creator: somebody came for the file after the end. */
  tellCameLate(share: ShareLink): Promise<void>
  /** To its creator: why a suspended share does not resume yet. */
  tellStuck(share: ShareLink): Promise<void>
  /**
   * What was changed at the portal, or that it is as before again. In the thread, or to its creator where there is no
   * message.
   */
  tellDrift(share: ShareLink): Promise<void>
}

/** Messages on whether the audit trail can be read. Throws `SlackError`. */
export interface OutageNotices {
  /** `links`: those that the notice names, as they are now. */
  send(notice: OutageNotice, links: readonly ShareLink[]): Promise<void>
}

/**
 * The turns of calls to Slack, and the pauses that it asks for: over all processes, for each workspace and method by itself.
 * Nobody waits here; a job is put away until its turn.
 */
export interface SlackTurns {
  /**
   * Reserves a moment (epoch ms) for a call of this method; not after `now` where it may be made at once. `had`: a moment that
   * was reserved has come. Then it may still be given another one, because what goes first has come since.
   */
  turn(team: string, method: PacedMethod, rank: CallRank, now: number, had: boolean): Promise<number>
  /** Slack wants this method left alone for so long; `channel`: of a post, in that one. */
  rest(team: string, method: string, channel: string | null, ms: number): Promise<void>
  /** For how long yet; 0: not any more. */
  restMs(team: string, method: string, channel: string | null): Promise<number>
}
