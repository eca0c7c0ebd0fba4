import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Answer } from '../../../../src/domain/answer.ts'
import type { LinkScope } from '../../../../src/domain/link-scope.ts'
import { askRevokeAll, revokeAll } from '../../../../src/use-cases/admin/revoke-all.ts'
import { revokeInSteps } from '../../../../src/use-cases/admin/revoke-in-steps.ts'
import type { ManyRevoked, RevocationOfMany } from '../../../../src/use-cases/admin-ports.ts'
import { aRevokedShare, aShare, HOUR, MINUTE, NOW, SECOND, TEAM } from '../../../support/builders.ts'
import { aDirectory, aPerson } from '../../../support/directory.ts'
import { keepShare } from '../../../support/kept-shares.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
let queued: RevocationOfMany[]
let told: ManyRevoked[]
/** Shares whose links were asked to be removed. */
let removed: string[]
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
  queued = []
  told = []
  removed = []
})
afterEach(() => world.close())

const BOB = { id: 'U0BOB', name: 'Bob' }
const OTHER = { id: 'C0OTHER', name: 'other' }

/** Three of Alice in #team, one of them paused; two of Bob, one of them elsewhere; one that is over. */
const keepSome = async (): Promise<void> => {
  const of = (n: number) => ({
    id: `A2345${n}`,
    linkId: `00000000-0000-4000-8000-00000000000${n}`,
    createdAt: NOW - n * MINUTE,
  })
  await keepShare(world, aShare({ ...of(2), file: { id: '17', title: 'Plan.xlsx' } }))
  await keepShare(world, aShare(of(3)))
  await keepShare(world, aRevokedShare({ ...of(4), end: { reason: 'blind', by: null } }))
  await keepShare(world, aShare({ ...of(5), creator: BOB }))
  await keepShare(world, aShare({ ...of(6), creator: BOB, channel: OTHER, message: null }))
  await keepShare(world, aRevokedShare(of(7)))
}

const deps = (isAdmin = true, adminUsers: string[] = []) => ({
  ...world.shared,
  directory: aDirectory({ person: aPerson({ isAdmin }) }),
  adminUsers,
  jobs: {
    ...world.shared.jobs,
    revoke: world.shared.jobs.revoke,
    revokeMany: async (work: RevocationOfMany) => void queued.push(work),
  },
})

const CAROL = { team: TEAM, userId: 'U0CAROL' }
const ask = async (scope: LinkScope) => {
  const outcome = await askRevokeAll(deps())({ ...CAROL, scope })
  return outcome.ok ? (outcome.answer as Extract<Answer, { kind: 'ask-revoke-all' }>) : null
}
const agree = (scope: LinkScope, before = NOW) =>
  revokeAll(deps())({ ...CAROL, scope, before, reference: 'REF23456' })

/** Does what was asked of the jobs. */
const drain = async (): Promise<void> => {
  removed.push(...world.asked.flatMap(({ name, ref }) => (name === 'revoke' ? [ref.id] : [])))
  while (world.asked.length > 0) await world.asked.shift()?.work()
}

/** Carries the work out as its job does, until nothing is left; `onPause`: what happens meanwhile. */
const carryOut = async (onPause = drain, times = 50): Promise<number> => {
  const step = revokeInSteps({
    ...world.shared,
    jobs: world.shared.jobs,
    tellManyRevoked: async (one) => void told.push(one),
  })
  let work = queued[0]
  for (let steps = 1; work !== undefined && steps <= times; steps += 1) {
    const next = await step(work)
    if (next === null) return steps
    work = { ...work, left: next.left }
    if (next.at > world.clock.now()) {
      world.clock.advance(next.at - world.clock.now())
      await onPause()
    }
  }
  throw new Error('it does not end')
}

const stateOf = async (id: string) => (await world.store.shares.get({ team: TEAM, id }))?.state

