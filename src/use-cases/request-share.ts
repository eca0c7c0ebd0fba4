import type { Outcome } from '../domain/answer.ts'
import { grantTerms, type Policy } from '../domain/policy.ts'
import { newShareId } from '../domain/share-id.ts'
import type { RequestedTerms } from '../domain/terms.ts'
import type { MakeRequest } from './make-request.ts'
import type { Channel, Directory, Jobs, Now, Person, Questions, Shares, Vault } from './ports.ts'

export interface RequestDeps {
  directory: Directory
  jobs: Jobs
  questions: Questions
  shares: Shares
  vault: Vault | null
  policy: Policy
  now: Now
  random: () => number
  newUuid: () => string
}

export interface Asked {
  team: string
  person: Person
  /** Where the command was typed. */
  at: { id: string; name: string }
  fileId: string
  terms: RequestedTerms
  replyTo: string
  reference: string
}

/** What is taken of a channel that the bot may not see: it cannot post there either. */
const UNSEEN = { isExternal: false, isPrivate: false }

/**
 * Grants or refuses what a person asked for, and hands the making to a worker. Nothing is made here; a
 * channel that another company sees too needs the person's word first.
 */
export const requestShare = (deps: RequestDeps) => {
  const { directory, jobs, questions, now } = deps

  /** The channel to post to; null when it was named and is not to be found. */
  const target = async (asked: Asked): Promise<{ channel: Channel; here: boolean } | null> => {
    const named = asked.terms.channel
    if (named === null || named.id === asked.at.id) {
      const channel = await directory.channel(asked.team, asked.at.id)
      return { channel: channel ?? { ...asked.at, ...UNSEEN }, here: true }
    }
    const channel =
      named.id === null
        ? await directory.channelNamed(asked.team, named.name ?? '')
        : ((await directory.channel(asked.team, named.id)) ?? {
            id: named.id,
            name: named.name ?? named.id,
            ...UNSEEN,
          })
    if (channel === null) return null
    const here = channel.id === asked.at.id
    // Nobody is let into a private channel by way of the bot: to who is not in it, there is no such channel.
    const hidden = channel.isPrivate && !here
    if (hidden && !(await directory.isMember(asked.team, channel.id, asked.person.id))) return null
    return { channel, here }
  }

  const unusedId = async (team: string): Promise<string> => {
    for (;;) {
      const id = newShareId(deps.random)
      if ((await deps.shares.get({ team, id })) === null) return id
    }
  }

  return async (asked: Asked): Promise<Outcome> => {
    if (asked.person.isOutsider) return { ok: false, refusal: { reason: 'outsider' } }
    const found = await target(asked)
    if (found === null) {
      return { ok: false, refusal: { reason: 'unknown-channel', name: asked.terms.channel?.name ?? '' } }
    }
    const { channel, here } = found
    const granted = grantTerms(asked.terms, deps.policy, { now: now(), channelId: channel.id })
    if (!granted.ok) {
      return { ok: false, refusal: { reason: 'policy', rule: granted.rule, message: granted.message } }
    }
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
    if (channel.isExternal) {
      await questions.ask(request.shareId, request)
      return { ok: true, answer: { kind: 'ask-external', key: request.shareId, channel: request.channel } }
    }
    await jobs.make(request)
    return { ok: true, answer: null }
  }
}
