import type { Answer } from '../domain/answer.ts'
import type { MessagePlace } from '../domain/closed-place.ts'
import type { EndUrgency } from '../domain/end-urgency.ts'
import type { AddressedFile } from '../domain/link-address.ts'
import type { OutageNotice } from '../domain/outage.ts'
import type { AuditEvent, ChangeEvent, LinkRequest, PortalFile, PortalLink } from '../domain/portal-facts.ts'
import type { ReplyTo } from '../domain/reply-to.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { IdleAsking, OutsidersAsking, RevocationOfMany } from './admin-ports.ts'
import type { GivenDownload } from './claim-ports.ts'
import type { EndTry } from './end-ports.ts'
import type { MakeRequest } from './make-request.ts'

/** What the bot needs of DocSpace. Every method throws `PortalError`. */
export interface Portal {
  /** What the portal knows of one file. `not-found`, `forbidden`, `unauthorized` told apart. */
  file(fileId: string): Promise<PortalFile>
  /** File and links in one try within 3 s, for facts that can wait for another time. */
  glance(fileId: string): Promise<{ file: PortalFile; links: PortalLink[] }>
  /** Whether visitors who follow the link are turned away; `key` is the link's `requestToken`. One try. */
  linkIsDead(key: string, by: EndTry): Promise<boolean>
  /** The link that one of the portal's addresses leads to, whether it lives or not; null where that is none. */
  addressed(address: string): Promise<AddressedFile | null>
  /** All links of a file, expired ones included; read-only (the plural GET). */
  links(fileId: string): Promise<PortalLink[]>
  /**
   * Makes or rewrites the link with the caller's own id. Safe to repeat, and repeated on a time-out, 5xx or 429 for at
   * most 10 s. The answer is what the portal says, not compared with anything.
   */
  putLink(request: LinkRequest): Promise<PortalLink>
  /**
   * Deletes one link and checks that it is gone. That it, or its file, was gone before is success. Each step is tried again
   * for at most 10 s.
   */
  deleteLink(fileId: string, linkId: string): Promise<void>
  /** The same by one try, for an end: what fails is tried again by its job. */
  endLink(fileId: string, linkId: string, by: EndTry): Promise<void>
  /** Download events of the whole portal since `from` (inclusive), every page, in no certain order. */
  downloadsSince(fromAt: number): Promise<AuditEvent[]>
  /** Views of the whole portal, likewise: they send the bytes of a file as a download does. */
  viewsSince(fromAt: number): Promise<AuditEvent[]>
  /** Writes of links by our own account since `from`, of links alone. */
  ownLinkWrites(fromAt: number): Promise<ChangeEvent[]>
  /** Edits and deletions of links and moves of files in the whole portal since `from` (inclusive), by anybody. */
  changesSince(fromAt: number): Promise<ChangeEvent[]>
  /**
   * Resolves when the audit trail can be read with our key and heeds its filters. One try. Throws `plan`, `forbidden`,
   * `scope`, `unauthorized`, or one of the kinds of an outage.
   */
  probeTrail(): Promise<void>
  /** The portal's clock minus ours, by the dates of its answers; 0 as long as they may agree. */
  clockSkewMs(): number
  /** Begins a download as a visitor would, and reads only the head of the answer; `key`: the link's `requestToken`. */
  startDownload(fileId: string, key: string): Promise<void>
  /** Ids of the folders above a folder, itself included. `ALLOWED_ROOMS` is compared with them. */
  folderPath(folderId: string): Promise<string[]>
  /** Resolves when the portal answers and takes the key. */
  ping(): Promise<void>
  /** The name of the account that the key acts as, as the portal shows it; empty where it does not say. */
  account(): Promise<string>
  /** The portal's version, as `3.7.2`. One try. */
  version(): Promise<string>
}

