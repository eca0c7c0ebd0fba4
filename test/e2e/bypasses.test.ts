import { Redis } from 'ioredis'
import { afterAll, beforeAll, inject, test } from 'vitest'
import { createStore } from '../../src/store/store.ts'
import { GATE_ENV, putExactShare } from '../support/exact-share.ts'
import { fetchBytes, gateVisitors } from '../support/gate-visitor.ts'
import { type Stage, setStage } from '../support/stage.ts'

// What gets more out of a watched link than its limit allows, tried at the gate of the running app.

const BYTES = 600_000
const LIMIT = 3

const ends: (() => Promise<void>)[] = []
let stage: Stage
let store: ReturnType<typeof createStore>
let port = 0
let shares = 0
beforeAll(async () => {
  stage = await setStage(GATE_ENV, {}, (end) => void ends.push(end))
  port = (await stage.startBot()).port
  const redis = new Redis({ path: inject('redisSocket') })
  ends.push(async () => redis.disconnect())
  store = createStore(redis, stage.namespace)
})
afterAll(async () => {
  for (const end of ends.reverse()) await end()
})

const setShare = async () => {
  const { portal, slack } = stage
  shares += 1
  const share = await putExactShare(
    { shares: store.shares, portal },
    {
      team: slack.teamId,
      id: `BYPASS${shares}`,
      creator: { id: slack.user('alice').id, name: 'Alice' },
      channel: { id: slack.channel('#general').id, name: 'general' },
      limit: LIMIT,
      file: portal.addFile({ title: `Plan ${shares}.bin`, content: new Uint8Array(BYTES) }),
    },
  )
  return { share, ...gateVisitors(share, port) }
}

type Visitors = Awaited<ReturnType<typeof setShare>>

const TRIES: [name: string, counts: number, act: (visitors: Visitors) => Promise<readonly number[]>][] = [
  [
    '`view` for `download`',
    1,
    async ({ claim }) => {
      const address = await claim()
      const all = [`${address}?action=view`, `${address}?action=download&action=view`, address]
      return Promise.all(all.map(async (one) => (await fetchBytes(one)).bytes))
    },
  ],
  [
    '`Range: bytes=1-`',
    1,
    async ({ claim }) => {
      const address = await claim()
      const rest = await fetchBytes(address, { range: 'bytes=1-' })
      const first = await fetchBytes(address, { range: 'bytes=0-0' })
      return [rest.bytes + first.bytes]
    },
  ],
  [
    'HEAD of the page and of a claim',
    1,
    async ({ look, claim }) => {
      for (let turn = 0; turn < 9; turn += 1) await look('HEAD')
      const address = await claim()
      for (let turn = 0; turn < 9; turn += 1) await fetch(address, { method: 'HEAD' })
      return [(await fetchBytes(address)).bytes]
    },
  ],
  [
    'eight segments at once',
    1,
    async ({ claim }) => {
      const address = await claim()
      const size = BYTES / 8
      const ranges = Array.from({ length: 8 }, (_, n) => `bytes=${n * size}-${(n + 1) * size - 1}`)
      const parts = await Promise.all(ranges.map((range) => fetchBytes(address, { range })))
      return [parts.reduce((sum, { bytes }) => sum + bytes, 0)]
    },
  ],
  [
    'a hundred previews',
    0,
    async ({ look }) => {
      const pages = await Promise.all(Array.from({ length: 100 }, () => look()))
      return pages.filter(({ status }) => status !== 200).map(() => 0)
    },
  ],
  [
    'a download that goes on after a cut',
    1,
    async ({ claim }) => {
      const address = await claim()
      const { bytes } = await fetchBytes(address, {}, 100_000)
      const rest = await fetchBytes(address, { range: `bytes=${bytes}-` })
      return [bytes + rest.bytes]
    },
  ],
]

test.concurrent.for(TRIES)('%s counts %i', async ([, counts, act], { expect }) => {
  const visitors = await setShare()
  const { share, press } = visitors
  for (const bytes of await act(visitors)) expect(bytes).toBe(BYTES)
  expect((await store.claims.count(share, 0)).taken).toBe(counts)
  // What is left can be had, and no more.
  const others = await Promise.all(Array.from({ length: 9 }, () => press()))
  expect(others.filter(({ status }) => status === 303)).toHaveLength(LIMIT - counts)
  expect(others.filter(({ status }) => status === 410)).toHaveLength(9 - LIMIT + counts)
  for (const { address } of others)
    if (address !== null) expect((await fetchBytes(address)).bytes).toBe(BYTES)
  await expect
    .poll(() => store.shares.get(share), { timeout: 20_000 })
    .toMatchObject({ state: 'revoked', downloads: LIMIT, end: { reason: 'limit' } })
})
