import type { Audience, Outcome } from '../../domain/answer.ts'
import { whyNoLimit } from '../../domain/audit-status.ts'
import { grantTerms, type Policy } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import { newShareId } from '../../domain/share-id.ts'
import type { RequestedTerms } from '../../domain/terms.ts'
import type { AuditStatusStore } from '../audit-ports.ts'
import type { MakeRequest } from '../make-request.ts'
import type { Channel, Directory, Person, Questions, Shares, Vault } from '../ports.ts'
import { type QuotaDeps, whyNoMoreLinks } from '../rights/link-quotas.ts'
import { type QueueDeps, queueMaking } from './queue-making.ts'

export interface RequestDeps extends QueueDeps, QuotaDeps {
  directory: Directory
  questions: Questions
  shares: Shares
  auditStatus: Pick<AuditStatusStore, 'read'>
  vault: Vault | null
  policy: Policy
  random: () => number
  newUuid: () => string
}

/** What somebody asks for by a command or a form, before any rule is held against it. */
export interface ShareRequest {
  team: string
  person: Person
  /** Where the command was typed; null: nowhere. `claimed`: a form says so, which opens no private channel to anybody. */
  at: { id: string; name: string; claimed?: boolean } | null
  fileId: string
  terms: RequestedTerms
  replyTo: ReplyTo
  reference: string
}

/** What is taken of a channel that the bot may not see: it cannot post there either. */
const UNSEEN = { isExternal: false, isPrivate: false }

/**
 * Grants or refuses what a person asked for, and hands the making to a worker. Nothing is made here; a
 * channel that another company or guests see too needs the person's word first.
 */
export const requestShare = (deps: RequestDeps) => {
  const { directory, questions, now } = deps
  const queue = queueMaking(deps)
  const noMoreLinks = whyNoMoreLinks(deps)

  type Target = { ok: true; channel: Channel; here: boolean } | { ok: false; refusal: Refusal }

  /** The channel to post to. */
  const target = async (asked: ShareRequest): Promise<Target> => {
    const { at } = asked
    const named = asked.terms.channel
    const none: Target = { ok: false, refusal: { reason: 'unknown-channel', name: named?.name ?? '' } }
    // Nobody is let into a private channel by way of the bot: to who is not in it, there is no such channel. To a guest that
    // goes for every channel: the bot could post to public ones that they do not see.
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

  /** Whether more people would see it there than one may have in mind. */
  const wider = async (channel: Channel, asked: ShareRequest): Promise<Audience | null> => {
    if (channel.isExternal) return { kind: 'external' }
    const count = await directory.guestsIn(asked.team, channel.id, asked.person.id)
    return count === 0 ? null : { kind: 'guests', count }
  }

  const unusedId = async (team: string): Promise<string> => {
    for (;;) {
      const id = newShareId(deps.random)
      if ((await deps.shares.get({ team, id })) === null) return id
    }
  }

  return async (asked: ShareRequest): Promise<Outcome> => {
    if (asked.person.isOutsider) return { ok: false, refusal: { reason: 'outsider' } }
    const found = await target(asked)
    if (!found.ok) return found
    const { channel, here } = found
    const granted = grantTerms(asked.terms, deps.policy, { now: now(), channelId: channel.id })
    if (!granted.ok) return { ok: false, refusal: { reason: 'policy', ...granted.broken } }
    // Said at once by what is stored; whoever makes it looks again.
    const blind = whyNoLimit(await deps.auditStatus.read(), granted.terms.limit, deps.policy)
    if (blind !== null) return { ok: false, refusal: blind }
    const { password } = asked.terms
    const request: MakeRequest = {
      team: asked.team,
      shareId: await unusedId(asked.team),
      linkId: deps.newUuid(),
      fileId: asked.fileId,
      creator: { id: asked.person.id, name: asked.person.name },
      channel: { id: channel.id, name: channel.name },
      here,
      terms: granted.terms,
      sealedPassword: password === null || deps.vault === null ? null : deps.vault.seal(password),
      replyTo: asked.replyTo,
      reference: asked.reference,
    }
    // The last of the rules: what is refused for another is not counted. What is asked about is, so that its answer need not be.
    const broken = await noMoreLinks(request.team, request.creator.id, request.shareId)
    if (broken !== null) return { ok: false, refusal: { reason: 'policy', ...broken } }
    const audience = await wider(channel, asked)
    if (audience !== null) {
      await questions.ask(request.shareId, request)
      const { shareId: key, channel: where } = request
      return { ok: true, answer: { kind: 'ask-audience', audience, key, channel: where } }
    }
    const ref = { team: request.team, id: request.shareId }
    const doing = { what: 'make', ref, file: { id: request.fileId, title: null } } as const
    return { ok: true, answer: (await queue(request)) ?? { kind: 'under-way', doing } }
  }
}
