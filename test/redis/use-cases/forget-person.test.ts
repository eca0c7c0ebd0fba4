import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import { createStore } from '../../../src/store/store.ts'
import { forgetPerson } from '../../../src/use-cases/record/forget-person.ts'
import { allThatIsStored } from '../../support/all-that-is-stored.ts'
import { aRevokedShare, aShare, MINUTE, NOW, TEAM } from '../../support/builders.ts'

let redis: Redis
let namespace: string
let store: ReturnType<typeof createStore>
let dropped: unknown[]
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
  store = createStore(redis, namespace)
  dropped = []
})
afterEach(() => redis.disconnect())

const forgetting = () =>
  forgetPerson({
    ...store,
    directory: {
      person: async (_team, id) => ({
        id,
        name: id,
        timeZone: 'Etc/UTC',
        isAdmin: id === 'U0ADMIN',
        isOutsider: false,
        workspaces: [],
        isGuest: false,
      }),
    },
    adminUsers: [],
    accountOf: async ({ userId }) => (userId === 'U0BOB' ? 'account' : null),
    dropAccount: async (member) => void dropped.push(member),
    newMark: () => 'a-mark',
  })
const admin = { team: TEAM, userId: 'U0ADMIN' }

/** Told of its end, so that nothing is left to do. */
const finished = (id: string, by: string) => {
  const share = aRevokedShare({
    id,
    creator: { id: by, name: 'Bobby Tables' },
    terms: { note: 'call me, Bobby' },
    cleanedAt: NOW,
    answered: true,
    notified: { end: 'notified' },
  })
  return { ...share, notified: { ...share.notified, fingerprint: fingerprintOf(share) } }
}
const takeBy = (id: string, share: { team: string; id: string }) =>
  store.claims.take(share, {
    id: randomUUID(),
    taker: { kind: 'person', id, name: 'Bobby Tables' },
    now: NOW,
    windowMs: MINUTE,
  })

it('T28 a person who is forgotten is named nowhere but in links that live', async () => {
  const theirs = finished('AAAAAA', 'U0BOB')
  await store.shares.create({ ...theirs, state: 'active', end: null })
  await takeBy('U0BOB', theirs)
  await takeBy('U0BOBBY', theirs)
  await store.shares.change(theirs, () => theirs)
  await store.record.write(TEAM, 'REF1', { kind: 'connected', actor: 'U0BOB' })
  await store.record.write(TEAM, 'REF2', { kind: 'connected', actor: 'U0BOBBY' })
  await store.homeViewers.setAdmin(TEAM, 'U0BOB', true)
  await store.homeViewers.note(TEAM, 'U0BOB', 0)
  const before = await store.record.read(TEAM, null, 100)

  const done = await forgetting().forget(admin, 'U0BOB', 'REF3')
  expect(done).toMatchObject({ ok: true, answer: { kind: 'forgotten', userId: 'U0BOB', live: 0 } })
  const kept = (await allThatIsStored(redis, namespace)).filter((one) => /U0BOB\b|call me/.test(one))
  expect(kept).toEqual([])
  const after = await store.record.read(TEAM, null, 100)
  expect(after.slice(0, -1).map(({ id, kind }) => [id, kind])).toEqual(
    before.map(({ id, kind }) => [id, kind]),
  )
  expect(after.map(({ actor }) => actor)).toContain('U0BOBBY')
  expect(after.at(-1)).toMatchObject({ kind: 'forgotten', actor: 'U0ADMIN', result: 'forgotten:a-mark' })
  const { taken } = await store.claims.count(theirs, 0)
  expect(taken).toBe(2)
})

it('links that live are said, and stay; nobody but admins may ask', async () => {
  await store.shares.create(aShare({ creator: { id: 'U0BOB', name: 'Bob' } }))
  expect(await forgetting().ask(admin, 'U0BOB')).toMatchObject({
    ok: true,
    answer: { live: 1, hasAccount: true },
  })
  await forgetting().forget(admin, 'U0BOB', 'REF1')
  expect((await store.shares.get(aShare()))?.creator.id).toBe('U0BOB')
  for (const asked of [
    forgetting().ask({ team: TEAM, userId: 'U0EVE' }, 'U0BOB'),
    forgetting().forget({ team: TEAM, userId: 'U0EVE' }, 'U0BOB', 'REF2'),
  ])
    expect(await asked).toMatchObject({ ok: false, refusal: { reason: 'admins-only', to: 'forget' } })
  // The account of DocSpace that they had connected, once.
  expect(dropped).toEqual([{ team: TEAM, userId: 'U0BOB' }])
})
