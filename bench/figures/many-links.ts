import { setTimeout as wait } from 'node:timers/promises'
import { createStore } from '../../src/store/store.ts'
import { SECOND } from '../../test/support/builders.ts'
import { downloadsOf, liveShare } from '../growing-shares.ts'
import { keepLinks } from '../keep-links.ts'
import { openBench, type Usage } from '../stage.ts'
import { type Figure, median, spread } from './figure.ts'

const WEEK = 7 * 24 * 60 * 60 * SECOND
/** Without a limit, and with a week to live. */
const terms = () => ({ ...liveShare(0).terms, limit: null, expiresAt: Date.now() + WEEK })

/** What it costs where somebody with 5,000 live links looks at them; one of these has 10,000 downloads. CPU is of the app and of Redis. */
export const lookFigures = async (): Promise<Figure[]> => {
  const LINKS = 5_000
  const EVENTS = 10_000
  const LOOKS = 15
  const bench = await openBench({ settings: { MAX_LIVE_LINKS: 'none' } })
  const { slack } = bench
  const { kept } = await keepLinks(bench, LINKS, () => ({ terms: terms() }))
  const share = kept[LINKS - 1]
  if (share === undefined) throw new Error('no links are kept')
  const { events } = createStore(bench.connection, bench.namespace)
  const stored = downloadsOf(share, EVENTS, 0).map((event, index) => {
    const at = share.bornAt - (share.bornAt % SECOND) + SECOND * (1 + Math.floor(index / 10))
    return { ...event, at, seenAt: at }
  })
  for (let from = 0; from < EVENTS; from += 1_000) await events.add(share, stored.slice(from, from + 1_000))
  const bot = await bench.startBot()
  const alice = slack.person('alice')

  const timed = async (look: () => Promise<unknown>, count: () => number): Promise<number> => {
    const before = count()
    const begun = performance.now()
    await look()
    await slack.waitFor(() => count() > before)
    return performance.now() - begun
  }
  const answers = () => slack.ephemerals('alice').length
  const command = (words: string) => () =>
    timed(() => alice.command(`/sharelink ${words}`, { in: share.channel.id }), answers)
  const homes = () => slack.requests('views.publish').length

  const cpuMs = async () => {
    const { botCpuS, redisCpuS } = await bot.usage()
    return (botCpuS + redisCpuS) * 1_000
  }
  const figure = async (what: string, most: number, look: () => Promise<number>): Promise<Figure> => {
    const first = await look()
    const times: number[] = []
    const before = await cpuMs()
    for (let count = 0; count < LOOKS; count += 1) times.push(await look())
    const value = ((await cpuMs()) - before) / LOOKS
    const detail = `on the clock ${spread(times)} ms, the first ${first.toFixed(0)} ms`
    return { what, against: null, value, unit: 'ms CPU', target: { most }, detail }
  }
  const figures = [
    await figure(`list of ${LINKS} live links`, 200, command('list')),
    await figure(`Home with ${LINKS} live links`, 200, () => timed(() => alice.openHome(), homes)),
    await figure(`why, of a link with ${EVENTS} downloads`, 100, command(`why ${share.id}`)),
    await figure(`info, of a link with ${EVENTS} downloads`, 100, command(`info ${share.id}`)),
  ]
  await bot.close()
  await bench.close()
  return figures
}

/** What the process has in use at rest with so many live links: the least of what is seen, since what is not swept up yet varies. */
const atRest = async (links: number): Promise<Pick<Usage, 'botMb' | 'botHeapMb'>> => {
  const bench = await openBench({ settings: { MAX_LIVE_LINKS: 'none', AUDIT_INTERVAL: '5s' } })
  await keepLinks(bench, links, () => ({ terms: terms() }))
  const bot = await bench.startBot()
  const seen: Usage[] = []
  for (let looks = 0; looks < 45; looks += 1) {
    await wait(SECOND)
    seen.push(await bot.usage())
  }
  await bot.close()
  await bench.close()
  const later = seen.slice(15)
  return {
    botMb: median(later.map(({ botMb }) => botMb)),
    botHeapMb: Math.min(...later.map(({ botHeapMb }) => botHeapMb)),
  }
}

export const memoryFigures = async (): Promise<Figure[]> => {
  const [few, many] = [await atRest(10), await atRest(10_000)]
  const figure: Figure = {
    what: 'memory of the process with 10,000 live links',
    against: 'with 10',
    value: many.botHeapMb - few.botHeapMb,
    unit: 'MB more',
    target: { most: 3 },
    detail:
      `in use ${many.botHeapMb.toFixed(1)} against ${few.botHeapMb.toFixed(1)} MB; ` +
      `resident ${many.botMb.toFixed(0)} against ${few.botMb.toFixed(0)} MB`,
  }
  return [figure]
}
