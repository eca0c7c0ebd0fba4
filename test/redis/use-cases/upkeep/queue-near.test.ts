import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { queueNear } from '../../../../src/use-cases/upkeep/queue-near.ts'
import { aRevokedShare, aShare, HOUR, MINUTE, NOW, SECOND } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const ending = (id: string, inMs: number, more: Partial<ShareLink> = {}): ShareLink =>
  aShare({ id, terms: { expiresAt: NOW + inMs }, ...more, notified: {}, end: null })
const keep = (...shares: ShareLink[]) => Promise.all(shares.map((share) => world.store.shares.create(share)))

/** One process; gives what it has asked for since it was last looked at. */
const aProcess = () => {
  const asked: string[] = []
  const near = queueNear({
    shares: world.store.shares,
    jobs: {
      end: async ({ id }) => void asked.push(`end ${id}`),
      warn: async ({ id }) => void asked.push(`warn ${id}`),
    },
    now: world.clock.now,
    warnBeforeMs: HOUR,
  })
  return async (): Promise<string[]> => {
    await near()
    return asked.splice(0).sort()
  }
}

describe('R13: ends and warnings', () => {
  it('are queued once they are less than a minute away, each once', async () => {
    const upkeep = aProcess()
    await keep(
      ending('AAAAAA', 65 * SECOND),
      ending('BBBBBB', HOUR + 65 * SECOND),
      ending('CCCCCC', 3 * HOUR),
    )
    // A process that begins does not know of what it was warned already.
    expect(await upkeep()).toEqual(['warn AAAAAA'])
    world.clock.advance(10 * SECOND)
    expect(await upkeep()).toEqual(['end AAAAAA', 'warn BBBBBB'])
    world.clock.advance(10 * SECOND)
    expect(await upkeep()).toEqual([])
  })

  it('come however long nobody looked', async () => {
    const upkeep = aProcess()
    await keep(ending('AAAAAA', 3 * MINUTE), ending('BBBBBB', HOUR + 2 * MINUTE))
    expect(await upkeep()).toEqual(['warn AAAAAA'])
    world.clock.advance(150 * SECOND)
    expect(await upkeep()).toEqual(['end AAAAAA', 'warn BBBBBB'])
    expect(await aProcess()()).toEqual(['end AAAAAA', 'warn AAAAAA', 'warn BBBBBB'])
  })

  it('are not forgotten where it fails, or the clock is set back', async () => {
    const upkeep = aProcess()
    expect(await upkeep()).toEqual([])
    await keep(ending('AAAAAA', 90 * SECOND))
    world.clock.advance(40 * SECOND)
    await world.redis.del(`${world.namespace}:teams`)
    expect(await upkeep()).toEqual([])
    await world.redis.sadd(`${world.namespace}:teams`, 'T0SHARE')
    expect(await upkeep()).toContain('end AAAAAA')
    world.clock.advance(-35 * SECOND)
    expect(await upkeep()).toEqual(['warn AAAAAA'])
    world.clock.advance(30 * SECOND)
    expect(await upkeep()).toEqual(['end AAAAAA'])
  })

  it('are those of suspended shares too, and no warning comes twice', async () => {
    const suspended = aRevokedShare({
      id: 'AAAAAA',
      terms: { expiresAt: NOW + MINUTE },
      end: { reason: 'blind' },
    })
    await keep(suspended, ending('BBBBBB', MINUTE, { endIsNear: NOW + MINUTE }))
    expect(await aProcess()()).toEqual(['end AAAAAA', 'end BBBBBB', 'warn AAAAAA'])
  })
})
