import type { ShareLink } from '../../src/domain/share.ts'
import { addressOf } from '../support/message.ts'
import { FILE, type Outside } from './calls.ts'
import { endsTold, isToldOfMaking, type Story } from './stories.ts'

type Store = ReturnType<typeof import('../../src/store/store.ts').createStore>

const RESTS: ReadonlySet<string> = new Set(['active', 'revoked', 'failed'])

/** Far more than a story makes. */
const MOST = 20

const sharesIn = async ({ shares }: Store, creator: string): Promise<ShareLink[]> => {
  const found: ShareLink[] = []
  for (const team of await shares.teams()) {
    const live = await Promise.all((await shares.liveRefs(team)).map((ref) => shares.get(ref)))
    found.push(...live.filter((share) => share !== null), ...(await shares.endedBy(team, creator, MOST)))
  }
  return found
}

/** What breaks the promises of docs/reliability.md, in words. */
export const breachesIn = async (outside: Outside, store: Store, story: Story): Promise<string[]> => {
  const { portal, slack } = outside
  const shares = await sharesIn(store, slack.user('alice').id)
  const active = shares.filter(({ state }) => state === 'active')
  const messages = slack.history('#general').filter((message) => message.broadcast !== true)
  const links = portal.links(FILE)

  const owners = links.flatMap((link) => {
    const of = active.filter(({ linkId }) => linkId === link.id)
    return of.length === 1 ? [] : [`the link ${link.id} belongs to ${of.length} live shares`]
  })
  const dead = active.flatMap(({ id, linkId }) =>
    links.some((link) => link.id === linkId) ? [] : [`the live share ${id} has no link`],
  )
  const shown = active.flatMap((share) => {
    const on = messages.filter((message) => addressOf(message) === share.address)
    // After two posts that may be there its creator has it privately, and no channel.
    const isPrivate = share.message === null && on.length === 0 && isToldOfMaking(outside)
    const isPosted = on.length === 1 && on[0]?.ts === share.message?.ts
    return isPosted || isPrivate ? [] : [`the address of ${share.id} stands on ${on.length} messages`]
  })
  const between = shares.flatMap(({ id, state, extending }) => [
    ...(RESTS.has(state) ? [] : [`${id} rests in ${state}`]),
    ...(extending === null ? [] : [`${id} rests in an extension`]),
  ])
  const told = endsTold(outside)
  const isEnded = shares.some(({ state }) => state === 'revoked')
  const inChannel = told.filter(({ channel }) => channel === slack.channel('#general').id)
  const counted = shares.reduce((sum, { downloads }) => sum + downloads, 0)
  return [
    ...owners,
    ...dead,
    ...shown,
    ...between,
    ...(shares.length === 0 ? ['no share is on record'] : []),
    ...(isEnded && told.length === 0 ? ['an end was told nowhere'] : []),
    ...(inChannel.length > 2 ? [`an end was told ${inChannel.length} times in channel and thread`] : []),
    ...(counted < story.downloads ? [`${counted} of ${story.downloads} downloads were counted`] : []),
  ]
}
