import type { Audience, Outcome } from '../../domain/answer.ts'
import { whyNoLimit } from '../../domain/audit-status.ts'
import { beyondRules, isApprovable } from '../../domain/beyond-rules.ts'
import type { Member } from '../../domain/connected-account.ts'
import type { BrokenRule } from '../../domain/outcome.ts'
import { grantTerms } from '../../domain/policy.ts'
import { policyRefusal } from '../../domain/policy-refusal.ts'
import { withPreset } from '../../domain/preset.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { type GrantedTerms, type RequestedTerms, unaskedIn } from '../../domain/terms.ts'
import { within } from '../../timing/within.ts'
import type { Questions } from '../answer-ports.ts'
import type { Approvals, AskApprovers, HasApprovers } from '../approval-ports.ts'
import type { AuditStatusStore } from '../audit-ports.ts'
import { passwordPlace } from '../link/open-password.ts'
import { withLook } from '../link/seen-file.ts'
import type { MakeRequest } from '../make-request.ts'
import type { PolicyQuestion } from '../policy-ports.ts'
import type { Channel, Directory, Shares, Vault } from '../ports.ts'
import { lifting } from '../rights/lifting.ts'
import { type QuotaDeps, whyNoMoreLinks } from '../rights/link-quotas.ts'
import type { ShareRequest } from '../share-request.ts'
import type { CheckSoon } from './check-soon.ts'
import type { Ahead } from './look-ahead.ts'
import { ownId } from './own-id.ts'
import { type QueueDeps, queueMaking } from './queue-making.ts'

export interface RequestDeps extends QueueDeps, QuotaDeps {
  directory: Directory
  questions: Questions
  shares: Shares
  auditStatus: Pick<AuditStatusStore, 'read'>
  vault: Vault | null
  /** Seals what was seen of the file, for whoever makes the link. Left out: it is looked at again. */
  lookVault?: Vault
  checkSoon: CheckSoon
  hasApprovers: HasApprovers
  askApprovers: AskApprovers
  approvals: Pick<Approvals, 'grant'>
  /** Why a person cannot share before anything is looked at; null: they can. Left out: one key acts for all. */
  whyNotConnected?: ((member: Member) => Promise<Refusal | null>) | undefined
}

/** So long a look at the file that was begun ahead is waited for, once all else is known. Whoever makes the link looks too. */
const LOOK_MS = 1_000

/** What is assumed of a channel that the bot cannot see. It cannot post there either. */
const UNSEEN = { isExternal: false, isPrivate: false, isDirect: false }

/**
 * Grants or refuses what a person asked for, and queues the making. Nothing is made here. Before a link goes to a
 * channel that another company or guests see too, the person is asked. Carried out again, it asks for the same share, and
 * does nothing where that is being made already. `ahead`: what was asked of Slack and the portal already.
 */
