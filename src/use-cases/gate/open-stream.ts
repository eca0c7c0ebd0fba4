import { isOpenEnded, isPastEnd, mayBeRecorded, planBytes, portalRange } from '../../domain/byte-range.ts'
import { type ClaimGone, isKnownOutside, whyClaimGone } from '../../domain/gone.ts'
import { isKeyAwaited } from '../../domain/hidden-key.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import type { Claims } from '../claim-ports.ts'
import type { FetchFile, FileAnswer, FileAsked, FileHead, VisitorAsks } from '../gate-ports.ts'
import type { Log, Now } from '../ports.ts'

/** What stands behind the address of a claim. */
export type ClaimFound = { kind: 'open'; share: ShareLink } | ClaimNot

/** Why it gives nothing. */
export type ClaimNot = { kind: 'unknown' } | { kind: 'gone'; share: ShareLink; why: ClaimGone }

/** How many bytes may be sent at first. */
export interface ByteAllowance {
  promised: number
  /** Asked before more than that is sent: how many more; 0: none. Null: there are no more. */
  more: (() => Promise<number>) | null
}

/** How many of the promised bytes were not sent, and whether the portal broke off, and not who took them. */
export interface EarlyEnd {
  unsent: number
  isBroken: boolean
}

export type Opening<Body> =
  | ClaimNot
  /** `settle` is told of an end before all that is promised was sent. */
  | {
      kind: 'sends'
      share: ShareLink
      answer: FileAnswer<Body>
      allowance: ByteAllowance
      settle: (end: EarlyEnd) => Promise<void>
    }
  /** The file has no such part. */
  | { kind: 'no-such-part'; total: number | null }
  /** The portal gave nothing. */
  | { kind: 'failed'; share: ShareLink }

export interface StreamDeps<Body> {
  claims: Pick<Claims, 'look' | 'asking' | 'begin' | 'promiseMore' | 'spare' | 'giveBack'>
  fetchFile: FetchFile<Body>
  now: Now
  log: Pick<Log, 'warn'>
}

/** A weak one does not tell that each byte is the same (RFC 9110, 13.1.5). */
const isValidator = (ifRange: string, { etag, lastModified }: FileHead): boolean =>
  !ifRange.startsWith('W/') && (ifRange === etag || ifRange === lastModified)

const hasBroken = ({ kind, status, late }: PortalError): boolean =>
  kind === 'unavailable' && status === null && !late

/** Looks at a claim, and changes nothing. */
export const lookAtClaim =
  ({ claims, now }: Pick<StreamDeps<unknown>, 'claims' | 'now'>) =>
  async (ref: ShareRef, claimId: string): Promise<ClaimFound> => {
    const found = await claims.look(ref, claimId)
    if (found === null || !isKnownOutside(found.share)) return { kind: 'unknown' }
    const why = whyClaimGone(found.share, found.claim, now())
    return why === null ? { kind: 'open', share: found.share } : { kind: 'gone', share: found.share, why }
  }

/**
 * Opens a stream for a claim: what it may send is stored before its first byte. Throws what goes wrong at the store, and then
 * nothing was sent.
 */
