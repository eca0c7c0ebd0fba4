import type { Approved } from './approval.ts'
import type { Drift } from './drift.ts'
import type { LinkUse } from './link-use.ts'
import type { Refusal } from './refusal.ts'
import type { ReplyTo } from './reply-to.ts'
import type { EndReason, LimitReached, MakingStep, ShareState } from './share-state.ts'
import type { GrantedTerms } from './terms.ts'

/** A resumption that the portal, or a rule, refused. It is tried again later. */
export interface Stuck {
  refusal: Refusal
  tries: number
  triedAt: number
}

export interface ShareEnd {
  reason: EndReason
  /** Slack user id of the person who ended it; null for the bot. */
  by: string | null
  /**
   * Display name of the person who deleted the link in the portal (`removed`) or opened it further, where the trail
   * says it.
   */
  portalUser?: string
  /** It was opened further in the portal and did not stay closed (`policy`). */
  keptOpen?: true
  /** The download that reached the limit (`limit`). */
  limitReached?: LimitReached
  /** A person ended it together with very many others (`manual`), behind which nobody's own revocation waits. */
  amongMany?: true
  /** Why a suspended share could not resume though downloads are seen again (`blind`). */
  stuck?: Stuck
  /** When the end was decided. */
  decidedAt: number
  /** When the portal was seen to have no such link any more; null until then. */
  verifiedAt: number | null
}

/** What is known of an end when it is decided. */
export type DecidedEnd = Pick<
  ShareEnd,
  'reason' | 'by' | 'portalUser' | 'keptOpen' | 'limitReached' | 'amongMany'
>

/** What an extension grants anew; everything else of the share stays as it is. */
export interface Extension {
  expiresAt: number
  limit: number | null
  /** Slack user id of the person who asked; null: a suspended share resumes by itself, with its own terms. */
  by: string | null
  /** When it was asked for. */
  askedAt: number
  /** The rules became stricter, and an admin has them hold for it: its end is earlier, or its limit lower. */
  byRule?: true
  /** Finds the log lines of the request; tells one extension from another. */
  reference: string
}

/** An extension from its announcement until the person who asked has the answer. */
export interface ExtensionUnderWay extends Extension {
  /** Who waits for the answer. */
  replyTo: ReplyTo | null
  /** Why it was refused. Null while it is under way, and where it was carried out: then it stands in `extensions`. */
  refusal: Refusal | null
}

/** An end that was taken back by an extension. */
export interface PastEnd extends ShareEnd {
  /** From when the portal may have had the link again. */
  revivedAt: number
}

/** The place of its message is closed to the bot for now. */
export interface ClosedPlace {
  /** `place`: nothing there can be written or changed. `replies`: only no reply is taken. */
  to: 'place' | 'replies'
  /** How often that was found. */
  tries: number
  triedAt: number
  /** `fingerprintOf` the share at that time. Once the share has changed, another try makes sense. */
  fingerprint: string
  /** It may be open by now, so it is tried again. */
  again: boolean
}

/** What Slack was told of a share. What is true and was not told yet is pending. */
export interface Notified {
  /** `fingerprintOf` the share when its message was last written; null before the first time. */
  fingerprint: string | null
  /** Downloads spoken of in the thread. */
  downloads: number
  /**
   * Whether the end was announced. `heard`: the channel heard already that the link is dead, so only its thread is told.
   * `telling`: a post may be there; `again`: one in the thread alone, or to its creator. `notified`: nothing more is posted.
   */
  end: 'no' | 'heard' | 'telling' | 'again' | 'notified'
  /** Whether its creator was told the end directly, because the channel cannot hear of it yet. `telling`: perhaps. */
  endPrivately: 'no' | 'telling' | 'notified'
  /** How many posts of an end were tried; tells the run that may make the next one. */
  endTries: number
  /** Extensions spoken of in the thread. */
  extensions: number
  /** The end (epoch ms) that was warned of; null: of none yet. A moved end is warned of anew. */
  warnedEnd: number | null
  /** The limit of whose last download was warned; null: of none yet. */
  warnedLimit: number | null
  /** Whether its creator knows that the message is gone. */
  lost: boolean
  /** `driftMark` of what was last told of changes at the portal; null: of none, or that all is as it was again. */
  drift: string | null
  /** Whether its creator knows why it does not resume. */
  stuck: boolean
  /** Whether admins know that nobody's rights suffice to remove its link. Left out: they do not. */
  noRightToEnd?: true
  /** The `cameLateAfter` that its creator knows of; left out: none. */
  cameLateAfter?: number
  /** Admins, their channel, and its creator, as far as they are yet to be told of `keyOut`. Left out: nobody is. */
  keyOutUntold?: readonly string[]
}

