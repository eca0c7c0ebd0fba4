import type { ClosedPlace } from './closed-place.ts'
import { type Drift, driftMark, standsInMessage, tellsDrift } from './drift.ts'
import { tellsExtension } from './passed-over.ts'
import type { Refusal } from './refusal.ts'
import type { ReplyTo } from './reply-to.ts'
import type { EndReason, LimitReached, MakingStep, ShareState } from './share-state.ts'
import type { GrantedTerms } from './terms.ts'
import { warningsDue } from './warning.ts'

/** A resumption that the portal, or a rule, has refused: tried again later. */
export interface Stuck {
  refusal: Refusal
  tries: number
  triedAt: number
}

export interface ShareEnd {
  reason: EndReason
  /** Slack user id of the person who ended it; null for the bot. */
  by: string | null
  /** Display name of whoever deleted the link in the portal (`removed`), or opened it again and again, where the trail says. */
  portalUser?: string
  /** It was opened further in the portal as often as it was put back (`policy`). */
  openedAgain?: true
  /** The download that reached the limit (`limit`). */
  limitReached?: LimitReached
  /** Why a suspended share could not resume though downloads are seen again (`blind`). */
  stuck?: Stuck
  /** When the end was decided. */
  decidedAt: number
  /** When the portal was seen to have no such link any more; null until then. */
  verifiedAt: number | null
}

/** What is known of an end when it is decided. */
export type DecidedEnd = Pick<ShareEnd, 'reason' | 'by' | 'portalUser' | 'openedAgain' | 'limitReached'>

/** What an extension grants anew; everything else of the share stays as it is. */
export interface Extension {
  expiresAt: number
  limit: number | null
  /** Slack user id of whoever asked; null: a suspended share resumes by itself, with the terms that it has. */
  by: string | null
  /** When it was asked for. */
  askedAt: number
  /** Finds the log lines of the request; tells one extension from another. */
  reference: string
}

/** An extension from its announcement until whoever asked for it has the answer. */
export interface ExtensionUnderWay extends Extension {
  /** Who waits for the answer. */
  replyTo: ReplyTo | null
  /** Why nothing comes of it. Null while something may; and where it was carried out, as `extensions` says then. */
  refusal: Refusal | null
}

/** An end that was taken back by an extension. */
export interface PastEnd extends ShareEnd {
  /** From when on the portal may have had the link again. */
  revivedAt: number
}

/** What Slack has been told of a share; compared with what is true, it says what is still owed. */
export interface Told {
  /** `faceOf` the share when its message was last written; null before the first time. */
  face: string | null
  /** Downloads spoken of in the thread. */
  downloads: number
  /** Whether the end was announced. `telling`: the channel heard of it, or may have; the thread is to be told. */
  end: 'no' | 'telling' | 'told'
  /** Whether its creator was told the end directly, because the channel cannot hear of it yet. */
  endPrivately: boolean
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
  /** Links given up because a message with them may exist; their use still counts. */
  formerLinkIds: string[]
  /** Links that may still exist at the portal and are to be removed. */
  looseLinkIds: string[]
  /** When it was last seen that there are none of them; null: not yet. */
  cleanedAt: number | null
  creator: { id: string; name: string }
  channel: { id: string; name: string }
  terms: GrantedTerms
  /** Encrypted at rest; null without a password. */
  sealedPassword: string | null
  /** Nobody knows whether it had a password: version 0.1 forgot it at the end. */
  passwordLost: boolean
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
  /** How many stored events that count was derived from: where there are not so many, it is derived anew. */
  judgedEvents: number
  end: ShareEnd | null
  /** Ends that were taken back, oldest first. */
  pastEnds: PastEnd[]
  /** Stored before the portal hears of it, until it is answered; null when there is none. */
  extending: ExtensionUnderWay | null
  /** Those that were carried out, oldest first. */
  extensions: Extension[]
  /** When the portal was last asked to write the link anew; a slow one may do so later still. Null: never. */
  rewrittenAt: number | null
  /** When the link was put back lately, because it was changed at the portal. */
  putBacks: number[]
  /** The message is gone though it once was posted. */
  messageLost: boolean
  /** The message is there, but nothing can be told where it is; null: nothing that is known of. */
  closed: ClosedPlace | null
  /** Nothing but the end is told in the thread. */
  muted: boolean
  /** The moment `WARN_BEFORE` of the end has come (set by its job): the end it was for. */
  endIsNear: number | null
  /** What was changed at the portal behind its back; null: nothing that is known of. */
  drift: Drift | null
  /** Why making it failed, and when. */
  failure: { refusal: Refusal; at: number } | null
  told: Told
  /** Whether whoever asked for the share was told what became of it. */
  answered: boolean
}