describe('the question', () => {
  it.each<[string, LinkScope, number, number]>([
    ['all', { kind: 'all' }, 5, 2],
    ['of a person', { kind: 'by', user: 'U0BOB' }, 2, 1],
    ['of a channel', { kind: 'in', channel: 'C0TEAM' }, 4, 2],
    ['of a channel in which none was posted', { kind: 'in', channel: 'C0OTHER' }, 1, 1],
    ['of a file', { kind: 'of', fileId: '17' }, 1, 1],
  ])('counts the links that stand open, paused ones too: %s', async (_, scope, total, people) => {
    await keepSome()
    expect(await ask(scope)).toMatchObject({ kind: 'ask-revoke-all', total, people, before: NOW })
    expect(world.asked).toEqual([])
  })

  it('names the newest first, and the file', async () => {
    await keepSome()
    const question = await ask({ kind: 'of', fileId: '17' })
    expect(question?.of).toEqual({ kind: 'of', fileId: '17', title: 'Plan.xlsx' })
    const all = await ask({ kind: 'all' })
    expect(all?.newest.map(({ id }) => id)).toEqual(['A23452', 'A23453', 'A23454', 'A23455', 'A23456'])
  })

  it('is not put where there is nothing to revoke', async () => {
    expect(await ask({ kind: 'all' })).toEqual({ kind: 'no-links', of: { kind: 'all' }, replace: false })
  })

  it('T8: is for admins alone, and so is its button', async () => {
    await keepSome()
    const refused = { ok: false, refusal: { reason: 'admins-only', to: 'revoke-all' } }
    const scope: LinkScope = { kind: 'by', user: 'U0BOB' }
    expect(await askRevokeAll(deps(false))({ team: TEAM, userId: 'U0BOB', scope })).toEqual(refused)
    const pressed = { team: TEAM, userId: 'U0BOB', scope, before: NOW, reference: 'REF23456' }
    expect(await revokeAll(deps(false))(pressed)).toEqual(refused)
    expect(queued).toEqual([])
    expect(await revokeAll(deps(false, ['U0BOB']))(pressed)).toMatchObject({ ok: true })
  })
})

describe('the answer yes', () => {
  it('revokes each by a job of its own, in the name of the admin, and tells them when all are gone', async () => {
    await keepSome()
    expect(await agree({ kind: 'in', channel: 'C0TEAM' })).toMatchObject({
      answer: { kind: 'revoking-all', total: 4 },
    })
    await carryOut()
    for (const id of ['A23452', 'A23453', 'A23455']) {
      expect((await world.store.shares.get({ team: TEAM, id }))?.end).toMatchObject({
        reason: 'manual',
        by: 'U0CAROL',
      })
    }
    // It does not resume.
    expect((await world.store.shares.get({ team: TEAM, id: 'A23454' }))?.end?.reason).toBe('manual')
    expect(await stateOf('A23456')).toBe('active')
    expect(removed.toSorted()).toEqual(['A23452', 'A23453', 'A23455'])
    expect(told).toEqual([
      { team: TEAM, to: 'U0CAROL', of: { kind: 'in', channel: 'C0TEAM' }, total: 4, left: 0 },
    ])
  })

  it('leaves links alone that were made after the question, and waits for those whose making had begun', async () => {
    await keepSome()
    await keepShare(world, aShare({ id: 'B23452', createdAt: NOW + SECOND }))
    const making = aShare({ id: 'B23453', createdAt: NOW - SECOND, state: 'creating', step: 'linking' })
    await keepShare(world, making)
    await agree({ kind: 'all' })
    expect(queued[0]?.total).toBe(6)
    await carryOut(async () => {
      await world.store.shares.change(making, (share) =>
        share.state === 'creating' ? { ...share, state: 'active', step: null } : null,
      )
      await drain()
    })
    expect(await stateOf('B23452')).toBe('active')
    expect(await stateOf('B23453')).toBe('revoked')
  })

  it('tells after an hour which the portal does not let go', async () => {
    await keepSome()
    await agree({ kind: 'by', user: 'U0BOB' })
    await carryOut(async () => world.clock.advance(HOUR))
    expect(told).toMatchObject([{ total: 2, left: 2 }])
    expect(await stateOf('A23455')).toBe('revoking')
  })

  it('does the same again after a crash at any step', async () => {
    await keepSome()
    await agree({ kind: 'all' })
    const step = revokeInSteps({
      ...world.shared,
      tellManyRevoked: async () => {
        throw slackError('unknown')
      },
    })
    const [work] = queued
    if (work === undefined) throw new Error('nothing was queued')
    await step(work)
    await step(work)
    await drain()
    await expect(step(work)).rejects.toThrow('Slack call unknown')
    expect(await carryOut()).toBe(1)
    expect(told).toMatchObject([{ total: 5, left: 0 }])
  })

  it('goes through hundreds in steps, behind which nobody else waits', async () => {
    const ids = Array.from(
      { length: 450 },
      (_, n) => `${String(n).padStart(5, 'A').replace(/[01]/g, 'X')}${n % 10}Z`,
    )
    const many = [...new Set(ids)].map((id) => aShare({ id, linkId: `link-${id}`, createdAt: NOW - SECOND }))
    await Promise.all(many.map((share) => world.store.shares.create(share)))
    await agree({ kind: 'all' })
    await carryOut()
    expect(queued[0]?.total).toBe(many.length)
    const share = await world.store.shares.get({ team: TEAM, id: many[0]?.id ?? '' })
    expect(share?.end).toMatchObject({ reason: 'manual', amongMany: true })
    expect(await world.store.shares.counts(TEAM)).toMatchObject({ live: 0 })
  })
})
