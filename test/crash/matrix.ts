import { Redis } from 'ioredis'
import pLimit from 'p-limit'
import { ALL_SCOPES, HISTORY_SCOPES } from '../../sandbox/slack/seed.ts'
import { outside as openOutside } from '../support/outside.ts'
import type { AtEnd } from '../support/program.ts'
import { startRedisGate } from '../support/redis-gate.ts'
import type { RedisOfOwn } from '../support/redis-of-own.ts'
import { type CrashAt, changes, isToRedis, placesIn } from './calls.ts'
import { nameOfWrite } from './redis-writes.ts'
import { type Ran, tellStory } from './run.ts'
import type { Story } from './stories.ts'
import type { World } from './world.ts'

/** As many databases as a matrix has worlds, and more. */
export const DATABASES = 1_024

/** How many worlds there are at a time: most of the time one waits for the lock of a process that died. */
const AT_A_TIME = Number(process.env.CRASH_WORLDS ?? 10)
/** Starting takes a processor for itself. */
const STARTS_AT_A_TIME = 2

export interface Tally {
  runs: number
  /** Of those, runs in which every crash came. */
  reached: number
  /** Place, and what was not as it must be. */
  breaches: string[]
}

const other = (when: CrashAt['when']): CrashAt['when'] => (when === 'after' ? 'before' : 'after')

const nameOf = (places: readonly CrashAt[]): string =>
  places.map(({ call, when }) => `${when} "${call}"`).join(', then ')

/**
 * Where the process dies a second time: at the same call, and where it changes something on the other side of it too. Of the
 * writes to Redis: at the same step of a share, after it.
 */
const twice = (place: CrashAt): CrashAt[][] => {
  if (isToRedis(place.call))
    return / share /.test(place.call) && place.when === 'after' ? [[place, place]] : []
  return [[place, place], ...(changes(place.call) ? [[place, { ...place, when: other(place.when) }]] : [])]
}

/** Runs stories against one redis-server. Worlds are used again, each with a database of its own. */
export const createMatrix = (redis: RedisOfOwn, atEnd: AtEnd) => {
  const limit = pLimit(AT_A_TIME)
  const starting = pLimit(STARTS_AT_A_TIME)
  const free = new Map<string, World[]>()
  let databases = 0

  const openWorld = async (env: Record<string, string>): Promise<World> => {
    const ends: (() => Promise<void>)[] = []
    const close = async () => {
      for (const end of ends.splice(0).reverse()) await end()
    }
    atEnd(close)
    const keep: AtEnd = (end) => ends.push(end)
    databases += 1
    const database = databases
    const outside = await openOutside({ scopes: [...ALL_SCOPES, ...HISTORY_SCOPES] }, keep)
    const gate = await startRedisGate(redis.port, nameOfWrite, keep)
    const client = new Redis(`${redis.url}/${database}`)
    keep(async () => client.disconnect())
    const start = () =>
      starting(() => outside.start({ ...env, REDIS_URL: `redis://127.0.0.1:${gate.port}/${database}` }))
    const world: World = {
      ...outside,
      redis: gate,
      client,
      program: await start(),
      again: async () => {
        world.program = await start()
      },
      close,
    }
    return world
  }

  const run = (story: Story, places: readonly CrashAt[]): Promise<Ran> =>
    limit(async () => {
      const env = story.env ?? {}
      const worlds = free.get(JSON.stringify(env)) ?? []
      free.set(JSON.stringify(env), worlds)
      let world: World | undefined
      try {
        world = worlds.pop() ?? (await openWorld(env))
        const ran = await tellStory(world, story, places)
        // At once, since a matrix that is broken off tells nothing at its end.
        for (const breach of ran.breaches) console.log(`${story.name}, ${nameOf(places)}: ${breach}`)
        if (ran.breaches.length > 0 && process.env.CRASH_LOG === 'yes') console.log(ran.lines.join('\n'))
        // What is wrong in a world must not be found once more in the next story.
        if (ran.breaches.length > 0 || story.isAlone === true) await world.close()
        else worlds.push(world)
        return ran
      } catch (error) {
        await world?.close()
        // One run that cannot begin, on a machine that stands still, must not hide what the others found.
        return {
          breaches: [`could not be told: ${String(error).slice(0, 300)}`],
          crashes: 0,
          calls: new Map(),
          lines: [],
        }
      }
    })

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
      const places = placesIn(plain.calls).filter(
        ({ call }) => story.isTriedInRedis === true || !isToRedis(call),
      )
      const tally = await tellAll(story, [...places.map((place) => [place]), ...places.flatMap(twice)])
      return {
        ...tally,
        breaches: [...plain.breaches.map((breach) => `no crash: ${breach}`), ...tally.breaches],
      }
    },
  }
}
