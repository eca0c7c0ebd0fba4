import type { SlackMessage } from '../../sandbox/slack/model.ts'
import type { ShareLink } from '../../src/domain/share.ts'
import type { createStore } from '../../src/store/store.ts'
import { addressOf } from './message.ts'

const RESTS: ReadonlySet<string> = new Set(['active', 'revoked', 'failed'])

/** More than one person has in any test. */
const MOST = 5_000

/** All shares of these people that were made, live or over. */
export const sharesOf = async (
  { shares }: ReturnType<typeof createStore>,
  people: readonly string[],
): Promise<ShareLink[]> => {
  const found: ShareLink[] = []
  for (const team of await shares.teams()) {
    const live = await Promise.all((await shares.liveRefs(team)).map((ref) => shares.get(ref)))
    const ended = await Promise.all(people.map((person) => shares.endedBy(team, person, MOST)))
    found.push(...live.filter((share) => share !== null), ...ended.flat())
  }
  return found
}

interface Found {
  shares: readonly ShareLink[]
  /** The links at the portal that only shares may have. */
  links: readonly { id: string }[]
  /** All messages of the channels, without replies. */
  messages: readonly SlackMessage[]
  /** Whether its creator has the address privately, and no channel. */
  isPrivate: (share: ShareLink) => boolean
}

/** Which of the first three promises of docs/reliability.md are broken, in words. */
export const brokenPromises = ({ shares, links, messages, isPrivate }: Found): string[] => {
  const active = shares.filter(({ state }) => state === 'active')
  const owners = links.flatMap((link) => {
    const of = active.filter(({ linkId }) => linkId === link.id)
    return of.length === 1 ? [] : [`the link ${link.id} belongs to ${of.length} live shares`]
  })
  const dead = active.flatMap(({ id, linkId }) =>
    links.some((link) => link.id === linkId) ? [] : [`the live share ${id} has no link`],
  )
  const shown = active.flatMap((share) => {
    // An exact one has no address: its message is known by its share ID.
    const on = messages.filter((message) =>
      share.address === null ? message.text.includes(`ID ${share.id}`) : addressOf(message) === share.address,
    )
    const isPosted = on.length === 1 && on[0]?.ts === share.message?.ts
    if (isPosted || (share.message === null && on.length === 0 && isPrivate(share))) return []
    return [`the address of ${share.id} stands on ${on.length} messages`]
  })
  const between = shares.flatMap(({ id, state, extending }) => [
    ...(RESTS.has(state) ? [] : [`${id} rests in ${state}`]),
    ...(extending === null ? [] : [`${id} rests in an extension`]),
  ])
  return [...owners, ...dead, ...shown, ...between]
}
