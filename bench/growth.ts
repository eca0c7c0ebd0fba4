// What records cost as they grow: bytes of a share in Redis, and CPU of each further download, look, reading and purge. Everything
// on this machine: npm run bench:growth, or npm run bench:growth -- --json; or only some of: bytes downloads files purge
import { loadavg } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createQueues } from '../src/jobs/queues.ts'
import { infoView } from '../src/slack/views/info.ts'
import { whyView } from '../src/slack/views/why.ts'
import { createUrlSeal } from '../src/store/url-seal.ts'
import { RUNNING_COUNT } from '../src/use-cases/count/newest-events.ts'
import type { Directory } from '../src/use-cases/ports.ts'
import { showShare } from '../src/use-cases/show/show-share.ts'
import { DAY, HOUR, NOW, SECOND } from '../test/support/builders.ts'
import { storedShare } from '../test/support/kept-shares.ts'
import { purgeAll } from '../test/support/purge.ts'
import { createTestWorld, type TestWorld } from '../test/support/test-world.ts'
import { downloadsOf, endedShare, FILE, liveShare } from './growing-shares.ts'
import { bytesByKind, cpuOf } from './meter.ts'
import { readOneMore, shareWith } from './one-more-download.ts'
import { openBench } from './stage.ts'

const figures: Record<string, number> = {}
const isJson = process.argv.includes('--json')
const parts = process.argv.slice(2).filter((part) => part !== '--json')
const isWanted = (part: string): boolean => parts.length === 0 || parts.includes(part)
/** Keeps a figure, and says it. */
const note = (what: string, value: number, unit: string, digits = 0): void => {
  figures[`${what}, ${unit}`] = Number(value.toFixed(digits))
  if (!isJson) console.log(`${what}: ${value.toFixed(digits)} ${unit}`)
}

const bench = await openBench()
/** Runs with records of its own, which are gone afterwards. */
const inWorld = async (work: (world: TestWorld) => Promise<void>): Promise<void> => {
  const world = createTestWorld(bench.path)
  await world.redis.flushall()
  await work(world)
  await world.close()
}

/** Does it for so many, some at a time. */
const each = async (count: number, work: (index: number) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < count; from += 200) {
    const some = Array.from({ length: Math.min(200, count - from) }, (_, index) => work(from + index))
    await Promise.all(some)
  }
}

/** What a share takes while it lives, and after its end. */
const bytes = (shares: number) =>
  inWorld(async (world) => {
    const { store, redis, namespace } = world
    const queues = createQueues(redis, namespace, world.clock.now, HOUR, () => {}, createUrlSeal(null))
    const measure = async (what: string): Promise<void> => {
      let all = 0
      for (const [kind, sum] of await bytesByKind(redis, namespace)) {
        all += sum
        if (sum / shares >= 10) note(`${what}: ${kind}`, sum / shares, 'bytes')
      }
      note(`${what}: all`, all / shares, 'bytes')
    }
    await each(shares, async (index) => {
      const share = liveShare(index)
      await store.shares.create(share)
      await queues.end(share)
      await queues.warn(share)
    })
    await measure('a live share')
    await each(shares, async (index) => {
      const share = liveShare(index)
      await store.events.add(share, downloadsOf(share, 20, index * 20))
      await store.shares.change(share, endedShare)
    })
    await measure('an ended share with 20 downloads')
    await queues.close()
  })

/** Slack as it answers about somebody who may see everything. */
const directory: Directory = {
  person: async (_, id) => ({
    id,
    name: '',
    timeZone: 'UTC',
    isAdmin: true,
    isOutsider: false,
    workspaces: [],
    isGuest: false,
  }),
  channel: async () => null,
  isInGroup: async () => false,
  companiesIn: async () => [],
  companyOf: async () => '',
  guestsIn: async () => 0,
  channelNamed: async () => null,
  isMember: async () => true,
}

