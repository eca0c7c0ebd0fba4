import type { RefusedFile } from '../../domain/answer.ts'
import type { AuditStatus } from '../../domain/audit-health.ts'
import { whyNoLimit } from '../../domain/audit-status.ts'
import { isApprovable } from '../../domain/beyond-rules.ts'
import type { Member } from '../../domain/connected-account.ts'
import { isKeyKept } from '../../domain/link-address.ts'
import { isPassing } from '../../domain/passing.ts'
import { PortalError } from '../../domain/portal-error.ts'
import { refusedLine } from '../../domain/record-refusal.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { hasEnded, isExact, type ShareLink, type ShareRef } from '../../domain/share.ts'
import {
  giveUpLink,
  isPostGivenUp,
  linkMade,
  makingAnswered,
  makingFailed,
  posted,
  removedFromPortal,
  unposted,
} from '../../domain/share-life.ts'
import { SlackError } from '../../domain/slack-error.ts'
import { slackRefusal } from '../../domain/slack-refusal.ts'
import type { Approvals, HasApprovers } from '../approval-ports.ts'
import type { PageAddressOf } from '../claim-ports.ts'
import { endShare } from '../end/end-share.ts'
import type { Inbox } from '../inbox-ports.ts'
import { makeLink } from '../link/make-link.ts'
import { openPassword } from '../link/open-password.ts'
import { RefusalError } from '../link/refusal-error.ts'
import { whyNotWritten } from '../link/why-not-written.ts'
import { isMadeFor, type MakeRequest } from '../make-request.ts'
import type { Jobs, Log, SendAnswer, Shares } from '../ports.ts'
import type { Recorder } from '../record-ports.ts'
import { whyNoRoom } from '../rights/link-quotas.ts'
import { draftShare } from './draft-share.ts'
import { aboutRequest, type Held, type HoldDeps, holdRequest } from './hold-request.ts'
import { madeAnswer } from './made-answer.ts'
import { type PostDeps, postShare } from './post-share.ts'

export interface MakeDeps extends PostDeps, HoldDeps {
  shares: Shares
  record: Recorder
  jobs: Jobs
  inbox: Pick<Inbox, 'finish'>
  answer: SendAnswer
  approvals: Approvals
  hasApprovers: HasApprovers
  portalOrigin: string
  newLinkId: () => string
  pageAddressOf: PageAddressOf
  /** Which account of the portal a person has connected, with whose rights `portal` acts. Left out: it acts with our key. */
  accountOf?: (member: Member) => Promise<string | null>
  hashPassword: (password: string) => Promise<string>
  /** Whether downloads are seen. Asked now where what is known is too old. */
  freshAuditStatus: () => Promise<AuditStatus>
  log: Log
}

/** What may be left of the link, for the answer that it could not be made. */
const whatIsLeft = (share: ShareLink | null, refusal: Refusal): RefusedFile['link'] => {
  const isUnsure = 'unsure' in refusal && refusal.unsure === true
  return isUnsure && share !== null && share.looseLinkIds.length > 0 ? 'unsure' : 'none'
}

/**
 * Makes a share: checks, link, message. Every call outward is announced in the record first. So a run after a crash
 * finishes what was not done, and gives up a link that may have been posted. Throws only what is worth another try.
 */
