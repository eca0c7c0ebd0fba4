import { Redis } from 'ioredis'
import pLimit from 'p-limit'
import { ALL_SCOPES, HISTORY_SCOPES } from '../../sandbox/slack/seed.ts'
import { createKeys } from '../../src/store/keys.ts'
import { createStore } from '../../src/store/store.ts'
import { outside as openOutside } from '../support/outside.ts'
import type { AtEnd } from '../support/program.ts'
import { breachesIn } from './breaches.ts'
import { type CrashAt, countCalls, lookOutFor } from './calls.ts'
import type { Story } from './stories.ts'

export interface Ran {
  /** What is not as it must be; empty when all is well. */
  breaches: string[]
  /** How many of the crashes came: a place may not be reached any more after the one before. */
  crashes: number
  /** The calls that were made while the story was told. */
  calls: Map<string, number>
}

/** Starting takes a processor for itself; the rest is waiting. */
const starting = pLimit(2)

/** Of the program's keys. */
const NAMESPACE = 'sharelink'

/** What comes late, such as a notice too many, has come by then. */
const QUIET_MS = 1_500
/** What a process that died had begun is begun anew by then, though all seems to have come of it already. */
const TAKES_OVER_MS = 9_000
const SETTLES_WITHIN_MS = 60_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** True as soon as it is so; false when it was not in time. */
const becomes = async (isSo: () => boolean | Promise<boolean>): Promise<boolean> => {
  const until = performance.now() + SETTLES_WITHIN_MS
  while (!(await isSo())) {
    if (performance.now() > until) return false
    await pause(50)
  }
  return true
}

/**
 * Tells a story with a process that is killed (SIGKILL) at these places, one after the other, and started again each time; then
 * looks at what is left. `redisUrl`: a database of its own.
 */
export const tellStory = async (
  story: Story,
  places: readonly CrashAt[],
  redisUrl: string,
  atEnd: AtEnd,
): Promise<Ran> => {
  const world = await openOutside({ scopes: [...ALL_SCOPES, ...HISTORY_SCOPES] }, atEnd)
  const redis = new Redis(redisUrl)
  atEnd(async () => redis.disconnect())
  const env = { REDIS_URL: redisUrl, ...story.env }
  const start = () => starting(() => world.start(env))
  let program = await start()

  await story.before?.(world)

  const before = countCalls(world)
  let lookout = places[0] && lookOutFor(world, places[0])
  const told = story.acts(world).then(() => becomes(() => story.isOver(world)))
  let crashes = 0
  while (lookout !== undefined) {
    const met = await Promise.race([lookout.met, told.then(() => pause(TAKES_OVER_MS))])
    if (met !== 'met') break
    program.process.kill('SIGKILL')
    await program.ended
    lookout.over()
    crashes += 1
    const next = places[crashes]
    lookout = next && lookOutFor(world, next)
    program = await start()
  }
  const isTold = await told
  lookout?.over()
  const store = createStore(redis, NAMESPACE)
  const look = () => breachesIn(world, store, story)
  await becomes(async () => {
    const kept = await redis.exists(createKeys(NAMESPACE).inboxHeld())
    return kept === 0 && (await look()).length === 0
  })
  await pause(QUIET_MS)
  await world.slack.idle()
  const calls = new Map(
    [...countCalls(world)].map(([call, count]) => [call, count - (before.get(call) ?? 0)]),
  )
  const breaches = [...(isTold ? [] : ['what is to come of it did not come']), ...(await look())]
  return { breaches, crashes, calls }
}
