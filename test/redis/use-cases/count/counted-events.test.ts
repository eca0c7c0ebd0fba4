import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { aReply, aRevokedShare, aShare, HOUR, MINUTE, NOW, SECOND } from '../../../support/builders.ts'
import { addToTrail, keepShare, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const EXTENSION = {
  expiresAt: NOW + HOUR,
  limit: 3,
  by: 'U0BOB',
  askedAt: NOW - MINUTE,
  reference: 'REF23457',
  replyTo: aReply(),
  refusal: null,
}

/** How many commands one reading sends. */
const commandsOf = async (sweep: () => Promise<unknown>): Promise<number> => {
  let sent = 0
  const { sendCommand } = world.redis
  world.redis.sendCommand = function (...given) {
    sent += 1
    return sendCommand.apply(this, given)
  }
  await sweep()
  world.redis.sendCommand = sendCommand
  return sent
}

describe('events that were counted', () => {
  it('are not looked up again by the same process', async () => {
    await keepShare(world)
    addToTrail(world, {}, {})
    const sweep = world.sweep()
    const first = await commandsOf(sweep)
    const again = await commandsOf(sweep)
    expect(again).toBeLessThan(first / 2)
    expect((await storedShare(world)).downloads).toBe(2)
  })

  it('are joined by those that are new', async () => {
    await keepShare(world)
    addToTrail(world, {})
    const sweep = world.sweep()
    await sweep()
    addToTrail(world, { ip: '198.51.100.99' })
    await sweep()
    expect((await storedShare(world)).downloads).toBe(2)
  })

  it('are counted for a share that is made later', async () => {
    await keepShare(world)
    addToTrail(world, {})
    const sweep = world.sweep()
    await sweep()
    const other = await keepShare(world, aShare({ id: 'ABCDEF' }))
    await sweep()
    expect((await storedShare(world, other)).downloads).toBe(1)
  })

  it('are counted again where Redis has lost its last writes', async () => {
    await keepShare(world)
    const { redis, namespace } = world
    const before = await redis.keys(`${namespace}:*`)
    const kept = await Promise.all(before.map(async (key) => [key, await redis.dumpBuffer(key)] as const))
    addToTrail(world, {}, {})
    const sweep = world.sweep()
    await sweep()
    // A failover to a replica that had less.
    await redis.del(...(await redis.keys(`${namespace}:*`)))
    for (const [key, dump] of kept) if (dump !== null) await redis.restore(key, 0, dump)
    expect((await storedShare(world)).downloads).toBe(0)
    await sweep()
    expect((await storedShare(world)).downloads).toBe(2)
  })

  it('are not those without a key while the portal does not say what other ways to the file there are', async () => {
    await keepShare(world)
    addToTrail(world, {}, { page: null })
    const sweep = world.sweep()
    world.portal.failures.glance = [new PortalError('unavailable', 'x')]
    await sweep()
    expect((await storedShare(world)).downloads).toBe(1)
    await sweep()
    expect((await storedShare(world)).downloads).toBe(2)
  })

  describe('of a share that is extended after its end', () => {
    const over = (verifiedAt: number) =>
      aRevokedShare({ end: { verifiedAt, decidedAt: verifiedAt }, extending: EXTENSION })
    /** The extension is carried out at last. */
    const revive = (share: ShareLink) =>
      world.store.shares.change(share, (current) => ({
        ...current,
        state: 'active',
        end: null,
        pastEnds: current.end === null ? [] : [{ ...current.end, revivedAt: EXTENSION.askedAt }],
        extending: null,
        judgedEvents: -1,
      }))

    it('are those of its new life that were read before that was on record', async () => {
      const share = await keepShare(world, over(NOW - 65 * MINUTE))
      addToTrail(world, { at: NOW - 9 * MINUTE }, { at: NOW - SECOND })
      const sweep = world.sweep()
      await sweep()
      await revive(share)
      await sweep()
      expect((await storedShare(world)).downloads).toBe(1)
    })

    it.each([
      [50, [SECOND]],
      [62, [SECOND]],
      [65, [SECOND]],
      [24 * 60, [SECOND]],
      [65, [9 * MINUTE, SECOND]],
    ])(
      'are those too that no reading goes back to by then, %i minutes after its end',
      async (minutes, agos) => {
        const share = await keepShare(world, over(NOW - minutes * MINUTE))
        addToTrail(world, ...agos.map((ago) => ({ at: NOW - ago })))
        const sweep = world.sweep()
        await sweep()
        world.portal.trail.length = 0
        addToTrail(world, { id: 999, at: NOW, userId: 'a member', page: null })
        await revive(share)
        await sweep()
        expect((await storedShare(world)).downloads).toBe(1)
      },
    )

    it('are those without a key too, where its link was the only way in', async () => {
      const share = await keepShare(world, over(NOW - 5 * MINUTE))
      addToTrail(world, { at: NOW - SECOND, page: null })
      const sweep = world.sweep()
      await sweep()
      await revive(share)
      await sweep()
      expect((await storedShare(world)).downloads).toBe(1)
    })
  })
})