export const openStream = <Body>(deps: StreamDeps<Body>) => {
  const { claims, fetchFile, now, log } = deps
  const look = lookAtClaim(deps)

  const settle =
    (share: ShareLink, claimId: string) =>
    async ({ unsent, isBroken }: EarlyEnd): Promise<void> => {
      const isUnbegun = await claims.spare(share, claimId, unsent)
      if (isUnbegun && isBroken) await claims.giveBack(share, claimId)
    }

  const morePieces = (
    share: ShareLink,
    claimId: string,
    { piece, most, all }: { piece: number; most: number; all: number },
  ): (() => Promise<number>) => {
    let left = all - piece
    return async () => {
      const bytes = Math.min(piece, left)
      left -= bytes
      return bytes > 0 && (await claims.promiseMore(share, claimId, { bytes, most })) ? bytes : 0
    }
  }

  const failed = async (
    share: ShareLink,
    claimId: string,
    error: PortalError | null,
    signal: AbortSignal,
  ): Promise<Opening<Body>> => {
    // Nothing is given back to somebody who went away, since it can be fetched again.
    if (signal.aborted) return { kind: 'failed', share }
    const givenBack = await claims.giveBack(share, claimId)
    log.warn({ err: error, share: share.id, givenBack }, 'the portal gave no file')
    return { kind: 'failed', share }
  }

  const begin = async (
    share: ShareLink,
    claimId: string,
    answer: FileAnswer<Body>,
    { range, signal }: VisitorAsks,
  ): Promise<Opening<Body>> => {
    const { length, total, status } = answer
    // Nothing in the place of a file that has bytes. Where it was emptied meanwhile, its visitor has nothing to take either.
    if (status === 200 && length === 0 && (share.fileBytes ?? 0) > 0) {
      answer.drop()
      return failed(share, claimId, null, signal)
    }
    const sizes = { length, total, recorded: share.fileBytes ?? null }
    const { promised, piece, most } = planBytes(sizes, status === 206 && isOpenEnded(range))
    const verdict = await claims.begin(share, claimId, { now: now(), bytes: promised, most })
    if (verdict === 'sends') {
      const more = piece === null ? null : morePieces(share, claimId, { piece, most, all: length ?? most })
      return {
        kind: 'sends',
        share,
        answer,
        allowance: { promised, more },
        settle: settle(share, claimId),
      }
    }
    answer.drop()
    if (verdict === 'too-much') return { kind: 'gone', share, why: 'too-much' }
    const again = await look(share, claimId)
    return again.kind === 'open' ? { kind: 'gone', share, why: 'late' } : again
  }

  /** Once more where a connection broke before an answer came, as one does that was kept open for too long. */
  const fetchOf = async (share: ShareLink, key: string, asked: FileAsked): Promise<FileAnswer<Body>> => {
    const file = { fileId: share.file.id, key }
    // What leaves no event must not hide one that somebody else caused.
    const noteAsking = async () => {
      if (mayBeRecorded(asked.range)) await claims.asking(share)
    }
    await noteAsking()
    try {
      return await fetchFile(file, asked)
    } catch (error) {
      if (asked.signal.aborted || !(error instanceof PortalError) || !hasBroken(error)) throw error
      await noteAsking()
      return fetchFile(file, asked)
    }
  }

  /** The whole file in the place of a part that is of another content than the visitor has, or counted from another end. */
  const fetchFor = async (share: ShareLink, key: string, asks: VisitorAsks): Promise<FileAnswer<Body>> => {
    const size = share.fileBytes ?? null
    const { range, ifRange } = asks
    const answer = await fetchOf(share, key, { ...asks, range: portalRange(range, size) })
    const isSame = ifRange === null || isValidator(ifRange, answer)
    const isMeant = isSame && (range?.from !== null || answer.total === size)
    if (answer.status !== 206 || isMeant) return answer
    answer.drop()
    return fetchOf(share, key, { ...asks, range: null, ifRange: null })
  }

  /** `former`: the key that has just given nothing. */
  const attempt = async (
    ref: ShareRef,
    claimId: string,
    asks: VisitorAsks,
    former: { key: string; error: PortalError } | null,
  ): Promise<Opening<Body>> => {
    const { range, signal } = asks
    const found = await look(ref, claimId)
    if (found.kind !== 'open') return found
    const { share } = found
    const { key } = share
    if (key === null && !isKeyAwaited(share)) return { kind: 'gone', share, why: 'late' }
    if (key === null || key === former?.key) return failed(share, claimId, former?.error ?? null, signal)
    let answer: FileAnswer<Body>
    try {
      answer = await fetchFor(share, key, asks)
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      // The portal's own storage says no more than that something is wrong with what was asked for.
      if (error.status === 400 && isPastEnd(range, share.fileBytes ?? null))
        return { kind: 'no-such-part', total: null }
      if (former !== null || signal.aborted) return failed(share, claimId, error, signal)
      // The link may have been replaced while it was asked for, or its share ended.
      return attempt(ref, claimId, asks, { key, error })
    }
    if (answer.status === 416) {
      answer.drop()
      return { kind: 'no-such-part', total: answer.total }
    }
    return begin(share, claimId, answer, asks).catch((error: unknown) => {
      answer.drop()
      throw error
    })
  }

  return (ref: ShareRef, claimId: string, asks: VisitorAsks): Promise<Opening<Body>> =>
    attempt(ref, claimId, asks, null)
}
