import { expect, it } from 'vitest'
import { type RedisFound, watchRedis } from '../../../../src/use-cases/upkeep/watch-redis.ts'

const OK: RedisFound = { status: 'ok' }
const OOM: RedisFound = { status: 'down', detail: 'OOM: out of memory' }
const WARNED: RedisFound = { status: 'ok', warnings: ['nothing is kept'] }

/** What is logged while Redis is found so, one look after the other. */
const loggedOf = async (...found: RedisFound[]) => {
  const lines: [string, object][] = []
  const stop = new AbortController()
  await watchRedis({
    lookAtRedis: async () => found.shift() ?? OK,
    pause: async () => {
      if (found.length === 0) stop.abort()
    },
    signal: stop.signal,
    log: { info: (data, text) => lines.push([text, data]), warn: (data, text) => lines.push([text, data]) },
  })
  return lines
}

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