export const requestShare = (deps: RequestDeps) => {
  const { questions, now } = deps
  const queue = queueMaking(deps)
  const noMoreLinks = whyNoMoreLinks(deps)
  const idFor = ownId(deps.shares)

  type Target = { ok: true; channel: Channel; here: boolean } | { ok: false; refusal: Refusal }

  /** The channel to post to. */
  const target = async (asked: ShareRequest, directory: Directory): Promise<Target> => {
    const { at } = asked
    const named = asked.terms.channel
    const none: Target = { ok: false, refusal: { reason: 'unknown-channel', name: named?.name ?? '' } }
    // Nobody reaches a private channel by way of the bot: for people who are not in it, the answer is that there is no
    // such channel. For guests that holds for every channel, since they do not see all public ones.
    const open = async (channel: Channel, here: boolean): Promise<Target> => {
      const isIn =
        !(channel.isPrivate || asked.person.isGuest) ||
        (await directory.isMember(asked.team, channel.id, asked.person.id))
      if (isIn === null) return { ok: false, refusal: { reason: 'membership-unknown', to: 'post' } }
      return isIn ? { ok: true, channel, here } : none
    }
    if (at !== null && (named === null || named.id === at.id)) {
      const channel = await directory.channel(asked.team, at.id)
      if (at.claimed && channel !== null) return open(channel, true)
      return { ok: true, channel: channel ?? { id: at.id, name: at.name, ...UNSEEN }, here: true }
    }
    if (named === null) return none
    const channel =
      named.id === null
        ? await directory.channelNamed(asked.team, named.name ?? '')
        : ((await directory.channel(asked.team, named.id)) ?? {
            id: named.id,
            name: named.name ?? named.id,
            ...UNSEEN,
          })
    if (channel === null) return none
    return channel.id === at?.id ? { ok: true, channel, here: true } : open(channel, false)
  }

  /** Who else would see the link there, whom the person may not have in mind; null: nobody. */
  const wider = async (
    channel: Channel,
    asked: ShareRequest,
    directory: Directory,
  ): Promise<Audience | null> => {
    if (channel.isExternal) {
      const companies = await directory.companiesIn(asked.team, channel.id)
      return { kind: 'external', companies }
    }
    const count = await directory.guestsIn(asked.team, channel.id, asked.person.id)
    return count === 0 ? null : { kind: 'guests', count }
  }

  /** What the rules leave of it; those of the file's room where that is known. Whoever makes the link looks again. */
  const grant = async (
    about: PolicyQuestion & { channel: string },
    terms: RequestedTerms,
    lifted: readonly BrokenRule[],
  ): Promise<{ ok: true; terms: GrantedTerms } | { ok: false; refusal: Refusal }> => {
    const policy = await lifting(deps.policyFor, lifted)(about)
    const context = { now: now(), channelId: about.channel, rooms: null }
    const granted = grantTerms(terms, policy, context)
    if (granted.ok) return granted
    const refusal = policyRefusal(granted.broken, policy)
    const beyond = beyondRules(terms, policy, context)
    const more = beyond.ok ? beyond.rules.slice(1) : []
    return { ok: false, refusal: more.length === 0 ? refusal : { ...refusal, more } }
  }

  const make = async (asked: ShareRequest, ahead: Ahead | null): Promise<Outcome> => {
    const { approved, justification } = asked
    const directory = ahead?.directory ?? deps.directory
    const lifted = approved?.rules ?? []
    if (asked.person.isOutsider) return { ok: false, refusal: { reason: 'outsider' } }
    const { team, fileId, linkId } = asked
    const { id, isThere } = await idFor(team, linkId)
    const doing = { what: 'make', ref: { team, id }, file: { id: fileId, title: null } } as const
    // An earlier run has handed it on, so whoever makes it answers.
    if (isThere) return { ok: true, answer: { kind: 'under-way', doing } }
    const unconnected = await deps.whyNotConnected?.({ team, userId: asked.person.id })
    if (unconnected) return { ok: false, refusal: unconnected }
    const found = await target(asked, directory)
    if (!found.ok) return found
    const { channel, here } = found
    const about = { team, userId: asked.person.id, channel: channel.id }
    const policy = await lifting(deps.policyFor, lifted)(about)
    const named = withPreset(asked.terms, policy)
    if (!named.ok) return named
    const { terms } = named
    if (justification !== undefined) {
      const waits = await deps.askApprovers(asked, { id, channel, terms, justification })
      if (waits !== null) return waits
    }
    const granted = await grant(about, terms, lifted)
    if (!granted.ok) return granted
    // Decided at once by what is stored. The worker that makes the link looks again.
    const blind = whyNoLimit(await deps.auditStatus.read(), granted.terms, policy)
    if (blind !== null) return { ok: false, refusal: blind }
    const { password } = terms
    const wanted: MakeRequest = {
      team,
      shareId: id,
      linkId,
      fileId,
      creator: { id: asked.person.id, name: asked.person.name },
      channel: { id: channel.id, name: channel.name },
      here,
      terms: granted.terms,
      unasked: unaskedIn(terms),
      sealedPassword:
        password === null || deps.vault === null
          ? null
          : deps.vault.seal(password, passwordPlace({ team, id })),
      replyTo: asked.replyTo,
      reference: asked.reference,
      // What was approved is asked for once.
      ...(approved === undefined ? { retry: asked.reference } : {}),
    }
    // The last rule, since it counts: what another rule refuses is not counted. What needs a question is counted now,
    // and not again at the answer.
    const broken = await noMoreLinks(team, wanted.creator.id, id)
    if (broken !== null) return { ok: false, refusal: policyRefusal(broken, policy) }
    ahead?.granted()
    // Asked again, the link is the one that was granted, to the same moment.
    const request = approved === undefined ? wanted : await deps.approvals.grant(wanted, approved)
    const audience = await wider(channel, asked, directory)
    const look = ahead === null ? null : ((await within(LOOK_MS, ahead.look))?.found ?? null)
    if (audience !== null) {
      const looked = await deps.checkSoon(about, fileId, lifted, look)
      if (looked?.ok === false) return looked
      // Kept with the question, so that it holds once the answer was yes.
      const there = looked === null ? granted : await grant({ ...about, rooms: looked.rooms }, terms, lifted)
      if (!there.ok) return there
      const agreed = audience.kind === 'external' ? { outsidersAgreed: true as const } : {}
      await questions.ask(
        request.shareId,
        { ...request, ...agreed },
        approved === undefined ? 'now' : 'later',
      )
      const question = {
        audience,
        key: request.shareId,
        channel: request.channel,
        file: { id: fileId, title: looked?.file.title ?? null },
        terms: there.terms,
        hasPassword: password !== null || policy.generatesPassword,
        notice: policy.notice,
      }
      return { ok: true, answer: { kind: 'ask-audience', ...question } }
    }
    return {
      ok: true,
      answer: (await queue(withLook(deps.lookVault, request, look))) ?? { kind: 'under-way', doing },
    }
  }

  return async (asked: ShareRequest, ahead: Ahead | null = null): Promise<Outcome> => {
    const outcome = await make(asked, ahead)
    const mayAsk = !outcome.ok && asked.approved === undefined && isApprovable(outcome.refusal)
    return mayAsk && (await deps.hasApprovers(asked.team)) ? { ...outcome, isApprovable: true } : outcome
  }
}
