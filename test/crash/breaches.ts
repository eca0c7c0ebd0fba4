import type { createStore } from '../../src/store/store.ts'
import { brokenPromises, sharesOf } from '../support/broken-promises.ts'
import { FILE, type Outside } from './calls.ts'
import { endsTold, isToldOfMaking, type Story } from './stories.ts'

/** What breaks the promises of docs/reliability.md, in words. */
export const breachesIn = async (
  outside: Outside,
  store: ReturnType<typeof createStore>,
  story: Story,
): Promise<string[]> => {
  const { portal, slack } = outside
  const shares = await sharesOf(store, [slack.user('alice').id])
  const messages = slack.history('#general').filter((message) => message.broadcast !== true)
  const isPrivate = () => isToldOfMaking(outside)
  const told = endsTold(outside)
  const isEnded = shares.some(({ state }) => state === 'revoked')
  const counted = shares.reduce((sum, { downloads }) => sum + downloads, 0)
  return [
    ...brokenPromises({ shares, links: portal.links(FILE), messages, isPrivate }),
    ...(shares.length === 0 ? ['no share is on record'] : []),
    ...(isEnded && told.length === 0 ? ['an end was told nowhere'] : []),
    ...(told.length > 2 ? [`an end was told ${told.length} times`] : []),
    ...(counted < story.downloads ? [`${counted} of ${story.downloads} downloads were counted`] : []),
  ]
}
