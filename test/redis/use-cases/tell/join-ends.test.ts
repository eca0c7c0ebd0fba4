import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { tellShare } from '../../../../src/use-cases/tell/tell-share.ts'
import { aRevokedShare } from '../../../support/builders.ts'
import { storedShare, upToDate } from '../../../support/kept-shares.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const SILENT = { info: () => {}, warn: () => {}, error: () => {} }
const tell = (share: ShareLink, mayJoin: boolean) =>
  tellShare({
    shares: world.store.shares,
    claims: world.store.claims,
    notices: world.notices.port,
    jobs: world.jobs,
    now: world.clock.now,
    log: SILENT,
  }).tell(share, mayJoin)
const keep = async (count: number, channel = 'C0TEAM'): Promise<ShareLink[]> => {
  const all = Array.from({ length: count }, (_, index) =>
    upToDate(
      aRevokedShare({ id: `ABCDE${index + 2}`, message: { channel, ts: `1700000000.00000${index}` } }),
    ),
  )
  for (const share of all) await world.store.shares.create(share)
  return all
}
const ends = (all: readonly ShareLink[]) =>
  Promise.all(all.map(async (share) => (await storedShare(world, share)).notified.end))
const first = (all: readonly ShareLink[]): ShareLink => {
  const [share] = all
  if (share === undefined) throw new Error('no share')
  return share
}

describe('ends that wait in one channel', () => {
  it('are told in one post, those of other channels by themselves', async () => {
    const here = await keep(4)
    const there = upToDate(aRevokedShare({ id: 'QQQQQQ', message: { channel: 'C0OTHER', ts: '1.2' } }))
    await world.store.shares.create(there)
    await tell(first(here), true)
    expect(world.notices.joined.map(({ ids, channel }) => [ids.toSorted(), channel])).toEqual([
      [here.map(({ id }) => id).toSorted(), 'C0TEAM'],
    ])
    expect(world.notices.replies).toEqual([])
    expect(await ends([...here, there])).toEqual([...here.map(() => 'notified'), 'no'])
  })

  it.each([
    ['two', 2, true],
    ['that none waits for', 4, false],
  ])('are told each in its thread: %s', async (_, count, mayJoin) => {
    const all = await keep(count)
    await tell(first(all), mayJoin)
    expect([world.notices.joined.length, world.notices.replies.length]).toEqual([0, 1])
  })

  it.each([
    ['taken, and found', true, true, []],
    ['taken, where nobody can look', true, false, [false, false, false]],
    ['not taken, which is seen', false, true, [true, true, true]],
    ['not taken, where nobody can look', false, false, [false, false, false]],
  ])('whose answer is lost: %s', async (_, done, canLook, told) => {
    const all = await keep(3)
    world.notices.sight.canLook = canLook
    world.notices.failures.push({ error: slackError('unknown'), done })
    await expect(tell(first(all), true)).rejects.toThrow()
    expect(await ends(all)).toEqual(['telling', 'telling', 'telling'])
    for (const share of all) await tell(share, true)
    expect(world.notices.replies.map(({ toChannel }) => toChannel)).toEqual(told)
    expect(await ends(all)).toEqual(['notified', 'notified', 'notified'])
  })

  it.each(['not-sent', 'failed'] as const)('%s: are told together once Slack takes it', async (outcome) => {
    const all = await keep(3)
    world.notices.failures.push({ error: slackError(outcome) })
    await expect(tell(first(all), true)).rejects.toThrow()
    expect(await ends(all)).toEqual(['no', 'no', 'no'])
    await tell(first(all), true)
    expect(world.notices.joined).toHaveLength(1)
  })

  it('refused: are told each by itself', async () => {
    const all = await keep(3)
    world.notices.failures.push({ error: slackError('refused', 'invalid_blocks') })
    await tell(first(all), true)
    expect(world.notices.replies).toMatchObject([{ kind: 'end', toChannel: true }])
  })
})
