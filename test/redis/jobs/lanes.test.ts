import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PortalError } from '../../../src/domain/portal-error.ts'
import { TEAM } from '../../support/builders.ts'
import { createJobsWorld, gate, type JobsWorld, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

const refs = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => ({ team: TEAM, id: `${name}${index}` }))

describe('R1: links that are removed', () => {
  it('for the first time go past any number that failed, and hang now', async () => {
    const never = gate()
    const done: string[] = []
    let hanging = 0
    const sick = refs(30, 'SICK')
    world.start({
      revoke: async ({ id }, { lane }) => {
        if (!id.startsWith('SICK')) return void done.push(id)
        if (lane !== 'again') throw new PortalError('unavailable', 'x', { status: 500 })
        hanging += 1
        await never.opened
      },
    })
    for (const ref of sick) await world.queues.revoke(ref)
    await until(() => hanging === 3)
    const healthy = refs(5, 'WELL')
    for (const ref of healthy) await world.queues.revoke(ref)
    await until(() => done.length === 5)
    // A part of the workers, however many fail.
    expect(hanging).toBe(3)
    never.open()
  })

  it('where the portal has ended them already hold up no other', async () => {
    const never = gate()
    const begun: string[] = []
    world.start({
      revoke: async ({ id }) => {
        begun.push(id)
        if (id.startsWith('OVER')) await never.opened
      },
    })
    for (const ref of refs(20, 'OVER')) await world.queues.revoke(ref, 'expired')
    await until(() => begun.length > 0)
    await world.queues.revoke({ team: TEAM, id: 'LIVE' })
    await until(() => begun.includes('LIVE'))
    expect(begun.filter((id) => id !== 'LIVE')).toHaveLength(4)
    never.open()
  })

  it('hold up no decision on an end, and no look for what was lost', async () => {
    const never = gate()
    const done: string[] = []
    world.start({
      revoke: () => never.opened,
      expire: async () => void done.push('expire'),
      reconcile: async () => void done.push('reconcile'),
    })
    for (const ref of refs(20, 'SLOW')) await world.queues.revoke(ref)
    await world.rawQueue('due').add('expire-share', { team: TEAM, id: 'DUE' })
    await world.queues.reconcileNow()
    await until(() => done.length === 2)
    never.open()
  })

  it('and are slow stand beside the next, a few of them; more are broken off', async () => {
    const never = gate()
    const stopped: string[] = []
    const done: string[] = []
    world.start({
      revoke: async ({ id }, { signal }) => {
        if (id === 'NEXT') return void done.push(id)
        await Promise.race([
          never.opened,
          new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve())),
        ])
        if (!signal?.aborted) return void done.push(id)
        stopped.push(id)
        throw new PortalError('unavailable', 'x', { late: true })
      },
    })
    for (const ref of refs(6, 'SLOW')) await world.queues.revoke(ref)
    await world.queues.revoke({ team: TEAM, id: 'NEXT' })
    await until(() => done.includes('NEXT'))
    await until(() => stopped.length >= 3)
    never.open()
    await until(() => done.length >= 4)
  })

  it('of one file that failed are left alone together, until one of them passes', async () => {
    let isSick = true
    let asked = 0
    const done: string[] = []
    world.start({
      fileToEnd: async () => '4821',
      revoke: async ({ id }) => {
        asked += 1
        if (isSick) throw new PortalError('unavailable', 'x', { status: 500 })
        done.push(id)
      },
    })
    const all = refs(6, 'SAME')
    for (const ref of all) await world.queues.revoke(ref)
    await until(async () => (await world.rawQueue('again').getDelayedCount()) === 6)
    await until(() => asked >= 3)
    // Six jobs, each asking by itself, would have asked six times in each of the three rounds.
    expect(asked).toBeLessThan(9)
    isSick = false
    await until(() => done.length === 6)
    expect(done.toSorted()).toEqual(all.map(({ id }) => id))
  })

  it('on a portal that has too many requests count nothing against their file', async () => {
    let asked = 0
    const busy = new PortalError('rate-limited', 'x', { retryAfterMs: 60_000 })
    world.start({
      revoke: async () => {
        asked += 1
        if (asked < 3) throw busy
      },
    })
    await world.queues.revoke({ team: TEAM, id: 'BUSY' })
    await world.idle()
    expect(asked).toBe(3)
  })
})