/** What decides on the end of an exact share, beside how many claims there are (`downloads`). */
export interface ClaimsStanding {
  /** Claims without a first byte that may still be given back. The share is not used up before they are settled. */
  unsettled: number
  /** Until then (epoch ms) bytes may be asked for by claims that were made. */
  openUntil: number
}

/** A link of its own at the portal, by which the claims of about a minute are fetched where there is no gate. Times are epoch ms. */
export interface MinuteLink {
  /** Stored before the portal hears of it. */
  id: string
  /** Its end by the portal's clock, as the portal is asked to write it. */
  expiresAt: number
  /** The same by ours; 0: it was removed before. */
  until: number
  /** When the portal may last have been asked to write it. */
  askedAt: number
}

/** One link made by the bot to one file, with its limits, its message and its life. */
export interface ShareLink {
  /** Slack workspace that owns the share. */
  team: string
  /** Short, readable aloud; authorises nothing. */
  id: string
  state: ShareState
  /** Set exactly while `creating`. */
  step: MakingStep | null
  file: { id: string; title: string }
  /** Where the file was when it was shared; null where that is not known. */
  folderId: string | null
  /** The bot's own uuid, stored before the portal hears of it. */
  linkId: string
  /** How often it is not known whether Slack took its message. */
  postsInDoubt: number
  /** Links given up because a message with them may exist; their use still counts. */
  formerLinkIds: string[]
  /** Links that may still exist at the portal and have to be removed. */
  looseLinkIds: string[]
  /** When it was last seen that there are none of them; null: not yet. */
  cleanedAt: number | null
  creator: { id: string; name: string }
  /** Who shared it, where somebody else sees to it by now and stands as its creator. Left out: the creator did. */
  sharedBy?: { id: string; name: string }
  /** The account of the portal with whose rights it was made: that of who shared it. Left out: with those of our key. */
  account?: string
  channel: { id: string; name: string }
  /** Its creator was asked, and said yes to people of another company who see its message. Left out: not so. */
  outsidersAgreed?: true
  /** When its creator was asked that because its channel turned external. Left out: that was not so. */
  outsidersAskedAt?: number
  terms: GrantedTerms
  /** What approvers let it go beyond. Left out: it kept the rules. */
  approved?: Approved
  /** Of the link at the portal; encrypted at rest, null without one. */
  sealedPassword: string | null
  /** Of an exact share, whose password the gate asks for: what it is checked against. Left out: it has none. */
  passwordHash?: string
  /** How many bytes the file of an exact share has; left out: not known. */
  fileBytes?: number
  /** Of an exact share: what stands of its claims. Left out: none was made yet. */
  claims?: ClaimsStanding
  /** Of an exact share without a gate: links that may be at the portal for its claims. Left out: none. */
  minuteLinks?: MinuteLink[]
  /** Of an exact share: how its link was used when that last showed that somebody else has the key, and when. Left out: never. */
  keyOut?: LinkUse & { seenAt: number }
  createdAt: number
  /** When the portal was first asked for a link: no earlier event belongs to this share. */
  bornAt: number
  /** What is handed out; null before the link exists and after the share has ended. */
  address: string | null
  /** The key inside every address of the link (`requestToken`); as secret, and forgotten with it. */
  key: string | null
  /** True when the address is the direct one, so that each use is recorded; as it was made, so it stays. */
  direct: boolean
  /** The channel message; null when the bot could not post there. */
  message: { channel: string; ts: string } | null
  /** Counted downloads, always derived anew from the stored events. */
  downloads: number
  /** How many of these took the file by `action=view`. */
  views: number
  /** How many stored events there were when that was counted. Where there are more or fewer now, it is counted anew. */
  judgedEvents: number
  end: ShareEnd | null
  /** Ends that were taken back, the latest of them, oldest first. */
  pastEnds: PastEnd[]
  /** Stored before the portal hears of it, until it is answered; null when there is none. */
  extending: ExtensionUnderWay | null
  /** Those that were carried out, the latest of them, oldest first. */
  extensions: Extension[]
  /** How many older extensions (`asked`: by somebody) and ends there were that are only counted. Left out: none. */
  folded?: { extensions: number; asked: number; ends: number }
  /** When the portal was last asked to write the link anew; a slow one may do so later still. Null: never. */
  rewrittenAt: number | null
  /** When the link was put back lately, because it was changed at the portal. */
  repairs: number[]
  /** The message was posted, and is gone. */
  messageLost: boolean
  /** The message is there, but its place is closed; null: as far as is known, it is open. */
  closed: ClosedPlace | null
  /** Nothing but the end is told in the thread. */
  muted: boolean
  /** When its owner last said that it is needed, though nobody uses it. Left out: never. */
  neededAt?: number
  /** The end of which the time to warn has come (set by the job for that moment). */
  endIsNear: number | null
  /** It ended, and that was told, though this record is from before: a backup was put back. Left out: not so. */
  endWasTold?: true
  /** The end (`decidedAt`) after which somebody came for the file of an exact share. Left out: nobody has. */
  cameLateAfter?: number
  /** The limit of which all downloads were taken, and the share still live, when somebody came for one more. Left out: nobody has. */
  cameAtLimit?: number
  /** What was changed at the portal; null: nothing, as far as is known. */
  drift: Drift | null
  /** Why making it failed, and when. */
  failure: { refusal: Refusal; at: number } | null
  notified: Notified
  /** Whether the person who asked for the share was told the outcome. */
  answered: boolean
}

