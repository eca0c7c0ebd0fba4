import pLimit from 'p-limit'
import type { RedisOfOwn } from '../support/redis-of-own.ts'
import { type CrashAt, changes, placesIn } from './calls.ts'
import { type Ran, tellStory } from './run.ts'
import type { Story } from './stories.ts'

/** As many databases as a matrix has runs, and more. */
export const DATABASES = 4_096

/** How many worlds there are at a time: each has its portal, its Slack and its process. */
const AT_A_TIME = 8

const other = (when: CrashAt['when']): CrashAt['when'] => (when === 'after' ? 'before' : 'after')

const nameOf = (places: readonly CrashAt[]): string =>
  places.map(({ call, when }) => `${when} "${call}"`).join(', then ')

export interface Tally {
  runs: number
  /** Of those, runs in which every crash came. */
  reached: number
  /** Place, and what was not as it must be. */
  breaches: string[]
}

/** Runs stories against one redis-server, each in a database of its own. */
export const createMatrix = (redis: RedisOfOwn) => {
  const limit = pLimit(AT_A_TIME)
  let database = 0

  const run = (story: Story, places: readonly CrashAt[]): Promise<Ran> =>
    limit(async () => {
      const ends: (() => Promise<void>)[] = []
      database += 1
      try {
        return await tellStory(story, places, `${redis.url}/${database}`, (end) => ends.push(end))
      } catch (error) {
        // One run that cannot begin, on a machine that stands still, must not hide what the others found.
        return {
          breaches: [`could not be told: ${String(error).slice(0, 300)}`],
          crashes: 0,
          calls: new Map(),
        }
      } finally {
        for (const end of ends.reverse()) await end()
      }
    })

  /** Where the process dies a second time: at the same call, and where it changes something on the other side of it too. */
  const twice = (place: CrashAt): CrashAt[][] => [
    [place, place],
    ...(changes(place.call) ? [[place, { ...place, when: other(place.when) }]] : []),
  ]

  const tellAll = async (story: Story, all: readonly (readonly CrashAt[])[]): Promise<Tally> => {
    const ran = await Promise.all(all.map(async (places) => ({ places, ran: await run(story, places) })))
    return {
      runs: ran.length,
      reached: ran.filter(({ places, ran: { crashes } }) => crashes === places.length).length,
      breaches: ran.flatMap(({ places, ran: { breaches } }) =>
        breaches.map((breach) => `${nameOf(places)}: ${breach}`),
      ),
    }
  }

  return {
    tellAll,
    /** Every place of the story: without a crash, with one, and with two. */
    all: async (story: Story): Promise<Tally> => {
      const plain = await run(story, [])
      const places = placesIn(plain.calls)
      const tally = await tellAll(story, [...places.map((place) => [place]), ...places.flatMap(twice)])
      return {
        ...tally,
        breaches: [...plain.breaches.map((breach) => `no crash: ${breach}`), ...tally.breaches],
      }
    },
  }
}