export const makeShare = (deps: MakeDeps) => {
  const { portal, shares, jobs, now } = deps
  const hold = holdRequest(deps)
  const link = makeLink(deps)
  const post = postShare(deps)
  const noRoom = whyNoRoom(deps)
  const why = whyNotWritten(deps)
  const made = madeAnswer(deps.pageAddressOf)
  const refOf = (request: MakeRequest): ShareRef => ({ team: request.team, id: request.shareId })
  /** One that was generated is not in the request, and of an exact link only its hash is kept; but it can be derived again. */
  const passwordOf = (request: MakeRequest, share: ShareLink | null): string | null => {
    const sealedPassword = request.sealedPassword ?? share?.sealedPassword ?? null
    const password = openPassword(deps.vault, { ...refOf(request), sealedPassword })
    return password ?? (share?.passwordHash === undefined ? null : deps.newPassword(request))
  }

  const change = async (
    ref: ShareRef,
    decide: (share: ShareLink) => ShareLink | null,
  ): Promise<ShareLink> => {
    const { share } = await shares.change(ref, decide)
    if (share === null) throw new Error('the share being made is not there any more')
    return share
  }

  /**
   * Asked before the link is made: no limit is promised that cannot be kept
   * (docs/counting.md, When downloads cannot be seen).
   */
  const refuseLimit = async (request: MakeRequest, password: string | null): Promise<void> => {
    const {
      fileId,
      terms: { limit, exact },
    } = request
    // An exact limit needs no audit trail.
    if (limit === null || exact) return
    if (!isKeyKept(deps.portalOrigin, { fileId, direct: password === null, password }))
      throw new RefusalError({ reason: 'key-cut-off', hadPassword: password !== null })
    const policy = await deps.policyFor(aboutRequest(request))
    const refusal = whyNoLimit(await deps.freshAuditStatus(), { limit }, policy)
    if (refusal !== null) throw new RefusalError(refusal)
  }

  const begin = async ({ request, file, approved }: Held, password: string | null): Promise<ShareLink> => {
    // Other links may have been made since this one was asked for.
    const full = await noRoom(request.team, request.creator.id)
    if (full !== null) throw new RefusalError({ reason: 'policy', ...full })
    const gatePassword = request.terms.exact ? password : null
    const passwordHash = gatePassword === null ? null : await deps.hashPassword(gatePassword)
    const account = (await deps.accountOf?.({ team: request.team, userId: request.creator.id })) ?? null
    const draft = draftShare(request, file, { passwordHash, account, approved, now: now() })
    if (!(await shares.create(draft))) throw new Error('the id of the share being made is in use')
    if (approved !== null) await deps.approvals.use(draft)
    return draft
  }

  /** `password`: opened before anything is made. A link that is made already does not need it any more. */
  const start = async (asked: MakeRequest): Promise<{ share: ShareLink; password: string | null }> => {
    const typed = passwordOf(asked, null)
    const held = await hold(asked)
    const password = typed ?? passwordOf(held.request, null)
    await refuseLimit(held.request, password)
    return { share: await begin(held, password), password }
  }

  const goOnWith: (asked: MakeRequest, found: ShareLink) => ReturnType<typeof start> = async (
    asked,
    found,
  ) => {
    if (found.state !== 'creating') return { share: found, password: null }
    const password = passwordOf(asked, found)
    if (found.step === 'linking') await refuseLimit({ ...asked, terms: found.terms }, password)
    return { share: found, password }
  }

  const removeLoose = async (share: ShareLink): Promise<ShareLink> => {
    let left = share
    for (const linkId of share.looseLinkIds) {
      await portal.deleteLink(share.file.id, linkId)
      left = await change(share, (current) => removedFromPortal(current, linkId))
    }
    return left
  }

  /** The answer to its post was lost. Where Slack has the message the share has it too, else its link is given up. */
  const settlePost = async (share: ShareLink): Promise<ShareLink> => {
    const { linkId } = share
    const message = await deps.notices.findPost(share).catch((error: unknown) => {
      if (error instanceof SlackError) return null
      throw error
    })
    const newLinkId = deps.newLinkId()
    return change(share, (current) =>
      message === null
        ? giveUpLink(current, newLinkId)
        : posted(current, { linkId, message, fingerprint: null }),
    )
  }

  const goOn = async (share: ShareLink, password: string | null, here: boolean): Promise<ShareLink> => {
    if (share.step !== 'linking') return isPostGivenUp(share) ? change(share, unposted) : post(share, here)
    // With a limit people get the direct address, whose every use is recorded (docs/use.md, Which address people get).
    // A password is typed on the portal's page, or at the gate, which asks the portal by the direct address.
    const made = isExact(share)
      ? await link(share, null, true)
      : await link(share, password, share.terms.limit !== null && password === null)
    return change(share, (current) => linkMade(current, made))
  }

  const finish = async (request: MakeRequest, share: ShareLink, password: string | null): Promise<void> => {
    // An earlier run did everything already, and more may have happened since.
    if (share.answered || hasEnded(share)) return
    await jobs.end(share)
    await jobs.warn(share)
    // A link that was given up on the way may have been used. Its downloads count, and may have reached the limit.
    await endShare(deps)(share, {})
    await deps.answer(request.replyTo, made(share, password))
    // Stored after the answer, so that a crash in between repeats it: it may hold the only copy of the link.
    await shares.change(share, makingAnswered)
  }

  const recordRefusal = ({ team, reference, fileId, ...request }: MakeRequest, refusal: Refusal) =>
    deps.record.write(team, reference, {
      ...refusedLine(request.creator.id, 'make', refusal),
      file: fileId,
      channel: request.channel.id,
    })

  /** What may be done about a refusal with what was asked for, where that is kept. */
  const offersOf = async (
    { team, shareId, retry }: MakeRequest,
    refusal: Refusal,
  ): Promise<{ retry?: string; approval?: string; approved?: string }> => {
    if (retry === undefined) {
      if (!isPassing(refusal)) return {}
      const found = await deps.approvals.find({ team, id: shareId })
      return found?.decision?.how === 'approved' ? { approved: shareId } : {}
    }
    if (isPassing(refusal)) return { retry }
    return isApprovable(refusal) && (await deps.hasApprovers(team)) ? { approval: retry } : {}
  }

  /** Keeps the reason in the share, so that a run after a crash can still give it. */
  const refuse = async (request: MakeRequest, refusal: Refusal): Promise<void> => {
    const { share } = await shares.change(refOf(request), (current) =>
      isMadeFor(current, request) ? makingFailed(current, { refusal, now: now() }) : null,
    )
    // Otherwise its line was written with the share.
    if (share === null || !isMadeFor(share, request)) await recordRefusal(request, refusal)
    if (share !== null && share.looseLinkIds.length > 0) await jobs.clean(share)
    deps.log.info({ reference: request.reference, refused: refusal.reason }, 'share refused')
    // Otherwise a process that takes over what was asked might ask for it again, after the person has heard of this.
    await deps.inbox.finish(request.reference)
    await deps.answer(request.replyTo, {
      kind: 'refused',
      refusal,
      reference: request.reference,
      ...(await offersOf(request, refusal)),
      file: { id: request.fileId, title: share?.file.title ?? null, link: whatIsLeft(share, refusal) },
    })
  }

  const run = async (asked: MakeRequest): Promise<void> => {
    const found = await shares.get(refOf(asked))
    const started = found === null ? await start(asked) : await goOnWith(asked, found)
    const { password } = started
    let { share } = started
    if (!isMadeFor(share, asked)) throw new Error('the id of the share being made is in use')
    if (share.step === 'posting') share = await settlePost(share)
    while (share.state === 'creating') {
      share = await goOn(await removeLoose(share), password, asked.here)
    }
    if (share.failure === null) await finish(asked, share, password)
    else await refuse(asked, share.failure.refusal)
  }

  return {
    /**
     * Whether to wait for the channel's turn before the portal is asked. Not where the link is made already, perhaps by
     * a run that died.
     */
    awaitsTurn: async (request: MakeRequest): Promise<boolean> => {
      const share = await shares.get(refOf(request))
      return share === null || (share.state === 'creating' && share.step === 'linking')
    },
    tellQueued: (request: MakeRequest, ahead: number): Promise<void> =>
      deps.answer(request.replyTo, { kind: 'queued', ahead, channel: request.channel }),
    tellDelayed: (request: MakeRequest): Promise<void> => deps.answer(request.replyTo, { kind: 'delayed' }),
    /** `mayWait`: that there is no room at the portal is thrown, and not told as a refusal. */
    run: async (request: MakeRequest, mayWait = false): Promise<void> => {
      try {
        await run(request)
      } catch (error) {
        if (error instanceof RefusalError) return refuse(request, error.refusal)
        if (!(error instanceof PortalError) || (mayWait && error.noRoom)) throw error
        const { kind, status } = error
        deps.log.warn({ reference: request.reference, kind, status }, 'the portal would not make a link')
        const { fileId, linkId, sealedPassword } = request
        await refuse(request, await why(error, { fileId, linkId, hadPassword: sealedPassword !== null }))
      }
    },
    /** When every try is used up. */
    giveUp: (request: MakeRequest, error: unknown): Promise<void> =>
      refuse(request, error instanceof SlackError ? slackRefusal(error) : { reason: 'bug' }),
  }
}
