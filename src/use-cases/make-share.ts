import type { Refusal } from '../domain/answer.ts'
import { directAddress, pageAddress } from '../domain/link-address.ts'
import { isAbsence, NoticeError } from '../domain/notice-error.ts'
import type { Policy } from '../domain/policy.ts'
import { PortalError } from '../domain/portal-error.ts'
import type { LinkRequest } from '../domain/portal-facts.ts'
import { faceOf, type ShareLink, type ShareRef } from '../domain/share.ts'
import {
  giveUpLink,
  linkMade,
  makingFailed,
  notPosted,
  posted,
  removedFromPortal,
  startPosting,
} from '../domain/share-life.ts'
import { howLinkDiffers } from '../domain/shareable.ts'
import { endDue } from '../domain/sweep-plan.ts'
import { checkFile, refusalOf } from './check-file.ts'
import { draftShare } from './draft-share.ts'
import { endShare } from './end-share.ts'
import type { MakeRequest } from './make-request.ts'
import type { Jobs, Log, Notices, Now, Once, Portal, SendAnswer, Shares, Vault } from './ports.ts'

export interface MakeDeps {
  portal: Portal
  shares: Shares
  notices: Notices
  jobs: Jobs
  answer: SendAnswer
  once: Once
  vault: Vault | null
  policy: Policy
  portalOrigin: string
  newLinkId: () => string
  now: Now
  /** Resolves when it is this channel's turn. */
  pace: (team: string, channel: string) => Promise<void>
  log: Log
}

/** Thrown inside to leave the making of a share with a reason for the person. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

/**
 * Makes a share: checks, link, message. Every outward call is announced in the record first, so that a run
 * that takes over after a crash finishes what is known to be undone, and gives up a link that may have been
 * posted. Throws only what is worth another try.
 */
export const makeShare = (deps: MakeDeps) => {
  const { portal, shares, notices, jobs, now } = deps
  const check = checkFile(deps)

  const change = async (
    ref: ShareRef,
    decide: (share: ShareLink) => ShareLink | null,
  ): Promise<ShareLink> => {
    const { share } = await shares.change(ref, decide)
    if (share === null) throw new Error('the share being made is not there any more')
    return share
  }

  const begin = async (request: MakeRequest): Promise<ShareLink> => {
    const checked = await check(request.fileId)
    if (!checked.ok) throw new Refused(checked.refusal)
    const draft = draftShare(request, checked.file.title, now())
    if (!(await shares.create(draft))) throw new Error('the id of the share being made is in use')
    return draft
  }

  const removeLoose = async (share: ShareLink): Promise<ShareLink> => {
    let left = share
    for (const linkId of share.looseLinkIds) {
      await portal.deleteLink(share.file.id, linkId)
      left = await change(share, (current) => removedFromPortal(current, linkId))
    }
    return left
  }

  const link = async (share: ShareLink, password: string | null): Promise<ShareLink> => {
    // The portal takes a past end for no end at all (contract 1.3); a job or an answer may come late.
    if (share.terms.expiresAt <= now()) throw new Refused({ reason: 'end-passed' })
    const asked: LinkRequest = {
      fileId: share.file.id,
      linkId: share.linkId,
      title: `Slack #${share.channel.name} - ${share.creator.name} - ${share.id}`,
      expiresAt: share.terms.expiresAt,
      denyDownload: share.terms.viewOnly,
      password,
    }
    const got = await portal.putLink(asked)
    const differs = howLinkDiffers(asked, got)
    if (differs !== null) {
      deps.log.error({ share: share.id, differs }, 'the portal made another link than was asked for')
      throw new PortalError('bad-response', `the link differs from what was asked in ${differs}`)
    }
    // Only the use of the direct address is recorded one by one (contract 2.1); a password is typed on a page.
    const direct = share.terms.limit !== null && password === null
    const address = direct
      ? directAddress(deps.portalOrigin, share.file.id, got.requestToken)
      : pageAddress(deps.portalOrigin, got.shareLink)
    if (address === null) throw new PortalError('bad-response', 'the link has no usable address')
    return change(share, (current) => linkMade(current, { address, direct }))
  }

  const post = async (share: ShareLink, here: boolean): Promise<ShareLink> => {
    await deps.pace(share.team, share.channel.id)
    const posting = await change(share, startPosting)
    if (posting.step !== 'posting') return posting
    try {
      const message = await notices.post(posting)
      return await change(posting, (current) => posted(current, message, faceOf))
    } catch (error) {
      if (!(error instanceof NoticeError)) throw error
      if (error.outcome === 'not-sent') await change(posting, notPosted)
      if (error.outcome !== 'refused') throw error
      // In a place that the bot cannot write to the person still gets the link, privately.
      if (isAbsence(error) && here) return change(posting, (current) => posted(current, null, faceOf))
      const { channel } = share
      throw new Refused(
        isAbsence(error)
          ? { reason: 'bot-absent', channel }
          : { reason: 'cannot-post', channel, code: error.code },
      )
    }
  }

  const finish = async (request: MakeRequest, share: ShareLink, password: string | null) => {
    await jobs.end(share)
    // A link given up on the way may have been used: its downloads count, and may be all there were.
    const due = endDue(share, share.downloads, now())
    if (due !== null) await endShare(deps)(share, { reason: due, by: null })
    if (!(await deps.once(share.team, `answered:${share.id}`))) return
    const botAbsent = share.message === null
    await deps.answer(request.replyTo, { kind: 'shared', share, password, botAbsent })
  }

  const refuse = async (request: MakeRequest, refusal: Refusal): Promise<void> => {
    const { changed } = await shares.change({ team: request.team, id: request.shareId }, makingFailed)
    if (changed) await jobs.clean({ team: request.team, id: request.shareId })
    await deps.answer(request.replyTo, { kind: 'refused', refusal, reference: request.reference })
  }

  const run = async (request: MakeRequest): Promise<void> => {
    const password =
      request.sealedPassword === null || deps.vault === null ? null : deps.vault.open(request.sealedPassword)
    let share = (await shares.get({ team: request.team, id: request.shareId })) ?? (await begin(request))
    if (share.step === 'posting') {
      const newLinkId = deps.newLinkId()
      share = await change(share, (current) => giveUpLink(current, newLinkId))
    }
    while (share.state === 'creating') {
      share = await removeLoose(share)
      share = share.step === 'linking' ? await link(share, password) : await post(share, request.here)
    }
    if (share.state !== 'failed') await finish(request, share, password)
  }

  return {
    run: async (request: MakeRequest): Promise<void> => {
      try {
        await run(request)
      } catch (error) {
        if (error instanceof Refused) return refuse(request, error.refusal)
        if (!(error instanceof PortalError)) throw error
        deps.log.warn(
          { reference: request.reference, kind: error.kind, status: error.status },
          'the portal would not make a link',
        )
        await refuse(request, refusalOf(error, request.fileId, request.sealedPassword !== null))
      }
    },
    /** When every try is used up. */
    giveUp: (request: MakeRequest, error: unknown): Promise<void> =>
      refuse(request, { reason: error instanceof NoticeError ? 'slack-down' : 'bug' }),
  }
}
