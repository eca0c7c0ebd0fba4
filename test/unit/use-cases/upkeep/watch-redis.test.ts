import { expect, it } from 'vitest'
import type { RedisNotice } from '../../../../src/domain/redis-notice.ts'
import { type RedisFound, watchRedis } from '../../../../src/use-cases/upkeep/watch-redis.ts'
import { NOW } from '../../../support/builders.ts'

const OK: RedisFound = { status: 'ok' }
const OOM: RedisFound = { status: 'down', detail: 'OOM: out of memory' }
const WARNED: RedisFound = { status: 'ok', warnings: ['nothing is kept'] }

/** What is logged and told while Redis is found so, one look after the other. */
const play = async (found: RedisFound[], more: Partial<Parameters<typeof watchRedis>[0]> = {}) => {
  const lines: [string, object][] = []
  const told: RedisNotice[] = []
  const stop = new AbortController()
  let clock = 0
  await watchRedis({
    lookAtRedis: async () => found.shift() ?? OK,
    isHerald: async () => true,
    tell: async (notice) => void told.push(notice),
    tellAfterMs: 60_000,
    now: () => NOW + clock,
    monotonic: () => clock,
    pause: async (ms) => {
      clock += ms
      if (found.length === 0) stop.abort()
    },
    signal: stop.signal,
    log: { info: (data, text) => lines.push([text, data]), warn: (data, text) => lines.push([text, data]) },
    ...more,
  })
  return { lines, told }
}
const loggedOf = async (...found: RedisFound[]) => (await play(found)).lines
const outageOf = (looks: number): RedisFound[] => [OK, ...Array<RedisFound>(looks).fill(OOM), OK, OK]

it('logs that Redis takes no writes once, and that it takes them again', async () => {
  expect(await loggedOf(OK, OOM, OOM, OOM, OK, OK)).toEqual([
    ['Redis takes no writes', { detail: 'OOM: out of memory' }],
    ['Redis takes writes again', {}],
  ])
})

it('logs another reason, and each warning once', async () => {
  expect(await loggedOf(OOM, { status: 'down', detail: 'no answer' }, WARNED, WARNED)).toEqual([
    ['Redis takes no writes', { detail: 'OOM: out of memory' }],
    ['Redis takes no writes', { detail: 'no answer' }],
    ['Redis takes writes again', {}],
    ['the Redis is not set up as it should be', { warning: 'nothing is kept' }],
  ])
})

it('tells admins of an outage that lasts, once, and that it is over', async () => {
  const { told } = await play(outageOf(20))
  expect(told).toEqual([
    { kind: 'down', since: NOW + 5_000, detail: 'OOM: out of memory' },
    { kind: 'back', afterMs: 100_000 },
  ])
})

it('tells nobody of a short one, nor where another process does', async () => {
  expect((await play(outageOf(10))).told).toEqual([])
  expect((await play(outageOf(20), { isHerald: async () => false })).told).toEqual([])
})

it('tells of an outage that was there when it started', async () => {
  const isHerald = () => Promise.reject(new Error('no Redis'))
  const { told } = await play(outageOf(20).slice(1), { isHerald })
  expect(told.map(({ kind }) => kind)).toEqual(['down', 'back'])
})

it('tries three times to tell, and says nothing of the end of what nobody was told of', async () => {
  let tries = 0
  const tell = async () => {
    tries += 1
    throw new Error('no Slack')
  }
  await play(outageOf(40), { tell })
  expect(tries).toBe(3)
})