/** Where a share is found: the workspace and its id. */
export interface ShareRef {
  team: string
  id: string
}

/** It is over, or about to be, so nobody is given its address any more. */
export const hasEnded = (share: ShareLink): boolean =>
  share.state === 'revoking' || share.state === 'revoked' || share.state === 'failed'

/** Nothing can be told where its message stands. */
export const isClosed = ({ closed }: Pick<ShareLink, 'closed'>): boolean => closed !== null && !closed.again

/** Whether there is a thread for what is told of it. Otherwise its creator is told. */
export const hasThread = (share: Pick<ShareLink, 'message' | 'closed'>): boolean =>
  share.message !== null && !isClosed(share)

/** Its downloads are claimed before they begin; otherwise they are watched. */
export const isExact = ({ terms }: Pick<ShareLink, 'terms'>): boolean => terms.exact === true

/**
 * Somebody may still take a download of it, as far as the record says. Also once all are claimed, until it has ended: one may be
 * given back, and the last who claimed one may have lost the answer with its address.
 */
export const canBeTaken = (share: Pick<ShareLink, 'state' | 'terms'>): boolean =>
  share.state === 'active' && isExact(share)

/** Whether visitors need a password, at the portal or at the gate. */
export const hasPassword = (share: Pick<ShareLink, 'sealedPassword' | 'passwordHash'>): boolean =>
  share.sealedPassword !== null || share.passwordHash !== undefined

/** Live with a limit, which cannot be kept while downloads are not seen. */
export const isLiveLimited = ({ state, terms }: Pick<ShareLink, 'state' | 'terms'>): boolean =>
  state === 'active' && terms.limit !== null && !isExact({ terms })

/** Ended only until the audit trail can be read again (`ON_BLIND=revoke`). Then it resumes by itself. */
export const isSuspended = ({
  state,
  end,
}: {
  state: ShareState
  end: Pick<ShareEnd, 'reason'> | null
}): boolean => (state === 'revoking' || state === 'revoked') && end?.reason === 'blind'

/** Every link that a share has, or had, at the portal. */
export const linkIdsOf = (share: ShareLink): string[] => [
  share.linkId,
  ...share.formerLinkIds,
  ...share.looseLinkIds,
  ...(share.minuteLinks ?? []).map(({ id }) => id),
]
