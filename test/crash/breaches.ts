import type { createStore } from '../../src/store/store.ts'
import { brokenPromises, sharesOf } from '../support/broken-promises.ts'
import { shareIdOf } from '../support/message.ts'
import type { Outside } from './calls.ts'
import { endsTold, isToldOfMaking, messagesOf, repliesOf, type Story } from './stories.ts'

/** In channel, thread and privately together, whatever happens. */
const MOST_ENDS_TOLD = 2
/** Messages of one link: after so many of which the answer was lost, its creator has it privately. */
const MOST_MESSAGES = 2

/** What is there more often than that. */
const tooOften = (all: readonly string[], most: number, what: string): string[] =>
  [...new Set(all)].flatMap((one) => {
    const times = all.filter((other) => other === one).length
    return times > most ? [`${what}, ${times} times: ${one.slice(0, 80)}`] : []
  })

/** Slack itself says so, each time that nobody acks. */
const OF_SLACK = /^\/sharelink failed/

/** What breaks the promises of docs/reliability.md, in words. `losses`: deaths, and answers that were lost. */
export const breachesIn = async (
  outside: Outside,
  store: ReturnType<typeof createStore>,
  story: Story,
  losses: number,
): Promise<string[]> => {
  const { portal, slack, file, person } = outside
  const all = await sharesOf(store, [slack.user(person).id])
  const shares = all.filter((share) => share.file.id === file)
  const messages = messagesOf(outside)
  const isPrivate = () => isToldOfMaking(outside)
  const told = endsTold(outside)
  const isEnded = shares.some(({ state }) => state === 'revoked')
  const counted = shares.reduce((sum, { downloads }) => sum + downloads, 0)
  const others = repliesOf(outside).filter((reply) => !told.some(({ ts }) => ts === reply.ts))
  const answers = slack.ephemerals(person).flatMap(({ text }) => (OF_SLACK.test(text) ? [] : [text]))
  return [
    ...brokenPromises({ shares, links: portal.links(file), messages, isPrivate }),
    ...(shares.length === 0 ? ['no share is on record'] : []),
    ...(isEnded && told.length === 0 ? ['an end was told nowhere'] : []),
    ...(told.length > Math.min(1 + losses, MOST_ENDS_TOLD)
      ? [`an end was told ${told.length} times after ${losses} losses`]
      : []),
    ...tooOften(messages.map(shareIdOf), Math.min(1 + losses, MOST_MESSAGES), 'messages of one share'),
    ...tooOften(
      others.map(({ text }) => text),
      1,
      'a reply',
    ),
    ...tooOften(answers, 1 + losses, 'a private answer'),
    ...shares.flatMap(({ id, terms, downloads }) =>
      terms.exact && downloads > (terms.limit ?? downloads)
        ? [`${downloads} of ${terms.limit} downloads of ${id} were claimed`]
        : [],
    ),
    ...(counted < story.downloads ? [`${counted} of ${story.downloads} downloads were counted`] : []),
  ]
}