/** Where a share is found: the workspace and its id. */
export interface ShareRef {
  team: string
  id: string
}

/** Over for good or about to be: nothing may be handed out any more. */
export const hasEnded = (share: ShareLink): boolean =>
  share.state === 'revoking' || share.state === 'revoked' || share.state === 'failed'

/** What the channel message depends on; two equal faces look the same. */
export const faceOf = (share: ShareLink): string =>
  JSON.stringify([
    share.state,
    share.downloads,
    share.terms.expiresAt,
    share.terms.limit,
    share.end?.reason ?? null,
    share.end?.by ?? null,
    // Left out while there are none: the faces of earlier versions stay what they are.
    ...(share.extensions.length === 0 ? [] : [share.extensions.length]),
    ...(share.drift === null || !standsInMessage(share.drift) ? [] : [driftMark(share)]),
    ...(share.end?.stuck === undefined ? [] : ['stuck']),
    ...(share.end?.openedAgain ? ['opened'] : []),
  ])

/**
 * A rewriting of the message; the end; to its creator, why it does not resume; an extension; a change at the portal; to its
 * creator, that the message is gone; a warning; a line on downloads.
 */
export type Owed = 'message' | 'end' | 'stuck' | 'extension' | 'drift' | 'lost' | 'warning' | 'downloads'

/** Nothing is to be told where its message stands. */
const isClosed = ({ closed }: Pick<ShareLink, 'closed'>): boolean => closed !== null && !closed.again

/** Whether what is to be told of it goes into the thread of its message; else it goes to its creator. */
export const hasThread = (share: Pick<ShareLink, 'message' | 'closed'>): boolean =>
  share.message !== null && !isClosed(share)

/** What its message was last made from; of one that could not be changed, what it should have been made from. */
const shownFace = ({ closed, told }: ShareLink): string | null =>
  closed !== null && !closed.again ? closed.face : told.face

/** Its creator is to know that its message is not kept true. */
const isLost = (share: ShareLink): boolean =>
  share.messageLost || (isClosed(share) && share.closed?.to === 'place')

const owesEnd = (share: ShareLink): boolean =>
  share.told.end !== 'told' && (!isClosed(share) || !share.told.endPrivately)

/** The next thing Slack is owed of this share, the most urgent first; null when all is told. */
export const owed = (share: ShareLink): Owed | null => {
  const { told } = share
  if (share.state === 'creating' || share.state === 'failed') return null
  if (share.message !== null && shownFace(share) !== faceOf(share)) return 'message'
  if (share.state === 'revoked' && owesEnd(share)) return 'end'
  if (isStuckForLong(share) && !told.stuck) return 'stuck'
  // While the end is on its way all else would only be overtaken: what tells the end has the count.
  if (share.state === 'revoking') return null
  if (share.state === 'active') {
    if (tellsExtension(share)) return 'extension'
    if (!share.muted && tellsDrift(share)) return 'drift'
    if (isLost(share) && !told.lost) return 'lost'
    if (!share.muted && warningsDue(share).length > 0) return 'warning'
  }
  if (!hasThread(share) || share.muted) return null
  return told.downloads < share.downloads ? 'downloads' : null
}

/** What has a limit to be kept: while downloads are not seen, nobody can. */
export const isLiveLimited = ({ state, terms }: Pick<ShareLink, 'state' | 'terms'>): boolean =>
  state === 'active' && terms.limit !== null

/** Ended only until the audit trail can be read again (`ON_BLIND=revoke`): it is to resume by itself. */
export const isSuspended = ({
  state,
  end,
}: {
  state: ShareState
  end: Pick<ShareEnd, 'reason'> | null
}): boolean => (state === 'revoking' || state === 'revoked') && end?.reason === 'blind'

/** What may be otherwise in a moment, and is nothing that its creator could mend. */
const PASSING: ReadonlySet<Refusal['reason']> = new Set(['portal-slow', 'portal-down', 'portal-busy', 'bug'])

/** It cannot resume, for a reason that its creator should know. */
const isStuckForLong = (share: ShareLink): boolean =>
  isSuspended(share) && share.end?.stuck !== undefined && !PASSING.has(share.end.stuck.refusal.reason)

/** Its link was changed at the portal, and is to be written as it was made. */
export const isToPutBack = ({ state, drift }: Pick<ShareLink, 'state' | 'drift'>): boolean =>
  state === 'active' && drift?.repair === 'due'

/** Nothing is left to do for this share until something happens to it. */
export const isSettled = (share: ShareLink): boolean =>
  share.state !== 'creating' &&
  share.state !== 'revoking' &&
  share.looseLinkIds.length === 0 &&
  share.extending === null &&
  !isToPutBack(share) &&
  share.closed?.again !== true &&
  owed(share) === null
