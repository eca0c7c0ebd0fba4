import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type {
  OutsidersAsking,
  OutsidersQuestion,
  RevocationOfMany,
} from '../../../../src/use-cases/admin-ports.ts'
import { answerOutsiders } from '../../../../src/use-cases/outsiders/answer-outsiders.ts'
import { askOfOutsiders } from '../../../../src/use-cases/outsiders/ask-of-outsiders.ts'
import { followOutsiders } from '../../../../src/use-cases/outsiders/follow-outsiders.ts'
import { mayTake } from '../../../../src/use-cases/rights/may-take.ts'
import { aShare, MINUTE, NOW, SECOND, TEAM } from '../../../support/builders.ts'
import { aChannel, aDirectory, aPerson } from '../../../support/directory.ts'
import { keepShare, storedShare } from '../../../support/kept-shares.ts'
import { someJobs } from '../../../support/some-jobs.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
let queued: OutsidersAsking[]
let asked: OutsidersQuestion[]
let revoked: RevocationOfMany[]
let failures: Error[]
let isExternal: boolean

const of = (n: number) => ({
  id: `A2345${n}`,
  linkId: `00000000-0000-4000-8000-00000000000${n}`,
  createdAt: NOW - n * MINUTE,
})
const OF_ALICE = aShare({ ...of(2), terms: { exact: true } })
const BOB = { id: 'U0BOB', name: 'Bob' }

beforeEach(async () => {
  world = createTestWorld(inject('redisSocket'))
  queued = []
  asked = []
  revoked = []
  failures = []
  isExternal = true
  await keepShare(world, OF_ALICE)
  await keepShare(world, aShare(of(3)))
  await keepShare(world, aShare({ ...of(4), creator: BOB }))
})
afterEach(() => world.close())

const deps = () => ({
  ...world.shared,
  directory: aDirectory({ channel: aChannel({ isExternal }), companies: ['Acme Ltd'] }),
  jobs: someJobs({
    askOfOutsiders: async (asking) => void queued.push(asking),
    revokeMany: async (work) => void revoked.push(work),
  }),
  sendOutsidersQuestion: async (question: OutsidersQuestion) => {
    const failure = failures.shift()
    if (failure !== undefined) throw failure
    asked.push(question)
  },
})

const carryOut = async (): Promise<void> => {
  for (const asking of queued.splice(0).sort((one, other) => one.userId.localeCompare(other.userId)))
    await askOfOutsiders(deps())(asking)
}
const changed = async (at = NOW): Promise<void> => {
  await followOutsiders(deps()).changed(TEAM, 'C0TEAM', at)
  await carryOut()
}
const answered = (at: number, userId = 'U0ALICE') => ({
  team: TEAM,
  userId,
  channel: 'C0TEAM',
  at,
  reference: 'REF23456',
})

describe('T16: a channel turns external', () => {
  it('each owner is asked once about all their links there, however often that is told', async () => {
    await changed()
    await changed()
    await followOutsiders(deps()).look(TEAM, 'C0TEAM')
    await carryOut()
    expect(asked.map(({ to, links }) => [to, links.map(({ id }) => id)])).toEqual([
      ['U0ALICE', ['A23452', 'A23453']],
      ['U0BOB', ['A23454']],
    ])
    expect(asked[0]).toMatchObject({ companies: ['Acme Ltd'], channel: 'C0TEAM' })
  })

  it('nobody is asked where Slack says that it is not, or about links that outsiders were meant for', async () => {
    isExternal = false
    await changed()
    isExternal = true
    for (const n of [2, 3, 4])
      await world.store.shares.change({ team: TEAM, id: `A2345${n}` }, (share) => ({
        ...share,
        outsidersAgreed: true,
      }))
    await followOutsiders(deps()).look(TEAM, 'C0TEAM')
    expect(queued).toEqual([])
  })

  it('is asked again where Slack did not take it', async () => {
    failures = [slackError('not-sent')]
    await followOutsiders(deps()).look(TEAM, 'C0TEAM')
    const first = queued.find(({ userId }) => userId === 'U0ALICE')
    if (first === undefined) throw new Error('nothing was queued')
    await expect(askOfOutsiders(deps())(first)).rejects.toThrow('Slack call not-sent')
    await askOfOutsiders(deps())(first)
    expect(asked.map(({ links }) => links.length)).toEqual([2])
  })

  it('an exact link gives outsiders nothing until its owner has kept it', async () => {
    await changed()
    const outsider = aPerson({ id: 'U0XAVIER', isOutsider: true })
    const take = async () =>
      (
        await mayTake({ directory: aDirectory({ person: outsider }), adminUsers: [] })(
          await storedShare(world, OF_ALICE),
          { userId: 'U0XAVIER', userTeam: 'T0ACME', channel: 'C0TEAM' },
        )
      ).ok
    expect(await take()).toBe(false)
    const at = asked[0]?.at ?? 0
    expect(await answerOutsiders(deps()).keep(answered(at))).toMatchObject({ answer: { total: 2 } })
    expect(await take()).toBe(true)
  })

  it('what was agreed for one company says nothing of one that comes later', async () => {
    await changed()
    await answerOutsiders(deps()).keep(answered(asked[0]?.at ?? 0))
    world.clock.advance(MINUTE)
    await changed(world.clock.now() - SECOND)
    expect((await storedShare(world, OF_ALICE)).outsidersAgreed).toBeUndefined()
    expect(asked.map(({ to }) => to)).toEqual(['U0ALICE', 'U0BOB', 'U0ALICE', 'U0BOB'])
  })

  it('all of them are revoked, by their owner alone, and of one asking alone', async () => {
    await changed()
    const at = asked[0]?.at ?? 0
    const { revoke } = answerOutsiders(deps())
    expect(await revoke(answered(at, 'U0DANA'))).toMatchObject({ answer: { kind: 'no-links' } })
    expect(await revoke(answered(at - 1))).toMatchObject({ answer: { kind: 'no-links' } })
    expect(await revoke(answered(at))).toMatchObject({ answer: { kind: 'revoking-all', total: 2 } })
    expect(revoked.map(({ left }) => left.toSorted())).toEqual([['A23452', 'A23453']])
  })
})
