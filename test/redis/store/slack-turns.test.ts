import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PACED } from '../../../src/domain/slack-tiers.ts'
import { createStore } from '../../../src/store/store.ts'
import type { SlackTurns } from '../../../src/use-cases/notice-ports.ts'
import { MINUTE, NOW, SECOND, TEAM } from '../../support/builders.ts'

let redis: Redis
let turns: SlackTurns
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  turns = createStore(redis, `test:${randomUUID()}`).slackTurns
})
afterEach(() => redis.disconnect())

const { everyMs, burst } = PACED['chat.update']
const firsts = async (count: number, now = NOW) => {
  const given: number[] = []
  for (let index = 0; index < count; index += 1)
    given.push(await turns.turn(TEAM, 'chat.update', 'first', now, false))
  return given
}

describe('turns of a method', () => {
  it('R2: a burst goes at once, all others are an even pace apart', async () => {
    const given = await firsts(burst + 4)
    expect(given.map((at) => at - NOW)).toEqual([
      ...Array(burst + 1).fill(0),
      everyMs,
      2 * everyMs,
      3 * everyMs,
    ])
  })

  it('never have more in a minute than the tier and one burst', async () => {
    const given = await firsts(200)
    for (const from of given) {
      expect(given.filter((at) => at >= from && at < from + MINUTE).length).toBeLessThanOrEqual(
        48 + burst + 1,
      )
    }
  })

  it('are not waited for longer where a clock is set back four minutes', async () => {
    await firsts(burst + 4)
    await turns.turn(TEAM, 'chat.update', 'later', NOW, false)
    const back = NOW - 4 * MINUTE
    const longest = back + 2 * burst * everyMs
    expect(await turns.turn(TEAM, 'chat.update', 'first', back, false)).toBeLessThanOrEqual(longest)
    expect(await turns.turn(TEAM, 'chat.update', 'later', back, false)).toBeLessThanOrEqual(longest)
  })

  it('of one method are none of another’s', async () => {
    await firsts(100)
    expect(await turns.turn(TEAM, 'views.publish', 'first', NOW, false)).toBe(NOW)
  })

  it('in one workspace are none of another’s', async () => {
    await firsts(100)
    await turns.rest(TEAM, 'chat.update', null, MINUTE)
    expect(await turns.turn('T0OTHER', 'chat.update', 'first', NOW, false)).toBe(NOW)
    expect(await turns.restMs('T0OTHER', 'chat.update', null)).toBe(0)
  })

  it('leave half of a burst to those that go first', async () => {
    const later = () => turns.turn(TEAM, 'chat.update', 'later', NOW, false)
    let atOnce = 0
    while ((await later()) <= NOW) atOnce += 1
    expect(atOnce).toBe(burst / 2 + 1)
    expect((await firsts(burst / 2)).every((at) => at <= NOW)).toBe(true)
  })

  it('of those that come later wait again while those that go first are waiting', async () => {
    await firsts(burst)
    const at = await turns.turn(TEAM, 'chat.update', 'later', NOW, false)
    expect(at).toBeGreaterThan(NOW)
    await firsts(10, at)
    const anew = await turns.turn(TEAM, 'chat.update', 'later', at, true)
    expect(anew).toBeGreaterThan(at)
    expect(await turns.turn(TEAM, 'chat.update', 'later', anew, true)).toBe(anew)
  })
})

describe('a pause that Slack asks for', () => {
  it('R2: pushes every turn behind it, an even pace apart, those of later ones last', async () => {
    const [reserved] = (await firsts(burst + 5)).slice(-1)
    await turns.rest(TEAM, 'chat.update', null, MINUTE)
    const now = NOW
    const first = await turns.turn(TEAM, 'chat.update', 'first', reserved ?? now, true)
    const second = await turns.turn(TEAM, 'chat.update', 'first', now, false)
    const last = await turns.turn(TEAM, 'chat.update', 'later', now, false)
    expect(first).toBeGreaterThan(now + MINUTE - SECOND)
    expect(second - first).toBeGreaterThanOrEqual(everyMs - SECOND)
    expect(last).toBeGreaterThan(second)
  })

  it('is not longer for what comes later, where nothing goes first', async () => {
    await turns.rest(TEAM, 'chat.update', null, SECOND)
    const at = await turns.turn(TEAM, 'chat.update', 'later', NOW, false)
    expect(at).toBeGreaterThan(NOW)
    expect(at - NOW).toBeLessThanOrEqual(SECOND)
    await expect.poll(() => turns.restMs(TEAM, 'chat.update', null)).toBe(0)
    expect(await turns.turn(TEAM, 'chat.update', 'later', at, true)).toBe(at)
  })

  it('is for the method, whoever asks; the longest counts', async () => {
    await turns.rest(TEAM, 'chat.update', null, MINUTE)
    await turns.rest(TEAM, 'chat.update', null, SECOND)
    expect(await turns.restMs(TEAM, 'chat.update', null)).toBeGreaterThan(MINUTE - SECOND)
    expect(await turns.restMs(TEAM, 'views.publish', null)).toBe(0)
  })

  it('is for one channel of posts, and for all once a second channel meets it', async () => {
    await turns.rest(TEAM, 'chat.postMessage', 'C1', MINUTE)
    await turns.rest(TEAM, 'chat.postMessage', 'C1', MINUTE)
    expect(await turns.restMs(TEAM, 'chat.postMessage', 'C1')).toBeGreaterThan(0)
    expect(await turns.restMs(TEAM, 'chat.postMessage', 'C2')).toBe(0)
    await turns.rest(TEAM, 'chat.postMessage', 'C2', MINUTE)
    expect(await turns.restMs(TEAM, 'chat.postMessage', 'C3')).toBeGreaterThan(0)
  })
})