/** What one more download costs, and a look, where there are so many already. */
const downloads = (count: number) =>
  inWorld(async (world) => {
    const { store } = world
    const share = await shareWith(world, count)
    const cost = await cpuOf(world.redis, 20, (run) => readOneMore(world, share, count + run))
    note(`one more download of a share with ${count}`, cost.cpuMs, 'ms CPU', 1)
    const show = showShare({
      ...world.shared,
      events: store.events,
      pageAddressOf: () => null,
      burstWindowMs: 2 * SECOND,
      runningCount: RUNNING_COUNT,
      auditIntervalMs: 10 * SECOND,
      adminUsers: [share.creator.id],
      directory,
    })
    const looker = { userId: share.creator.id, channel: share.channel.id }
    const why = await cpuOf(world.redis, 5, async () => {
      const shown = await show.why(share, looker)
      if (!shown.ok || shown.answer?.kind !== 'why') throw new Error('no answer')
      whyView(shown.answer)
    })
    note(`"why" of a share with ${count} downloads`, why.cpuMs, 'ms CPU', 1)
    const info = await cpuOf(world.redis, 5, async () => {
      const shown = await show.info(share, looker)
      if (!shown.ok || shown.answer?.kind !== 'info') throw new Error('no answer')
      infoView(shown.answer)
    })
    note(`Details of a share with ${count} downloads`, info.cpuMs, 'ms CPU', 1)
    if ((await storedShare(world, share)).downloads !== count + 20) throw new Error('not counted')
  })

/** What a reading costs with one download of a file that was shared so often before. */
const sharedOften = (ended: number) =>
  inWorld(async (world) => {
    const { store } = world
    const share = liveShare(0)
    await store.shares.create(share)
    await each(ended, (index) => {
      const over = endedShare({ ...liveShare(index + 1), file: FILE })
      return store.shares.create({ ...over, end: over.end && { ...over.end, verifiedAt: NOW - DAY } })
    })
    await store.cursor.start(NOW - HOUR)
    const cost = await cpuOf(world.redis, 20, (run) => readOneMore(world, share, run))
    note(`a reading with a download of a file with ${ended} ended shares`, cost.cpuMs, 'ms CPU', 1)
  })

/** What a purge of so many costs, and for how long it holds up this process and Redis. */
const purging = (count: number) =>
  inWorld(async (world) => {
    const { store, redis } = world
    await each(count, async (index) => {
      const over = endedShare(liveShare(index))
      await store.shares.create(over)
      await store.events.add(over, downloadsOf(over, 2, index * 2))
    })
    world.clock.advance(60 * DAY)
    await redis.config('SET', 'slowlog-log-slower-than', '1000')
    await redis.slowlog('RESET')
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const { cpuMs } = await cpuOf(redis, 1, async () => void (await purgeAll(world, 30 * DAY)))
    delay.disable()
    const slow = (await redis.slowlog('GET', 100)) as [number, number, number][]
    note(`purging ${count} shares: in all`, cpuMs / 1_000, 's CPU', 1)
    note(`purging ${count} shares: the event loop was late by, at most`, delay.max / 1e6, 'ms')
    note(
      `purging ${count} shares: the event loop was late by, 99 of 100 times`,
      delay.percentile(99) / 1e6,
      'ms',
    )
    note(
      `purging ${count} shares: the longest command of Redis`,
      Math.max(0, ...slow.map(([, , us]) => us)) / 1_000,
      'ms',
      1,
    )
  })

try {
  if (isWanted('bytes')) await bytes(500)
  if (isWanted('downloads')) for (const count of [100, 2_000, 20_000]) await downloads(count)
  if (isWanted('files')) for (const ended of [10, 5_000]) await sharedOften(ended)
  if (isWanted('purge')) await purging(25_000)
  note('load of the machine in the last minute', loadavg()[0] ?? 0, 'processes', 1)
  if (isJson) console.log(JSON.stringify(figures, null, 2))
} finally {
  await bench.close()
}
process.exit(0)
