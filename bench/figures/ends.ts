import { setTimeout as wait } from 'node:timers/promises'
import { CLOUD_RATE_LIMITS } from '../../sandbox/portal/state.ts'
import { aShare } from '../../test/support/builders.ts'
import { download } from '../../test/support/visitors.ts'
import { keepLinks } from '../keep-links.ts'
import { openBench } from '../stage.ts'
import { type Figure, median, quantile } from './figure.ts'

const INTERVAL_S = 10
/** More than go in the minute that is looked at. */
const AT_ONCE = 1_200
/** From the end on: by then what could be used at once is used. */
const LOOKED_AT = { fromMs: 5_000, forMs: 60_000 }
/** How long the portal takes for a write, so that several are under way at a time. */
const WRITE_MS = 150
const ONE_BY_ONE = 60
const APART_MS = 500
/** Until the first ends: time to store the links and to start. */
const LEAD_MS = 20_000

const atPortal = (links: readonly { id: string }[], id: string): boolean =>
  links.some((link) => link.id === id)

/** Many links end in one second: how much of the portal's minute is used for it, and what it refuses. */
const manyAtOnce = async (): Promise<Figure[]> => {
  const settings = { AUDIT_INTERVAL: `${INTERVAL_S}s`, MAX_LIVE_LINKS: 'none' }
  const bench = await openBench({ portal: { settings: { rateLimits: CLOUD_RATE_LIMITS } }, settings })
  bench.portal.fault({ method: 'PUT', times: 'always', action: { kind: 'slow', ms: WRITE_MS } })
  const endAt = Date.now() + LEAD_MS
  await keepLinks(bench, AT_ONCE, () => ({ terms: { ...aShare().terms, expiresAt: endAt } }))
  const bot = await bench.startBot()
  try {
    await wait(Math.max(0, endAt - Date.now()) + LOOKED_AT.fromMs)
    const before = bench.portal.requests().length
    await wait(LOOKED_AT.forMs)
    const calls = bench.portal.requests().slice(before).length
    const refused = bench.portal.requests().filter(({ status }) => status === 429).length
    return [
      {
        what: `${AT_ONCE} links end together: the portal's minute, used`,
        against: 'its 1,500 calls',
        value: calls / CLOUD_RATE_LIMITS.perMinute,
        unit: 'times',
        target: { least: 0.9 },
        detail: `${calls} calls in a minute`,
      },
      {
        what: 'and refused with 429',
        against: null,
        value: refused,
        unit: 'calls',
        target: { most: 0 },
        detail: '',
      },
    ]
  } finally {
    await bot.close()
    await bench.close()
  }
}

/** Links that end one after the other, by their time or by a download: how soon they are dead, and the channel is told. */
const oneByOne = async (): Promise<Figure[]> => {
  const bench = await openBench({ settings: { AUDIT_INTERVAL: `${INTERVAL_S}s`, BURST_WINDOW: '0s' } })
  const { portal, slack } = bench
  const begunAt = Date.now() + LEAD_MS
  const isTimed = (index: number): boolean => index % 2 === 0
  const momentOf = (index: number): number => begunAt + index * APART_MS
  const { kept } = await keepLinks(bench, 2 * ONE_BY_ONE, (index) => {
    const terms = { ...aShare().terms, expiresAt: begunAt + 3_600_000 }
    return { terms: isTimed(index) ? { ...terms, expiresAt: momentOf(index) } : { ...terms, limit: 1 } }
  })
  const bot = await bench.startBot()
  const deadMs: number[] = []
  const toldMs: number[] = []
  const follow = async (index: number): Promise<void> => {
    const share = kept[index]
    if (share?.message === null || share === undefined) return
    const { file, linkId, message } = share
    await wait(Math.max(0, momentOf(index) - Date.now()))
    if (!isTimed(index)) await download(portal.directLink(file.id, linkId), `Browser ${index}`)
    const at = isTimed(index) ? momentOf(index) : Date.now()
    while (atPortal(portal.links(file.id), linkId)) await wait(10)
    if (!isTimed(index)) return void deadMs.push(Date.now() - at)
    const isNotice = (m: { thread_ts?: string; broadcast: boolean }) =>
      m.broadcast && m.thread_ts === message.ts
    while (!slack.state.messages.some((m) => m.channel === message.channel && isNotice(m))) await wait(10)
    toldMs.push(Date.now() - at)
  }
  try {
    await Promise.all(kept.map((_, index) => follow(index)))
  } finally {
    await bot.close()
    await bench.close()
  }
  const row = (what: string, values: number[], part: number, most: number): Figure => ({
    what,
    against: null,
    value: quantile(values, part) / 1_000,
    unit: 's',
    target: { most },
    detail: `half ${(median(values) / 1_000).toFixed(2)} s, slowest ${(Math.max(...values) / 1_000).toFixed(2)} s, of ${values.length}`,
  })
  return [
    row('used up to dead, 19 of 20', deadMs, 0.95, INTERVAL_S + 0.5),
    row('one download from its limit: used up to dead, half', deadMs, 0.5, 2),
    row('expired to told, 19 of 20', toldMs, 0.95, 0.7),
  ]
}

export const endFigures = async (): Promise<Figure[]> => [...(await oneByOne()), ...(await manyAtOnce())]
