import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { cameLate } from '../../../../src/domain/came-late.ts'
import { isFinished } from '../../../../src/domain/pending-notice.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { aRevokedShare, aShare, NOW } from '../../../support/builders.ts'
import { repliesOf, storedShare, upToDate } from '../../../support/kept-shares.ts'
import {
  Crash,
  createCrashing,
  createTestWorld,
  slackError,
  type TestWorld,
  tellOne,
} from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const keep = async (share: ShareLink) => {
  await world.store.shares.create(share)
  return share
}
const stored = (share: ShareLink) => storedShare(world, share)
const replies = () => repliesOf(world)
const SILENT = { info: () => {}, warn: () => {}, error: () => {} }

describe('replies are seen at most once', () => {
  const owing = () => upToDate(aRevokedShare({ downloads: 3, notified: { downloads: 3 } }))
  const owingDownloads = () =>
    upToDate(aShare({ downloads: 2, terms: { limit: 9 }, notified: { downloads: 1 } }))
  const lateAfterAll = () => {
    const { notified, ...told } = owing()
    const heard = { ...told, notified: { ...notified, end: 'notified' as const } }
    return cameLate(heard, 'used-up') ?? heard
  }
  const extension = { expiresAt: NOW, limit: 9, by: 'U0BOB', askedAt: NOW, reference: 'REF23456' }

  it.each([
    ['the end', owing, 'end'],
    ['the end, to its creator', () => ({ ...owing(), message: null, messageLost: true }), 'end'],
    ['downloads', owingDownloads, 'downloads from 1'],
    ['a warning', () => upToDate(aShare({ downloads: 2, notified: { downloads: 1 } })), 'warning from 1'],
    ['an extension', () => upToDate(aShare({ extensions: [extension] })), 'extensions from 0'],
    ['that somebody came too late', lateAfterAll, 'came-late'],
    ['that the message is gone', () => aShare({ message: null, messageLost: true }), 'lost'],
  ])('%s: after a crash at any call', async (_, build, reply) => {
    const counting = createCrashing(null)
    const share = await keep(build())
    await tellOne({
      claims: world.store.claims,
      shares: counting.port('shares', world.store.shares),
      notices: counting.port('notices', world.notices.port),
      jobs: world.jobs,
      now: world.clock.now,
      log: SILENT,
    })(share)
    expect(replies()).toEqual([reply])
    for (let at = 1; at <= counting.calls.length; at += 1) {
      for (const when of ['before', 'after'] as const) {
        world.close()
        world = createTestWorld(inject('redisSocket'))
        await keep(build())
        const crashing = createCrashing({ at, when })
        const dying = tellOne({
          claims: world.store.claims,
          shares: crashing.port('shares', world.store.shares),
          notices: crashing.port('notices', world.notices.port),
          jobs: world.jobs,
          now: world.clock.now,
          log: SILENT,
        })
        await expect(dying(share)).rejects.toThrow(Crash)
        while ((await world.tell(share)) === 'more');
        const where = `${when} ${counting.calls[at - 1]}`
        const ends = world.notices.replies.filter(({ kind }) => kind === 'end')
        // Never twice to the channel; where it may not have got it, once more, and never not.
        expect(ends.filter(({ toChannel }) => toChannel).length, where).toBeLessThanOrEqual(1)
        expect(ends.length, where).toBeLessThanOrEqual(2)
        if (reply === 'end') expect(ends.length, where).toBeGreaterThanOrEqual(1)
        expect(replies().length - ends.length, where).toBeLessThanOrEqual(reply === 'end' ? 0 : 1)
        expect(isFinished(await stored(share))).toBe(true)
        // Lost only where the process died between the mark and Slack's taking it.
        if (at < 2) expect(replies()).toEqual([reply])
      }
    }
  })

  it.each([
    ['posts can be looked for', true, 1],
    ['nobody can look', false, 1],
  ])(
    'R8: the end, after two crashes at any two calls, where %s: in the channel twice at most, and never nowhere',
    async (_, canLook, least) => {
      const counting = createCrashing(null)
      const tellWith = (crashing: ReturnType<typeof createCrashing>) =>
        tellOne({
          claims: world.store.claims,
          shares: crashing.port('shares', world.store.shares),
          notices: crashing.port('notices', world.notices.port),
          jobs: world.jobs,
          now: world.clock.now,
          log: SILENT,
        })
      await tellWith(counting)(await keep(owing()))
      const points = counting.calls.flatMap((_, index) =>
        (['before', 'after'] as const).map((when) => ({ at: index + 1, when })),
      )
      for (const first of points) {
        for (const second of points) {
          world.close()
          world = createTestWorld(inject('redisSocket'))
          world.notices.sight.canLook = canLook
          const share = await keep(owing())
          for (const point of [first, second]) await tellWith(createCrashing(point))(share).catch(() => {})
          while ((await world.tell(share)) === 'more');
          const where = JSON.stringify([first, second])
          expect(world.notices.replies.length, where).toBeLessThanOrEqual(canLook ? 1 : 3)
          const seen = world.notices.replies.filter(({ share: { message } }) => message !== null)
          expect(seen.length, where).toBeLessThanOrEqual(canLook ? 1 : 2)
          expect(world.notices.replies.length, where).toBeGreaterThanOrEqual(least)
          expect(isFinished(await stored(share)), where).toBe(true)
        }
      }
    },
  )

  it('downloads: not again when the answer was lost', async () => {
    const share = await keep(owingDownloads())
    world.notices.failures.push({ error: slackError('unknown'), done: true })
    expect(await world.tell(share)).toBe('done')
    expect(await world.tell(share)).toBe('done')
    expect(world.notices.replies).toHaveLength(1)
  })

  describe('the end whose answer was lost', () => {
    const endIs = async (share: ShareLink) => (await stored(share)).notified.end
    const toChannel = () => world.notices.replies.map((reply) => reply.toChannel)
    const losing = async (share: ShareLink, done: boolean) => {
      world.notices.failures.push({ error: slackError('unknown'), done })
      await expect(world.tell(share)).rejects.toThrow()
    }
    const lost = async (done: boolean, canLook = false) => {
      world.notices.sight.canLook = canLook
      const share = await keep(owing())
      await losing(share, done)
      expect(await endIs(share)).toBe('telling')
      return share
    }

    it.each([
      ['that Slack posted', true, [true, false]],
      ['that Slack did not post', false, [false]],
    ])('%s, where nobody can look: is told in the thread alone, once', async (_, done, told) => {
      const share = await lost(done)
      expect(await world.tell(share)).toBe('done')
      expect(await world.tell(share)).toBe('done')
      expect(toChannel()).toEqual(told)
      expect(isFinished(await stored(share))).toBe(true)
    })

    it.each([
      ['that Slack posted', true],
      ['that Slack did not post', false],
    ])('%s, where it can be looked for: is in the channel once', async (_, done) => {
      const share = await lost(done, true)
      expect(await world.tell(share)).toBe('done')
      expect(toChannel()).toEqual([true])
      expect(isFinished(await stored(share))).toBe(true)
    })

    it.each([
      ['that Slack posted', true, [true, false, false]],
      ['that Slack did not post', false, [false]],
    ])('R8: unknown in the thread too, %s: its creator is told', async (_, done, told) => {
      const share = await lost(done)
      await losing(share, done)
      expect(await world.tell(share)).toBe('done')
      expect(toChannel()).toEqual(told)
      expect(isFinished(await stored(share))).toBe(true)
    })

    it.each([
      ['that Slack posted', true],
      ['that Slack did not post', false],
    ])('R8: lost twice, %s, where it can be looked for: is in the channel once', async (_, done) => {
      const share = await lost(done, true)
      if (!done) await losing(share, done)
      expect(await world.tell(share)).toBe('done')
      expect(toChannel()).toEqual([true])
    })

    it('waits where Slack does not answer the look', async () => {
      const share = await lost(true, true)
      const { port } = world.notices
      const { findEnd } = port
      port.findEnd = async () => {
        throw slackError('failed')
      }
      await expect(world.tell(share)).rejects.toThrow()
      port.findEnd = findEnd
      expect(await world.tell(share)).toBe('done')
      expect(toChannel()).toEqual([true])
    })

    it.each(['not-sent', 'failed'] as const)('%s in the thread: tried again there', async (outcome) => {
      const share = await lost(true)
      world.notices.failures.push({ error: slackError(outcome) })
      await expect(world.tell(share)).rejects.toThrow()
      expect(await endIs(share)).toBe('telling')
      expect(await world.tell(share)).toBe('done')
      expect(toChannel()).toEqual([true, false])
    })

    it('is marked before the thread is told', async () => {
      const share = await lost(true)
      const seen: string[] = []
      const notices = { ...world.notices.port, announceEnd: async () => void seen.push(await endIs(share)) }
      await tellOne({
        claims: world.store.claims,
        shares: world.store.shares,
        notices,
        jobs: world.jobs,
        now: world.clock.now,
        log: SILENT,
      })(share)
      expect(seen).toEqual(['again'])
    })

    it('is told by reconcileShares when nobody asks', async () => {
      const share = await lost(false)
      await world.reconcile()
      await world.drain()
      expect(toChannel()).toEqual([false])
      expect(isFinished(await stored(share))).toBe(true)
    })
  })

  it.each(['not-sent', 'failed'] as const)('%s: tried again', async (outcome) => {
    const share = await keep(owing())
    world.notices.failures.push({ error: slackError(outcome) })
    const before = (await stored(share)).notified
    await expect(world.tell(share)).rejects.toThrow()
    expect((await stored(share)).notified).toEqual(before)
    expect((await stored(share)).notified.end).toBe('no')
    expect(await world.tell(share)).toBe('done')
    expect(replies()).toEqual(['end'])
    expect((await stored(share)).notified.end).toBe('notified')
  })

  it('refused, and to its creator too: given up, and finished', async () => {
    const share = await keep(owing())
    const refused = { error: slackError('refused', 'restricted_action') }
    world.notices.failures.push(refused, refused)
    expect(await world.tell(share)).toBe('more')
    expect(await world.tell(share)).toBe('done')
    expect(replies()).toEqual([])
    expect(isFinished(await stored(share))).toBe(true)
  })

  it('by two workers at once', async () => {
    const share = await keep(owing())
    await Promise.all([world.tell(share), world.tell(share)])
    expect(replies()).toEqual(['end'])
  })
})
