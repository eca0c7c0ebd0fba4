import type { ReplyTo } from '../domain/reply-to.ts'
import type { ShareLink } from '../domain/share.ts'
import type { GrantedTerms, UnaskedTerm } from '../domain/terms.ts'

/** Everything that making a share needs to know, as it was granted when the person asked. */
export interface MakeRequest {
  team: string
  shareId: string
  /** The link's id, chosen before the portal hears of it. */
  linkId: string
  fileId: string
  creator: { id: string; name: string }
  channel: { id: string; name: string }
  /** True when the share goes where the command was typed; there it is made even if the bot cannot post. */
  here: boolean
  terms: GrantedTerms
  /** The terms that nobody asked for. */
  unasked?: UnaskedTerm[] | undefined
  sealedPassword: string | null
  /** As in `ShareLink`. */
  outsidersAgreed?: true | undefined
  /** Null when nobody waits for an answer. */
  replyTo: ReplyTo | null
  /** Finds the log lines of this request. */
  reference: string
  /** Under which reference the person asked, where what they asked for may be kept for another try. */
  retry?: string | undefined
  /** The file as the portal showed it when the person asked (`link/seen-file.ts`). */
  sealedLook?: string | undefined
}

/** The request behind a share whose making was interrupted and whose job was lost. */
export const requestOf = (share: ShareLink): MakeRequest => ({
  team: share.team,
  shareId: share.id,
  linkId: share.linkId,
  fileId: share.file.id,
  creator: share.creator,
  channel: share.channel,
  here: false,
  terms: share.terms,
  sealedPassword: share.sealedPassword,
  ...(share.outsidersAgreed ? { outsidersAgreed: true } : {}),
  replyTo: null,
  reference: share.id,
})

/** Whether a share was made for this request, and does not just have the same id. */
export const isMadeFor = (share: ShareLink, { linkId }: Pick<MakeRequest, 'linkId'>): boolean =>
  share.linkId === linkId || share.formerLinkIds.includes(linkId)
