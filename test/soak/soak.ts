import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { AtEnd } from '../support/program.ts'
import { readyz } from '../support/readyz.ts'
import { WEIGHTS } from './acts.ts'
import { connectSlack, playHistory } from './history.ts'
import type { Kept } from './processes.ts'
import type { SoakRedis } from './redis.ts'
import { reportOf } from './report.ts'
import { createVerdict } from './verdict.ts'
import { openWorld } from './world.ts'

/** By then what was slow or silent is over, and what is to be looked at again was. */
const SETTLES_WITHIN_MS = 240_000
const LOOK_EVERY_MS = 500
/** What a process that died had begun, or what comes late, such as a notice too many, has come by then. */
const QUIET_MS = 20_000

const until = async (isSo: () => Promise<boolean>): Promise<boolean> => {
  const last = performance.now() + SETTLES_WITHIN_MS
  while (!(await isSo())) {
    if (performance.now() > last) return false
    await wait(LOOK_EVERY_MS)
  }
  return true
}

const isReady = async ({ port }: Kept): Promise<boolean> => {
  const at = port()
  return at !== null && (await readyz(at).catch(() => null))?.body.status === 'ok'
}

/** Looks until all promises hold and nothing happens any more, or it takes too long. */
const settle = async (look: () => Promise<{ breaches: string[]; mark: string }>) => {
  const begun = performance.now()
  let quietSince = begun
  let found = await look()
  await until(async () => {
    const before = found
    found = await look()
    if (found.breaches.length > 0 || found.mark !== before.mark) quietSince = performance.now()
    return performance.now() - quietSince >= QUIET_MS
  })
  return { breaches: found.breaches, settledMs: Math.round(quietSince - begun) }
}

interface Options {
  redis: SoakRedis
  seed: number
  minutes: number
  atEnd: AtEnd
}

/** Plays the history of that seed, lets everything come to rest, and says what is not as it must be. */
export const soak = async ({ redis, seed, minutes, atEnd }: Options) => {
  const world = await openWorld(redis, atEnd)
  const { pair } = world
  const areReady = async () => (await Promise.all(pair.map(isReady))).every(Boolean)
  if (!(await until(areReady))) throw new Error(pair.flatMap((one) => one.logged()).join('\n'))

  const { lines, tally } = await playHistory(world, seed, minutes)
  await until(async () => pair.every((one) => one.port() !== null))
  connectSlack(world, Math.random)
  const verdict = createVerdict(world)
  const { breaches: broken, settledMs } = await settle(verdict.look)

  const lives = pair.flatMap((one) => one.lives)
  const unwanted = lives.filter(({ end, wanted }) => end !== null && !wanted)
  // What finds nothing to do it with tries nothing.
  const undone = Object.entries(WEIGHTS).flatMap(([name, weight]) =>
    weight >= WEIGHTS.revoke && !tally.has(name) ? [`in all the time there was no ${name}`] : [],
  )
  const breaches = [
    ...undone,
    ...broken,
    ...unwanted.map(({ name, end }) => `process ${name} ended by itself: ${end}`),
  ]
  const shares = await verdict.shares()
  const logged = pair.flatMap((one) => one.logged())
  const report = reportOf({ lives, shares, tally, settledMs, logged })
  if (breaches.length === 0) return { breaches, report }
  const path = join(tmpdir(), `sharelink-soak-${seed}.log`)
  await writeFile(
    path,
    [
      ...lines,
      ...logged,
      JSON.stringify(
        world.slack.state.messages.map(({ channel, ts, thread_ts, text }) => ({
          channel,
          ts,
          thread_ts,
          text,
        })),
        null,
        1,
      ),
      JSON.stringify(shares, null, 1),
    ].join('\n'),
  )
  return { breaches, report: `${report}\nHistory, logs and records: ${path}` }
}
