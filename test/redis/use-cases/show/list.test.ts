import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Answer } from '../../../../src/domain/answer.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { type Lister, type ListScope, listShares } from '../../../../src/use-cases/show/list-shares.ts'
import { aRevokedShare, aShare, MINUTE, NOW, ROW_FACTS, TEAM } from '../../../support/builders.ts'
import { aDirectory, aPerson } from '../../../support/directory.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const ALICE: Lister = { userId: 'U0ALICE', channel: 'C0TEAM' }
const CAROL: Lister = { userId: 'U0CAROL', channel: 'C0TEAM' }

const list = (isAdmin: boolean | 'outside' = false, adminUsers: string[] = []) =>
  listShares({
    shares: world.store.shares,
    directory: aDirectory({
      person: aPerson({ isAdmin: isAdmin !== false, isOutsider: isAdmin === 'outside' }),
    }),
    adminUsers,
    rowFacts: async () => ROW_FACTS,
  })
const page = async (scope: ListScope, asker: Lister, skip = 0, isAdmin = true) => {
  const outcome = await list(isAdmin)(TEAM, scope, asker, { skip, replace: true })
  if (!outcome.ok || outcome.answer?.kind !== 'list') throw new Error(JSON.stringify(outcome))
  return outcome.answer as Extract<Answer, { kind: 'list' }>
}

const idOf = (index: number): string =>
  `A${[1_000, 100, 10, 1].map((place) => 'ABCDEFGHJK'[Math.floor(index / place) % 10]).join('')}X`
const keepMany = async (count: number, over: Partial<ShareLink> = {}): Promise<void> => {
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      world.store.shares.create({
        ...aShare({ id: idOf(index), createdAt: NOW - (count - index) * MINUTE }),
        ...over,
      }),
    ),
  )
}
/** Counted from the newest: which shares a page shows. */
const rows = ({ shares }: { shares: readonly ShareLink[] }, count: number) =>
  shares.map(({ id }) => Array.from({ length: count }, (_, index) => idOf(count - 1 - index)).indexOf(id))

describe('pages', () => {
  it.each([
    [1, 0, 0, 1],
    [30, 0, 0, 15],
    [30, 15, 15, 15],
    [500, 0, 0, 15],
    [500, 495, 495, 5],
    [500, 500, 495, 5],
    [500, 999_999, 495, 5],
    [30, 30, 15, 15],
    [31, 40, 30, 1],
    [0, 15, 0, 0],
  ])('of %d shares after %d: from %d, %d of them', async (count, skip, from, shown) => {
    await keepMany(count)
    const found = await page('mine', ALICE, skip)
    expect(found).toMatchObject({ skip: from, total: count, replace: true })
    expect(rows(found, count)).toEqual(Array.from({ length: shown }, (_, index) => from + index))
  })

  it('load no more shares than they show', async () => {
    await keepMany(60)
    let reads = 0
    const counting = listShares({
      shares: {
        ...world.store.shares,
        live: (team, scope, part) => {
          reads += part.take
          return world.store.shares.live(team, scope, part)
        },
      },
      directory: aDirectory(),
      adminUsers: [],
      rowFacts: async () => ROW_FACTS,
    })
    await counting(TEAM, 'mine', ALICE, { skip: 15, replace: true })
    expect(reads).toBe(15)
  })
})

describe('who may list', () => {
  it.each<[string, boolean | 'outside', string[], boolean]>([
    ['an admin of the workspace', true, [], true],
    ['an outsider who says to be one', 'outside', [], false],
    ['a named admin', false, ['U0CAROL'], true],
    ['anybody else', false, [], false],
  ])('all: %s, asked at every page', async (_, isAdmin, adminUsers, may) => {
    await keepMany(20)
    for (const skip of [0, 15]) {
      const outcome = await list(isAdmin, adminUsers)(TEAM, 'all', CAROL, { skip, replace: true })
      expect(outcome.ok).toBe(may)
      if (!may) expect(outcome).toEqual({ ok: false, refusal: { reason: 'admins-only' } })
    }
  })

  it('mine and here show nothing of other people and places', async () => {
    await keepMany(2)
    await world.store.shares.create(aShare({ id: 'BBBBBB', creator: { id: 'U0BOB', name: 'Bob' } }))
    await world.store.shares.create(aShare({ id: 'CCCCCC', channel: { id: 'C0BOARD', name: 'board' } }))
    await world.store.shares.create(aRevokedShare({ id: 'DDDDDD' }))
    expect((await page('mine', CAROL)).total).toBe(0)
    expect((await page('mine', ALICE)).total).toBe(3)
    const here = await page('here', CAROL, 0, false)
    expect(here.shares.map(({ id }) => id).sort()).toEqual([idOf(0), idOf(1), 'BBBBBB'].sort())
    expect((await page('all', CAROL)).total).toBe(4)
  })

  it('here tells nothing of what was never posted there, on every page', async () => {
    await keepMany(17)
    for (let index = 0; index < 17; index += 2) {
      await world.store.shares.change({ team: TEAM, id: idOf(index) }, (share) => ({
        ...share,
        message: null,
      }))
    }
    expect(await page('here', CAROL)).toMatchObject({ total: 8, shares: { length: 8 } })
    expect((await page('mine', ALICE)).total).toBe(17)
  })

  it.each<[string, Partial<ShareLink>, number]>([
    ['is being made', { state: 'creating', step: 'posting', message: null }, 0],
    ['has lost its message', { message: null, messageLost: true }, 1],
    ['is ending', { state: 'revoking' }, 1],
  ])('here, of a share that %s: %#', async (_, over, total) => {
    await world.store.shares.create({ ...aShare(), ...over })
    expect((await page('here', CAROL)).total).toBe(total)
  })

  it('here is nowhere without a channel', async () => {
    await keepMany(1)
    const outcome = await list()(TEAM, 'here', { userId: 'U0ALICE', channel: null })
    expect(outcome).toEqual({ ok: true, answer: null })
  })
})

describe('an address', () => {
  const POSTED = aShare({ id: 'AAAAAA' })
  const UNPOSTED = aShare({ id: 'BBBBBB', message: null })

  it.each<[string, ListScope, Lister, number, string[]]>([
    ['one has one’s own', 'mine', ALICE, 2, ['AAAAAA', 'BBBBBB']],
    ['one has one’s own among all', 'all', ALICE, 2, ['AAAAAA', 'BBBBBB']],
    ['others here have what was posted', 'here', CAROL, 1, ['AAAAAA']],
    ['an admin is given none', 'all', CAROL, 2, []],
  ])('%s', async (_, scope, asker, count, ids) => {
    await world.store.shares.create(POSTED)
    await world.store.shares.create(UNPOSTED)
    const { shares } = await page(scope, asker)
    expect(shares).toHaveLength(count)
    const given = shares.filter(({ address }) => address !== null)
    expect(given.map(({ id }) => id).sort()).toEqual(ids)
  })
})
