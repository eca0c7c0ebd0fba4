import { mayBeRecorded, planBytes } from '../../domain/byte-range.ts'
import { type ClaimGone, isKnownOutside, whyClaimGone } from '../../domain/gone.ts'
import { isKeyAwaited } from '../../domain/hidden-key.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import type { Claims } from '../claim-ports.ts'
import type { FetchFile, FileAnswer, FileAsked } from '../gate-ports.ts'
import type { Log, Now } from '../ports.ts'

/** What stands behind the address of a claim. */
export type ClaimFound = { kind: 'open'; share: ShareLink } | ClaimNot

/** Why it gives nothing. */
export type ClaimNot = { kind: 'unknown' } | { kind: 'gone'; share: ShareLink; why: ClaimGone }

export type Opening<Body> =
  | ClaimNot
  /** `promised` bytes may be sent; `spare` is told how many of them were not. */
  | {
      kind: 'sends'
      share: ShareLink
      answer: FileAnswer<Body>
      promised: number
      spare: (bytes: number) => Promise<void>
    }
  /** The file has no such part. */
  | { kind: 'no-such-part'; total: number | null }
  /** The portal gave nothing. `givenBack`: so the claim was none. */
  | { kind: 'failed'; share: ShareLink; givenBack: boolean }

export interface StreamDeps<Body> {
  claims: Pick<Claims, 'look' | 'asking' | 'begin' | 'spare' | 'giveBack'>
  fetchFile: FetchFile<Body>
  now: Now
  log: Pick<Log, 'warn'>
}

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

  const begin = async (
    share: ShareLink,
    claimId: string,
    answer: FileAnswer<Body>,
  ): Promise<Opening<Body>> => {
    const { length, total } = answer
    const { promised, most } = planBytes({ length, total, recorded: share.fileBytes ?? null })
    const verdict = await claims.begin(share, claimId, { now: now(), bytes: promised, most })
    if (verdict === 'sends') {
      const spare = (bytes: number) => claims.spare(share, claimId, bytes)
      return { kind: 'sends', share, answer, promised, spare }
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

  return async (ref: ShareRef, claimId: string, asked: FileAsked): Promise<Opening<Body>> => {
    const found = await look(ref, claimId)
    if (found.kind !== 'open') return found
    const { share } = found
    if (share.key === null)
      return isKeyAwaited(share)
        ? { kind: 'failed', share, givenBack: false }
        : { kind: 'gone', share, why: 'late' }
    let answer: FileAnswer<Body>
    try {
      answer = await fetchOf(share, share.key, asked)
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      // Nothing is given back to somebody who went away, since it can be fetched again.
      const givenBack = !asked.signal.aborted && (await claims.giveBack(ref, claimId))
      if (!asked.signal.aborted) log.warn({ err: error, share: share.id }, 'the portal gave no file')
      return { kind: 'failed', share, givenBack }
    }
    if (answer.status === 416) {
      answer.drop()
      return { kind: 'no-such-part', total: answer.total }
    }
    return begin(share, claimId, answer).catch((error: unknown) => {
      answer.drop()
      throw error
    })
  }
}