/** The shares. Each change is decided on the newest state and stored by compare-and-set, so that of two one wins. */
export interface Shares {
  /** False when a share with this id exists already. */
  create(share: ShareLink): Promise<boolean>
  get(ref: ShareRef): Promise<ShareLink | null>
  /**
   * `decide` may run several times; null means nothing to change. `by`: who has it changed, for the record, where the share
   * itself does not say so. What the change is stands there in the same step (`domain/record-of.ts`).
   */
  change(
    ref: ShareRef,
    decide: (share: ShareLink) => ShareLink | null | Promise<ShareLink | null>,
    by?: string | null,
  ): Promise<{ changed: boolean; share: ShareLink | null }>
  /** Has it stand in its indexes, of which nothing is there after a restore. Null: there is no such share. */
  index(ref: ShareRef): Promise<ShareLink | null>
  teams(): Promise<string[]>
  /** Live shares, newest first. */
  live(
    team: string,
    scope: { by: string } | { in: string } | { all: true },
    page: { skip: number; take: number },
  ): Promise<{ shares: ShareLink[]; total: number }>
  /** One person's shares that ended, the last to end first. */
  endedBy(team: string, userId: string, most: number): Promise<ShareLink[]>
  /** A file's live shares, and those that were over at that moment or later. */
  ofFile(team: string, fileId: string, endedSince?: number): Promise<ShareLink[]>
  /** The same without reading any. */
  refsOfFile(team: string, fileId: string, endedSince: number): Promise<ShareRef[]>
  /** Which of these files have shares, ended ones included; no file more than once. */
  filesWithShares(team: string, fileIds: readonly string[]): Promise<string[]>
  /** Active shares whose end has passed. */
  due(team: string, now: number, most: number): Promise<ShareRef[]>
  /** Active and suspended shares that end after the one moment, up to the other. */
  ending(team: string, after: number, upTo: number): Promise<ShareRef[]>
  /** All that are being made, active or ending; with `channel` those that were posted there. */
  liveRefs(team: string, channel?: string): Promise<ShareRef[]>
  /** Shares whose message stands in that channel while it is closed. */
  closedIn(team: string, channel: string): Promise<ShareRef[]>
  /** The same in all channels, where another try is due. */
  closedUntil(team: string, now: number, most: number): Promise<ShareRef[]>
  /** Suspended shares; with `endBefore` those whose own end comes before that moment. */
  suspended(team: string, endBefore?: number): Promise<ShareRef[]>
  /** Shares that were over at that moment or later, and not suspended. */
  endedSince(team: string, at: number): Promise<ShareRef[]>
  /** How many there are of each kind, without reading any share. */
  counts(team: string): Promise<ShareCounts>
  /** Some of the shares for which something is still to be done. */
  unfinished(team: string, most: number): Promise<ShareLink[]>
  /** Ended shares of which that channel is to be told, the first to end first. */
  untoldEnds(team: string, channel: string, most: number): Promise<ShareLink[]>
  /**
   * Deletes what ended before that moment and is finished. Looks at `most` shares, the oldest first, behind `skip` that are
   * known to be kept; says at how many, and how many of them are kept.
   */
  forgetEndedBefore(
    team: string,
    before: number,
    step: { skip: number; most: number },
  ): Promise<{ looked: number; kept: number }>
}

/** Where a purge goes on: in that workspace, behind so many old shares that are kept. */
export interface PurgePlace {
  team: string
  skip: number
}

/** `live`: being made, active or ending. `nearLimit`: those of them that one more download may end. */
export interface ShareCounts {
  live: number
  nearLimit: number
  suspended: number
  unfinished: number
}

/** True the first time, false when the same request comes again. */
export type ClaimIdempotencyKey = (team: string, key: string) => Promise<boolean>

/** Reserves the next moment (epoch ms) at which a message may go to a channel, or a link be made for a person. */
export type RateLimit = (team: string, whose: string, now: number) => Promise<number>

/**
 * How long somebody has to wait before they may ask for this link, with `most` in any minute. 0: no wait, and the link
 * is counted, once. With null for the link, nothing is counted.
 */
export type LinkQuota = (
  of: { team: string; userId: string; most: number; now: number },
  shareId: string | null,
) => Promise<number>

