import { setTimeout as wait } from 'node:timers/promises'
import { FILES } from '../sandbox/portal/seed-ids.ts'
import { createKeys } from '../src/store/keys.ts'
import { createStore } from '../src/store/store.ts'
import { addressOf, shareIdOf } from '../test/support/message.ts'
import { download } from '../test/support/visitors.ts'
import type { openBench, Usage } from './stage.ts'

type Bench = Awaited<ReturnType<typeof openBench>>

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

/** Uses up a link. `onUsed` hears of the download that does so; then it waits until the portal has no such link. */
const useUp = async ({ portal, slack }: Bench, onUsed: () => void): Promise<void> => {
  const seen = new Set(slack.history('#general').map(({ ts }) => ts))
  await slack.person('bob').command(`/sharelink ${FILES.report} max 1`, { in: '#general' })
  const bob = slack.user('bob').id
  // Not one of those that somebody else floods the channel with.
  const posted = await slack.waitFor(
    (s) =>
      s
        .history('#general')
        .find((m) => !seen.has(m.ts) && addressOf(m) !== undefined && JSON.stringify(m).includes(bob)),
    { timeoutMs: 300_000 },
  )
  const id = shareIdOf(posted)
  onUsed()
  await download(addressOf(posted) ?? '', 'Firefox')
  while (portal.links(FILES.report).some(({ title }) => title.endsWith(id))) await wait(20)
}

/**
 * Looks on while something floods the program: how many writes are under way at a time, how old the newest reading of the trail
 * gets, and how soon a link is dead that is used up every few seconds meanwhile.
 */
export const watchFlood = async (bench: Bench, usage: () => Promise<Usage>) => {
  const { connection, namespace, portal } = bench
  const writing = createKeys(namespace).portalWrites()
  const { cursor } = createStore(connection, namespace)
  const took: number[] = []
  const used: { at: number | null } = { at: null }
  let [mostWrites, oldestReading, mostLag, isOver] = [0, 0, 0, false]
  const before = await usage()
  const beforeCalls = portal.requests().length
  const begunAt = performance.now()

  const look = async (): Promise<void> => {
    while (!isOver) {
      mostWrites = Math.max(mostWrites, await connection.zcard(writing))
      const { sweptAt } = await cursor.read()
      if (sweptAt !== null) oldestReading = Math.max(oldestReading, Date.now() - sweptAt)
      await wait(50)
    }
  }
  const lag = async (): Promise<void> => {
    while (!isOver) {
      mostLag = Math.max(mostLag, (await usage()).botLagMs)
      await wait(5_000)
    }
  }
  const use = async (): Promise<void> => {
    while (!isOver) {
      await useUp(bench, () => {
        used.at = performance.now()
      })
      if (used.at !== null) took.push(performance.now() - used.at)
      used.at = null
      await wait(5_000)
    }
  }
  for (const work of [look, lag, use]) {
    work().catch((error: unknown) => {
      if (!isOver) throw error
    })
  }

  return {
    /** Ends the watch and tells what was seen. `ended`: how many links were removed meanwhile. */
    report: async (ended: number): Promise<void> => {
      const lasted = performance.now() - begunAt
      const after = await usage()
      isOver = true
      // One that lives yet has lived so long at least.
      if (used.at !== null) took.push(performance.now() - used.at)
      const calls = portal.requests().slice(beforeCalls)
      const refused = calls.filter(({ status }) => status === 429).length
      const per = (sum: number) => (sum / Math.max(1, ended)).toFixed(1)
      const cpu = { bot: after.botCpuS - before.botCpuS, redis: after.redisCpuS - before.redisCpuS }
      const commands = after.redisCommands - before.redisCommands
      console.log(
        `${ended} links removed in ${seconds(lasted)}, ${Math.round((ended * 60_000) / lasted)} a minute`,
      )
      console.log(`calls to the portal: ${calls.length}, refused with 429: ${refused}`)
      console.log(`most writes at a time: ${mostWrites}`)
      console.log(`oldest reading of the trail: ${seconds(oldestReading)}`)
      console.log(
        `used up meanwhile: ${took.length}, the slowest dead after ${seconds(Math.max(0, ...took))}`,
      )
      console.log(
        `memory of the program: ${Math.round(before.botMb)} MB before, ${Math.round(after.botMb)} MB after`,
      )
      console.log(
        `memory of Redis: ${before.redisMb.toFixed(1)} MB before, ${after.redisMb.toFixed(1)} MB after`,
      )
      console.log(`processor: program ${cpu.bot.toFixed(1)} s, Redis ${cpu.redis.toFixed(1)} s`)
      console.log(
        `for each link: ${per(cpu.bot * 1_000)} ms, Redis ${per(cpu.redis * 1_000)} ms and ${per(commands)} commands`,
      )
      console.log(`event loop held up for ${Math.round(mostLag)} ms at the most`)
    },
  }
}
