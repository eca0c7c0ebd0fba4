import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { aRevokedShare, aShare, DAY, NOW, TEAM } from '../../../support/builders.ts'
import { purgeAll } from '../../../support/purge.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const TOLD = { message: null, notified: { end: 'notified' as const } }
const over = (id: string, verifiedAt = NOW - 2 * DAY, team = TEAM): ShareLink =>
  aRevokedShare({ team, id, ...TOLD, end: { verifiedAt } })
const owing = (id: string): ShareLink =>
  aRevokedShare({ id, message: null, end: { verifiedAt: NOW - 2 * DAY } })

const keep = (...shares: ShareLink[]) => Promise.all(shares.map((share) => world.store.shares.create(share)))
const left = async (team = TEAM) => (await world.store.shares.endedSince(team, 0)).map(({ id }) => id).sort()
const numbered = (count: number, make: (id: string) => ShareLink, letter: string) =>
  Array.from({ length: count }, (_, index) => make(`${letter}${String(index).padStart(5, '0')}`))

describe('R10: purging', () => {
  it('forgets what ended long ago, and nothing that lives, is young or still owes something', async () => {
    const alive = aShare({ id: 'DDDDDD' })
    await keep(over('AAAAAA'), over('BBBBBB', NOW), owing('CCCCCC'), alive)
    expect(await purgeAll(world, DAY)).toEqual([])
    expect(await left()).toEqual(['BBBBBB', 'CCCCCC'])
    expect(await world.store.shares.get(alive)).not.toBeNull()
  })

  it('goes on in small steps until nothing old is left', async () => {
    await keep(...numbered(450, over, 'A'))
    const places = await purgeAll(world, DAY)
    expect(await left()).toEqual([])
    expect(places).toEqual(Array(4).fill({ team: TEAM, skip: 0 }))
  })

  it('comes past what still owes something, however many that are', async () => {
    await keep(...numbered(150, owing, 'A'), ...numbered(150, over, 'B'))
    await purgeAll(world, DAY)
    expect(await left()).toHaveLength(150)
    expect((await left()).every((id) => id.startsWith('A'))).toBe(true)
  })

  it('goes through all workspaces', async () => {
    await keep(over('AAAAAA'), over('AAAAAA', NOW - 2 * DAY, 'T0OTHER'), over('BBBBBB', NOW, 'T0OTHER'))
    await purgeAll(world, DAY)
    expect([await left(), await left('T0OTHER')]).toEqual([[], ['BBBBBB']])
  })

  it('has nothing to do where nobody ever made a share', async () => {
    expect(await purgeAll(world, DAY)).toEqual([])
  })
})