/** Work for the worker processes. The same work added twice is done once. */
export interface Jobs {
  /** `waitMs`: until its turn. The longer it is, the more links of others go before it, even then. */
  make(request: MakeRequest, waitMs?: number): Promise<void>
  /** End the share at its moment. Where that is far off, `queueNear` asks for it in time. */
  end(share: ShareLink): Promise<void>
  /** Warn before the end, where a warning is due; likewise. */
  warn(share: ShareLink): Promise<void>
  /**
   * Carry out an extension that was announced in the share, and answer. `when`: in so many ms; or `later`, after all that
   * people wait for; now when left out.
   */
  extend(ref: ShareRef, when?: number | 'later'): Promise<void>
  /** Check that the portal has a live share's link as it should be. `due`: it is known that it has not, which cannot wait. */
  repair(ref: ShareRef, why?: 'due'): Promise<void>
  repairLater(ref: ShareRef, delayMs: number): Promise<void>
  /** Redraw a person's Home. `now`: they wait for it. `soon`: after a change; several changes are one drawing. */
  showHome(team: string, userId: string, when: 'now' | 'soon'): Promise<void>
  /** Remove a share's link, as urgently as `endUrgency` says. */
  revoke(ref: ShareRef, when?: EndUrgency): Promise<void>
  /** The same once it has failed. */
  revokeAgain(ref: ShareRef, delayMs: number): Promise<void>
  /** Revoke many links, in steps. */
  revokeMany(work: RevocationOfMany): Promise<void>
  /** Ask admins about links that nobody sees to; `key` as in `unattendedKey`. */
  askAboutUnattended(team: string, key: string): Promise<void>
  /** Ask the owner of links whose channel turned external. */
  askOfOutsiders(asking: OutsidersAsking): Promise<void>
  /** Ask the owner of links that nobody uses. */
  askAboutIdle(asking: IdleAsking): Promise<void>
  /** See to a request to approvers after so many ms: once it was answered, and when its time is over. */
  settleApproval(ref: ShareRef, delayMs: number): Promise<void>
  /** Count an exact share's claims anew, after so many ms. */
  countClaims(ref: ShareRef, delayMs?: number): Promise<void>
  /**
   * Read the audit trail after this delay. Asked for again meanwhile, it is the same reading. `turn`: for a webhook.
   * `pace`: the next one as `paceSweeps` sees it, in place of the one planned before. `near`: the same, but one that is planned
   * stays, so that many who ask one after the other do not put it off.
   */
  sweep(delayMs: number, as?: 'turn' | 'pace' | 'near'): Promise<void>
  /** See whether the audit trail can be read at all. */
  probe(): Promise<void>
  /** Try the counting from end to end; one trial at a time. */
  canary(): Promise<void>
  /** The next step of the purge of old history. */
  purge(place: PurgePlace): Promise<void>
  /** Tell somebody that downloads are not seen, or that they are again. */
  tellOutage(notice: OutageNotice): Promise<void>
  /** Remove links that may have been left behind. */
  clean(ref: ShareRef): Promise<void>
  cleanLater(ref: ShareRef, delayMs: number): Promise<void>
  /** Remove the minute links of a share whose time is over, after so many ms. */
  removeMinuteLinks(ref: ShareRef, delayMs?: number): Promise<void>
  /**
   * Bring Slack up to date: rewrite the message at once, then post what is pending. `soon`: a moment later, since more may
   * come by then. `ended`: that has come.
   */
  tell(share: ShareLink, when?: 'soon' | 'ended'): Promise<void>
  /** Take its address out of an answer once it works no more. */
  retractDownload(given: GivenDownload): Promise<void>
  /** Rewrite a message of a share that was left behind there. */
  mendStray(ref: ShareRef, place: MessagePlace): Promise<void>
  /** Only post what is pending, at the channel's turn. */
  post(share: ShareLink): Promise<void>
}

/** Private answers to the person who acted. Never throws: an answer that cannot be given is logged and dropped. */
export type SendAnswer = (replyTo: ReplyTo | null, answer: Answer) => Promise<void>

export interface Person {
  id: string
  name: string
  /** An IANA name, or an offset such as `UTC-8`. */
  timeZone: string
  isAdmin: boolean
  /** A member of another company, in Slack by a shared channel. */
  isOutsider: boolean
  /** Every workspace that Slack names as theirs. */
  workspaces: readonly string[]
  /** Their account was deactivated; then they are an outsider too. Left out: it was not. */
  hasLeft?: true
  /** A guest of the workspace: sees only the channels that they are in. */
  isGuest: boolean
}

export interface Channel {
  id: string
  name: string
  /** Shared with another company, or about to be. */
  isExternal: boolean
  isPrivate: boolean
  /** A direct message, of two people or of several. */
  isDirect: boolean
}

/** Who and where, asked anew each time. Throws `SlackError`. */
export interface Directory {
  person(team: string, userId: string): Promise<Person>
  /** Null when the bot may not see the channel. */
  channel(team: string, channelId: string): Promise<Channel | null>
  /**
   * How many guests of the workspace, apart from `asker`, are in a channel. Null where Slack does not say, or not soon
   * enough. 0 in a channel that the bot does not see, and where Slack has no such method. Never throws.
   */
  guestsIn(team: string, channelId: string, asker: string): Promise<number | null>
  /** The names of the other companies in a channel, as far as Slack tells them soon enough. */
  companiesIn(team: string, channelId: string): Promise<string[]>
  channelNamed(team: string, name: string): Promise<Channel | null>
  /** The name of the company with that workspace; empty where Slack does not say, or not soon enough. Never throws. */
  companyOf(team: string, workspace: string): Promise<string>
  /**
   * Whether somebody is in a channel that the bot may see. Null where that is not known: Slack does not say, or the
   * channel has more members than are read.
   */
  isMember(team: string, channelId: string, userId: string): Promise<boolean | null>
  /** Whether somebody is in a user group; a change of the group is noticed within a minute. */
  isInGroup(team: string, groupId: string, userId: string): Promise<boolean>
}

/** Seals passwords for the store; null where the operator has set no key. */
export interface Vault {
  /** `place`: what it belongs to. It opens nowhere else. */
  seal(text: string, place: string): string
  /** Throws where it was sealed for another place, under another key, or was changed since. */
  open(sealed: string, place: string): string
}

export interface Log {
  info(data: Record<string, unknown>, text: string): void
  warn(data: Record<string, unknown>, text: string): void
  error(data: Record<string, unknown>, text: string): void
}

export type Now = () => number

/** Resolves that much later. */
export type Pause = (ms: number) => Promise<unknown>
