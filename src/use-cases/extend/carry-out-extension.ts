import type { Answer } from '../../domain/answer.ts'
import type { AuditStatus } from '../../domain/audit-health.ts'
import { promisesLimit, whyNoRevival } from '../../domain/audit-status.ts'
import { briefOf } from '../../domain/brief-share.ts'
import type { LinkDifference, OnDrift } from '../../domain/drift.ts'
import { extensionUnderWay, whyNotCarriedOut, whyNotHeld } from '../../domain/extension.ts'
import { isKeyKept } from '../../domain/link-address.ts'
import { linkOf, shareDifferences } from '../../domain/notice-drift.ts'
import { isPassing } from '../../domain/passing.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isOverThere, keptByExtension } from '../../domain/repair.ts'
import type { Extension, ShareLink, ShareRef } from '../../domain/share.ts'
import {
  extended,
  extensionAnswered,
  extensionRefused,
  isWritten,
  startRewriting,
} from '../../domain/share-extension.ts'
import { type MadeLink, withoutAddress } from '../../domain/share-life.ts'
import type { Inbox } from '../inbox-ports.ts'
import { type CheckDeps, checkFile, checkRoom } from '../link/check-file.ts'
import { makeLink } from '../link/make-link.ts'
import { openPassword } from '../link/open-password.ts'
import { RefusalError } from '../link/refusal-error.ts'
import { whyNotWritten } from '../link/why-not-written.ts'
import type { PolicyQuestion } from '../policy-ports.ts'
import type { Jobs, Log, Now, SendAnswer, Shares, Vault } from '../ports.ts'
import { whyNoRoom } from '../rights/link-quotas.ts'

export interface CarryOutDeps extends CheckDeps {
  shares: Shares
  jobs: Jobs
  inbox: Pick<Inbox, 'finish'>
  answer: SendAnswer
  vault: Vault | null
  portalOrigin: string
  onDrift: OnDrift
  /** Whether downloads are seen. Asked now where what is known is too old. */
  freshAuditStatus: () => Promise<AuditStatus>
  /** Derives a share's count anew where that is due, and ends the share where its limit is reached. */
  recount: (share: ShareLink) => Promise<void>
  now: Now
  log: Log
}

/** The link is still being removed. The extension is tried again when it is gone. */
class NotYet extends Error {
  override readonly name = 'NotYet'
}

/**
 * Carries out an announced extension at the portal: the same link id, and everything but end and limit as it was,
 * including what people at the portal closed further. Can be run again from the start at any point: each step is
 * decided on the record, and each write of the link is announced there first. Throws only what is worth another try.
 */
