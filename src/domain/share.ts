/** Times are epoch milliseconds throughout, named `…At`. */
export type ShareState = 'creating' | 'active' | 'revoking' | 'revoked' | 'failed'

/** Why a share ended. `manual` carries who did it in `ShareEnd.by`. */
export type EndReason = 'expired' | 'limit' | 'manual' | 'removed' | 'blind' | 'policy'

/**
 * How far making a share has come. Each step is stored before the outward call it names, so that whoever
 * takes over after a crash knows which calls may have been made.
 *  - `linking`: the link id is reserved; the portal may or may not have been asked.
 *  - `linked`:  the portal's answer was verified; Slack was not asked yet.
 *  - `posting`: Slack may have been asked; whether a message exists is unknown.
 */
export type MakingStep = 'linking' | 'linked' | 'posting'

export interface ShareEnd {
  reason: EndReason
  /** Slack user id of the person who ended it; null for the bot. */
  by: string | null
  /** When the end was decided. */
  decidedAt: number
  /** When the portal was seen to have no such link any more; null until then. */
  verifiedAt: number | null
}

/** What a person was granted; the limits of one share. */
export interface GrantedTerms {
  expiresAt: number
  /** Downloads allowed; null is unlimited. */
  limit: number | null
  viewOnly: boolean
  note: string | null
}

/** One link made by the bot to one file, with its limits, its message and its life. */
export interface ShareLink {
  /** Slack workspace that owns the share. */
  team: string
  /** Short, readable aloud; authorises nothing. */
  id: string
  state: ShareState
  step: MakingStep | null
  file: { id: string; title: string }
  /** The bot's own uuid, stored before the portal hears of it. */
  linkId: string
  /** Links given up because a message with them may exist; their use still counts. */
  formerLinkIds: string[]
  creator: { id: string; name: string }
  channel: { id: string; name: string }
  terms: GrantedTerms
  /** Encrypted at rest; null without a password. */
  sealedPassword: string | null
  createdAt: number
  /** What is handed out; null before the link exists and after the share has ended. */
  address: string | null
  /** True when the address is the direct one, so that each use is recorded. */
  direct: boolean
  /** The channel message; null when the bot could not post there. */
  message: { channel: string; ts: string } | null
  /** Counted downloads, always derived anew from the stored events. */
  downloads: number
  end: ShareEnd | null
}

/** Over for good or about to be: nothing may be handed out any more. */
export const hasEnded = (share: ShareLink): boolean =>
  share.state === 'revoking' || share.state === 'revoked' || share.state === 'failed'
