import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { carriedOut, decide } from '../../../src/domain/decide.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import { aShare, DAY, MINUTE, NOW, TEAM } from '../../support/builders.ts'

let redis: Redis
let namespace: string
let store: ReturnType<typeof createStore>
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
  store = createStore(redis, namespace)
})
afterEach(() => redis.disconnect())

const share = aShare()
const kinds = async () => (await store.record.read(TEAM, null, 100)).map(({ kind }) => kind)
const revoked = (now: ShareLink) => carriedOut(now, decide(now, { now: NOW, revokedBy: 'U0BOB' }), NOW)

describe('the record', () => {
  it('has one line of an end, however many processes decide it at once and however often', async () => {
    await store.shares.create(share)
    const others = Array.from({ length: 5 }, () => new Redis({ path: inject('redisSocket') }))
    const ends = others.map((other) => createStore(other, namespace).shares.change(share, revoked))
    expect((await Promise.all(ends)).filter(({ changed }) => changed)).toHaveLength(1)
    await store.shares.change(share, revoked)
    for (const other of others) other.disconnect()
    const lines = await store.record.read(TEAM, null, 100)
    expect(lines).toMatchObject([
      { kind: 'revoked', actor: 'U0BOB', share: share.id, file: '4821', channel: 'C0TEAM' },
    ])
    expect(Math.abs((lines[0]?.at ?? 0) - Date.now())).toBeLessThan(MINUTE)
  })

  it('has one line of a change whose answer was lost', async () => {
    await store.shares.create(share)
    let isLost = false
    const losing = new Proxy(redis, {
      get: (client, name) => {
        const value: unknown = Reflect.get(client, name)
        if (typeof value !== 'function' || !/^(eval|evalsha)$/.test(String(name))) return value
        return async (...given: unknown[]) => {
          const answer: unknown = await Reflect.apply(value, client, given)
          if (isLost) return answer
          isLost = true
          throw new Error('Command timed out')
        }
      },
    })
    await store.shares.change(share, (now) => ({ ...now, downloads: 1 }))
    await expect(createStore(losing, namespace).shares.change(share, revoked)).rejects.toThrow('timed out')
    await store.shares.change(share, revoked)
    expect(await kinds()).toEqual(['revoked'])
  })

  it('has one line of a claim, and one where it is given back', async () => {
    await store.shares.create(share)
    const taker = { kind: 'visitor', mark: 'a-browser' } as const
    const take = () => store.claims.take(share, { id: 'one', taker, now: NOW, windowMs: MINUTE })
    await take()
    await take()
    await store.claims.giveBack(share, 'one')
    await store.claims.giveBack(share, 'one')
    const told = { actor: 'visitor:a-browser', share: share.id, file: '4821', channel: 'C0TEAM' }
    expect(await store.record.read(TEAM, null, 100)).toMatchObject([
      { kind: 'claimed', ...told },
      { kind: 'given-back', ...told },
    ])
  })

  it('has one line of what changes no share, however often it is carried out', async () => {
    const connected = { kind: 'connected', actor: 'U0BOB' } as const
    await store.record.write(TEAM, 'REF1', connected)
    await store.record.write(TEAM, 'REF1', connected)
    await store.record.write(TEAM, 'REF2', connected)
    expect(await kinds()).toEqual(['connected', 'connected'])
  })

  it('is read on from any line', async () => {
    for (const key of ['1', '2', '3']) {
      await store.record.write(TEAM, key, { kind: 'connected', actor: `U${key}` })
    }
    const first = await store.record.read(TEAM, null, 2)
    const rest = await store.record.read(TEAM, first.at(-1)?.id ?? null, 2)
    expect([...first, ...rest].map(({ actor }) => actor)).toEqual(['U1', 'U2', 'U3'])
  })

  it('keeps what is young enough, and drops the rest', async () => {
    const key = createKeys(namespace).record(TEAM)
    const line = JSON.stringify({ kind: 'connected', actor: 'U0OLD' })
    for (const at of [NOW - 2 * DAY, NOW - DAY]) await redis.xadd(key, `${at}-0`, 'line', line)
    await store.record.trim(TEAM, NOW - DAY)
    expect((await store.record.read(TEAM, null, 9)).map(({ at }) => at)).toEqual([NOW - DAY])
  })
})
