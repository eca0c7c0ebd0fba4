import type { Claim, Taker } from '../domain/claim.ts'
import type { LinkUse } from '../domain/link-use.ts'
import type { LostClaim } from '../domain/lost-claims.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'

// The ports for claims of exact shares. A part of `ports.ts`, which would be too long with it.

/** A claim as it was given, and whether it was the first time; or why there is none. */
export type Taking = { ok: true; claim: Claim; isNew: boolean } | { ok: false; why: 'used-up' | 'over' }

/** Where the bytes of a claim are had, and until when (epoch ms). Only its taker is given it: never log it. */
export type ClaimAddress = { address: string; until: number }

/**
 * The address of a claim, for somebody inside Slack. Throws `RefusalError` where the portal has to make one and does not: then the
 * claim was given back, unless an address of it was handed out before.
 */
export type AddressOf = (share: ShareLink, claim: Claim) => Promise<ClaimAddress>

/** An answer with the address of a download, in which its taker has clicked. */
export interface GivenDownload extends ShareRef {
  /** The response_url of that click, by which the answer can be replaced. */
  url: string
  /** When its address stops working. */
  until: number
}

/** What a stream may do: send, nothing more for this claim, or nothing because the claim or its share is over. */
export type Beginning = 'sends' | 'too-much' | 'over'

/** The claims of exact shares, for any number of processes. What cannot be stored is thrown, and then nothing is given. */
export interface Claims {
  /** The claim of this taker: a new one by the rule of `judgeClaim`, or the one that they have. One step. */
  take(ref: ShareRef, asked: { id: string; taker: Taker; now: number; windowMs: number }): Promise<Taking>
  /** The share, the claim of that id, and how many claims there are. Null where there is no such share. */
  look(
    ref: ShareRef,
    claimId: string | null,
  ): Promise<{ share: ShareLink; claim: Claim | null; taken: number } | null>
  /** The last claim of this taker; null: none that is kept. */
  own(ref: ShareRef, taker: Taker): Promise<Claim | null>
  /** Stored before the portal is asked for bytes by the share's link: how often it was is held against its audit trail. */
  asking(share: ShareLink): Promise<void>
  /** Stored before the first byte of a stream is sent. `bytes`: promised to this stream; `most`: to all of the claim. */
  begin(
    ref: ShareRef,
    claimId: string,
    stream: { now: number; bytes: number; most: number },
  ): Promise<Beginning>
  /** Stored before more than that is sent of a stream that runs. False: the claim takes no more. */
  promiseMore(ref: ShareRef, claimId: string, more: { bytes: number; most: number }): Promise<boolean>
  /** So many of the promised bytes were not sent. True: not one was, to any stream, so the claim is as if it was never fetched. */
  spare(ref: ShareRef, claimId: string, bytes: number): Promise<boolean>
  /** Takes the claim back, so that it uses nothing up, where not one byte was given. Says whether it did. */
  giveBack(ref: ShareRef, claimId: string): Promise<boolean>
  /**
   * Adds claims that have no record, each once; says how many were new. `areOurs`: it was the gate that used the link for them,
   * so that nothing is wrong with its key.
   */
  addLost(share: ShareLink, lost: readonly LostClaim[], by: { areOurs: boolean }): Promise<number>
  /** Puts a mark in the place of a person who took downloads. */
  forget(ref: ShareRef, userId: string, mark: string): Promise<void>
  /** How many there are, those that were taken after `since`, and after how many changes that was. */
  count(ref: ShareRef, since: number): Promise<{ taken: number; recent: Claim[]; change: number }>
  /** The newest first. */
  newest(ref: ShareRef, page: { skip: number; take: number }): Promise<Claim[]>
  /** The last ones that were given back, the newest first. */
  givenBack(ref: ShareRef): Promise<Claim[]>
  /** How the share's present link was used, at the gate and by the audit trail. */
  linkUse(share: ShareLink): Promise<LinkUse>
  /** Shares whose count is to be made anew, because a claim was taken or given back. */
  uncounted(team: string, most: number): Promise<ShareRef[]>
  /** It was counted after so many changes. Where there were more since, it is counted once more. */
  counted(ref: ShareRef, change: number): Promise<void>
}

/** What is counted of claims, wherever they are made. */
export interface ClaimsSeen {
  claimed: () => void
  givenBack: () => void
}

/** The address of a share's page at the gate, made anew each time and kept nowhere. Null: it has none. */
export type PageAddressOf = (share: ShareLink) => string | null