export const carryOutExtension = (deps: CarryOutDeps) => {
  const { shares, jobs, now, log } = deps
  const check = checkFile(deps)
  const mayStay = checkRoom(deps)
  const link = makeLink(deps)
  const noRoom = whyNoRoom(deps)
  const why = whyNotWritten(deps)

  /** `by` null: it resumes by itself. */
  const aboutOf = ({ team, channel }: ShareLink, by: string | null): PolicyQuestion => ({
    team,
    channel: channel.id,
    ...(by === null ? {} : { userId: by }),
  })

  /**
   * The refusal for an error of the portal; null for any other error. The link's password is not to blame, since the
   * portal took it before.
   */
  const portalRefusal = async (error: unknown, { file, linkId }: ShareLink): Promise<Refusal | null> =>
    error instanceof PortalError ? why(error, { fileId: file.id, linkId, hadPassword: false }) : null

  /** The refusal after the last try. */
  const whyGivenUp = async (error: unknown, share: ShareLink): Promise<Refusal> =>
    error instanceof NotYet
      ? { reason: 'still-ending' }
      : ((await portalRefusal(error, share)) ?? { reason: 'bug' })

  /** Others may have been made or revived since a person asked for it; one that is live has its place. */
  const refuseQuota = async ({ state, team, creator }: ShareLink, { by }: Extension): Promise<void> => {
    const full = state === 'active' || by === null ? null : await noRoom(team, creator.id)
    if (full !== null) throw new RefusalError({ reason: 'policy', ...full })
  }

  /** Checks the file, and once more the extension, by the rules. A live share has its place already. */
  const refuseFile = async (share: ShareLink, extension: Extension): Promise<void> => {
    const { state, file, linkId } = share
    const about = aboutOf(share, extension.byRule ? null : extension.by)
    const checked = state === 'active' ? await mayStay(about, file.id) : await check(about, file.id, linkId)
    if (!checked.ok) throw new RefusalError(checked.refusal)
    // What resumes by itself was granted before; and what the rules themselves ask for, they allow.
    if (extension.by === null || extension.byRule) return
    const policy = await deps.policyFor({ ...about, rooms: checked.rooms })
    const refusal = whyNotHeld(share, extension, policy, now())
    if (refusal !== null) throw new RefusalError(refusal)
  }

  /** A share that resumes was promised its limit before, and resumes only when downloads are seen. */
  const refuseLimit = async (share: ShareLink, { limit, by }: Extension): Promise<void> => {
    if (by === null || !promisesLimit(share, limit)) return
    const password = openPassword(deps.vault, share)
    if (!isKeyKept(deps.portalOrigin, { fileId: share.file.id, direct: share.direct, password }))
      throw new RefusalError({ reason: 'key-cut-off', hadPassword: password !== null })
    const policy = await deps.policyFor(aboutOf(share, by))
    const refusal = whyNoRevival(await deps.freshAuditStatus(), share, limit, policy)
    if (refusal !== null) throw new RefusalError(refusal)
  }

  /** What people at the portal closed further on a live link. It stays so. */
  const closedThere = async (share: ShareLink, extension: Extension): Promise<readonly LinkDifference[]> => {
    const found = share.state === 'active' ? linkOf(share, await deps.portal.links(share.file.id)) : undefined
    return found === undefined
      ? []
      : keptByExtension(shareDifferences(share, found), share, extension, deps.onDrift)
  }

  const write = async (
    share: ShareLink,
    { expiresAt, limit }: Extension,
    kept: readonly LinkDifference[],
  ): Promise<MadeLink> => {
    const { terms, linkId, address, direct, key } = share
    if (isOverThere(kept, now())) {
      // The portal takes a past end for no end (docs/portal.md, The end), so a write would open the link. The limit is
      // ours alone, so the portal need not be asked.
      if (key === null) throw new RefusalError({ reason: 'portal-broken' })
      return { id: linkId, address, direct, key }
    }
    const asked = { ...share, terms: { ...terms, expiresAt, limit } }
    return link(asked, openPassword(deps.vault, share), direct, kept)
  }

  /** Writes the link with its new terms, at the portal and then on record. Does nothing where another run has done it. */
  const carryOut = async (ref: ShareRef, extension: Extension): Promise<void> => {
    const { reference } = extension
    const share = await shares.get(ref)
    if (share === null || extensionUnderWay(share)?.reference !== reference) return
    const refusal = whyNotCarriedOut(share, extension, now())
    if (refusal !== null) throw new RefusalError(refusal)
    if (share.state === 'revoking') {
      await jobs.revoke(share)
      throw new NotYet('the link is still being removed')
    }
    await refuseQuota(share, extension)
    await refuseLimit(share, extension)
    await refuseFile(share, extension)
    const started = await shares.change(share, (current) => startRewriting(current, reference, now()))
    if (!started.changed || started.share === null) return carryOut(ref, extension)
    const { state: from } = started.share
    const kept = await closedThere(started.share, extension)
    const made = await write(started.share, extension, kept)
    const done = await shares.change(share, (current) =>
      extended(current, { reference, link: made, kept, from, now: now() }),
    )
    // The share ended meanwhile. So it is decided anew, with the link that was written.
    if (!done.changed) await carryOut(ref, extension)
  }

  /**
   * What the person is told about an error; null where another try makes sense: where the portal has no room now. When a share
   * resumes by itself nobody waits, so every error that may pass is worth another try.
   */
  const refusalFor = async (error: unknown, share: ShareLink, { by }: Extension): Promise<Refusal | null> => {
    if (error instanceof PortalError && (error.noRoom || (by === null && error.retryable))) return null
    if (error instanceof RefusalError) {
      return error.refusal.reason === 'portal-broken' ? { reason: 'not-extended' } : error.refusal
    }
    return portalRefusal(error, share)
  }

  const refuse = async (ref: ShareRef, { reference }: Extension, refusal: Refusal): Promise<void> => {
    const { changed } = await shares.change(ref, (current) =>
      extensionRefused(current, { reference, refusal, now: now() }),
    )
    if (changed) log.info({ share: ref.id, reference, refused: refusal.reason }, 'extension refused')
  }

  /**
   * The answer: a live share was extended; one that ended right after is over again. An admin who extends somebody
   * else's share gets no address by it, as in a list.
   */
  const answerOf = (share: ShareLink, refusal: Refusal | null, reference: string): Answer => {
    if (refusal === null && share.state === 'active') {
      const isOwn = share.extending?.by === share.creator.id
      return { kind: 'extended', share: isOwn ? share : withoutAddress(share) }
    }
    return {
      kind: 'refused',
      refusal: refusal ?? { reason: 'already-over', share: briefOf(share) },
      reference,
      ...(refusal !== null && isPassing(refusal) ? { retry: reference } : {}),
      file: { ...share.file, link: share.state === 'active' ? 'live' : 'over' },
    }
  }

  /**
   * Does all that follows, and answers. Until then the record keeps who waits, so that they are told rather twice than
   * never.
   */
  const finish = async (ref: ShareRef): Promise<void> => {
    const found = await shares.get(ref)
    if (found === null || found.extending === null || extensionUnderWay(found) !== null) return
    // The portal may have had the link long before that was on record, so it may be used up already.
    if (found.state === 'active') await deps.recount(found)
    const share = await shares.get(ref)
    if (share === null || share.extending === null) return
    const { by, reference, refusal, replyTo } = share.extending
    if (share.state === 'active' && refusal === null) {
      await jobs.end(share)
      await jobs.warn(share)
    }
    // A removal may have taken the link, or a write that we gave up may still come.
    if (share.state === 'active' && isWritten(share)) await jobs.repair(share)
    if (share.looseLinkIds.length > 0) await jobs.clean(share)
    // A resumption that was refused is told too, since nobody waits for its answer.
    if (refusal === null || by === null) await jobs.tell(share)
    // As in `makeShare`: nothing is tried again that the person has heard the end of.
    await deps.inbox.finish(reference)
    await deps.answer(replyTo, answerOf(share, refusal, reference))
    await shares.change(share, (current) => extensionAnswered(current, reference))
  }

  const underWay = async (ref: ShareRef): Promise<{ share: ShareLink; extension: Extension } | null> => {
    const share = await shares.get(ref)
    const extension = share === null ? null : extensionUnderWay(share)
    return share === null || extension === null ? null : { share, extension }
  }

  return {
    run: async (ref: ShareRef): Promise<void> => {
      const found = await underWay(ref)
      if (found !== null) {
        try {
          await carryOut(ref, found.extension)
        } catch (error) {
          const refusal = await refusalFor(error, found.share, found.extension)
          if (refusal === null) throw error
          await refuse(ref, found.extension, refusal)
        }
      }
      await finish(ref)
    },
    /** When every try is used up. */
    giveUp: async (ref: ShareRef, error: unknown): Promise<void> => {
      const found = await underWay(ref)
      if (found !== null) await refuse(ref, found.extension, await whyGivenUp(error, found.share))
      await finish(ref)
    },
  }
}
