import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { unattendedKey } from '../../../../src/domain/unattended.ts'
import type { UnattendedQuestion } from '../../../../src/use-cases/admin-ports.ts'
import { answerUnattended } from '../../../../src/use-cases/leavers/answer-unattended.ts'
import { askAboutUnattended } from '../../../../src/use-cases/leavers/ask-about-unattended.ts'
import { followPeople } from '../../../../src/use-cases/leavers/follow-people.ts'
import { lookAtPeople } from '../../../../src/use-cases/leavers/look-at-people.ts'
import type { Person } from '../../../../src/use-cases/ports.ts'
import { aShare, MINUTE, NOW, TEAM } from '../../../support/builders.ts'
import { aDirectory, aPerson } from '../../../support/directory.ts'
import { keepShare } from '../../../support/kept-shares.ts'
import { someJobs } from '../../../support/some-jobs.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
let asked: UnattendedQuestion[]
let queued: string[]
/** What Slack says of Bob. */
let bob: Partial<Person>
/** Thrown when somebody is asked, once each. */
let failures: Error[]
beforeEach(async () => {
  world = createTestWorld(inject('redisSocket'))
  asked = []
  queued = []
  failures = []
  bob = { isOutsider: true, hasLeft: true }
  await keepShare(world, aShare({ ...of(2), creator: BOB }))
  await keepShare(
    world,
    aShare({ ...of(3), creator: BOB, channel: { id: 'C0OTHER', name: 'other' }, message: null }),
  )
  await keepShare(world, aShare(of(4)))
})
afterEach(() => world.close())

const BOB = { id: 'U0BOB', name: 'Bob' }
const CAROL = { team: TEAM, userId: 'U0CAROL', reference: 'REF23456' }
const BY_BOB = { kind: 'by', user: 'U0BOB' } as const
const of = (n: number) => ({
  id: `A2345${n}`,
  linkId: `00000000-0000-4000-8000-00000000000${n}`,
  createdAt: NOW - n * MINUTE,
})

const deps = (admins = ['C0ADMINS'], isAdmin = true) => ({
  ...world.shared,
  unattended: world.store.unattended,
  record: world.store.record,
  lookRounds: world.store.lookRounds,
  directory: {
    ...aDirectory(),
    person: async (_team: string, id: string) => {
      if (failures.length > 0) throw failures.shift()
      return id === 'U0BOB' ? aPerson(bob) : aPerson({ id, name: 'Carol', isAdmin })
    },
  },
  adminUsers: ['U0CAROL', 'U0DORIS'],
  adminChannel: 'C0ADMINS',
  adminsOf: async () => admins,
  allowGuests: false,
  jobs: someJobs({
    askAboutUnattended: async (_team, key) => void queued.push(key),
    tell: world.shared.jobs.tell,
  }),
  sendUnattended: async (question: UnattendedQuestion) => {
    const failure = failures.shift()
    if (failure !== undefined) throw failure
    asked.push(question)
  },
})

const follow = () => followPeople(deps())
const ask = (key = unattendedKey({ kind: 'deactivated', user: 'U0BOB' })) =>
  askAboutUnattended(deps())(TEAM, key)

describe('T17: somebody with live links leaves', () => {
  it('admins are asked once, however often that is found and by however many', async () => {
    await Promise.all([follow().look(TEAM, 'U0BOB'), follow().look(TEAM, 'U0BOB')])
    await ask()
    await follow().look(TEAM, 'U0BOB')
    await ask()
    expect(asked).toMatchObject([{ to: 'C0ADMINS', cause: { kind: 'deactivated', user: 'U0BOB' }, total: 2 }])
    expect(asked[0]?.newest.map(({ id }) => id)).toEqual(['A23452', 'A23453'])
  })

  it.each<[string, Partial<Person>, string | null]>([
    ['a guest who may not use the app', { isGuest: true }, 'guest'],
    ['a member as before', {}, null],
    ['of another company by now, which Slack alone decides', { isOutsider: true }, null],
  ])('%s', async (_, person, kind) => {
    bob = person
    await follow().look(TEAM, 'U0BOB')
    await ask()
    expect(asked.map(({ cause }) => cause.kind)).toEqual(kind === null ? [] : [kind])
  })

  it('admins of its own workspace are asked, and found only when there is somebody to ask about', async () => {
    const teams: string[] = []
    const known = { ...deps(), adminsOf: async (team: string) => [`of ${teams.push(team) && team}`] }
    await follow().look(TEAM, 'U0BOB')
    await follow().look(TEAM, 'U0DANA')
    await askAboutUnattended(known)(TEAM, 'by U0BOB')
    await askAboutUnattended(known)(TEAM, 'by U0BOB')
    expect(asked.map(({ to }) => to)).toEqual([`of ${TEAM}`])
    expect(teams).toEqual([TEAM])
  })

  it('is kept while Slack does not say who the admins are, and is asked later', async () => {
    await follow().look(TEAM, 'U0BOB')
    const away = { ...deps(), adminsOf: () => Promise.reject(slackError('not-sent')) }
    await expect(askAboutUnattended(away)(TEAM, 'by U0BOB')).rejects.toThrow('Slack call not-sent')
    await ask()
    expect(asked.map(({ to }) => to)).toEqual(['C0ADMINS'])
  })

  it('asks Slack for no admins where there is nothing to ask about any more', async () => {
    await follow().look(TEAM, 'U0BOB')
    for (const n of [2, 3])
      await world.store.shares.change({ team: TEAM, id: of(n).id }, (share) => ({
        ...share,
        state: 'revoked',
      }))
    const removed = { ...deps(), adminsOf: () => Promise.reject(slackError('refused', 'not_installed')) }
    await askAboutUnattended(removed)(TEAM, 'by U0BOB')
    await askAboutUnattended(removed)(TEAM, 'by U0BOB')
    expect(await world.store.unattended.all(TEAM)).toEqual([])
  })

  it('who comes back and leaves again is asked about again', async () => {
    await follow().look(TEAM, 'U0BOB')
    await ask()
    bob = {}
    await follow().look(TEAM, 'U0BOB')
    bob = { isOutsider: true, hasLeft: true }
    await follow().look(TEAM, 'U0BOB')
    await ask()
    expect(asked).toHaveLength(2)
  })

  it('whoever has no live link is nobody to ask about', async () => {
    await follow().look(TEAM, 'U0DANA')
    expect(queued).toEqual([])
    expect(await world.store.unattended.all(TEAM)).toEqual([])
  })

  it('each admin is asked where the channel of the admins is closed to the app', async () => {
    await follow().look(TEAM, 'U0BOB')
    failures = [slackError('refused', 'not_in_channel')]
    await ask()
    expect(asked.map(({ to }) => to)).toEqual(['U0CAROL', 'U0DORIS'])
  })

  it('is asked again where Slack did not take it, and only those who were not', async () => {
    await follow().look(TEAM, 'U0BOB')
    failures = [slackError('not-sent')]
    await expect(ask()).rejects.toThrow('Slack call not-sent')
    await ask()
    expect(asked).toHaveLength(1)
  })
})

describe('a channel', () => {
  it('that is archived: admins are asked about its links, whosever they are', async () => {
    await follow().archived(TEAM, 'C0TEAM')
    await ask('in C0TEAM')
    expect(asked).toMatchObject([{ cause: { kind: 'archived', channel: 'C0TEAM' }, total: 2 }])
  })

  it('that somebody left: about their links there; not about whoever has left the workspace', async () => {
    await follow().leftChannel(TEAM, 'U0BOB', 'C0TEAM')
    bob = {}
    await follow().leftChannel(TEAM, 'U0BOB', 'C0TEAM')
    expect(queued).toEqual(['by U0BOB', 'by-in U0BOB C0TEAM'])
    await ask('by-in U0BOB C0TEAM')
    expect(asked).toMatchObject([{ cause: { kind: 'member-left' }, total: 1 }])
  })
})

describe('the answer', () => {
  it('T8: is for admins alone', async () => {
    const refused = { ok: false, refusal: { reason: 'admins-only', to: 'see-to' } }
    const { takeOver, keep } = answerUnattended({ ...deps([], false), adminUsers: [] })
    expect(await takeOver({ ...CAROL, scope: BY_BOB })).toEqual(refused)
    expect(await keep({ ...CAROL, scope: BY_BOB })).toEqual(refused)
  })

  it('take over: the admin is their creator from then on, wherever these are found', async () => {
    await follow().look(TEAM, 'U0BOB')
    const outcome = await answerUnattended(deps()).takeOver({ ...CAROL, scope: BY_BOB })
    expect(outcome).toMatchObject({ answer: { kind: 'taken-over', total: 2, by: 'U0CAROL' } })
    const { shares } = world.store
    expect(await shares.get({ team: TEAM, id: 'A23452' })).toMatchObject({
      creator: { id: 'U0CAROL', name: 'Carol' },
      sharedBy: BOB,
    })
    expect((await shares.live(TEAM, { by: 'U0BOB' }, { skip: 0, take: 9 })).total).toBe(0)
    expect((await shares.live(TEAM, { by: 'U0CAROL' }, { skip: 0, take: 9 })).total).toBe(2)
    expect(world.asked.filter(({ name }) => name === 'tell')).toHaveLength(2)
    expect(await world.store.unattended.all(TEAM)).toEqual([])
  })

  it('keep: they live on, and nobody is asked again', async () => {
    await follow().look(TEAM, 'U0BOB')
    await ask()
    await answerUnattended(deps()).keep({ ...CAROL, scope: BY_BOB })
    await follow().look(TEAM, 'U0BOB')
    await ask()
    expect(asked).toHaveLength(1)
    const lines = await world.store.record.read(TEAM, null, 10)
    expect(lines).toMatchObject([{ kind: 'kept', actor: 'U0CAROL', result: 'unattended: by U0BOB' }])
  })
})

describe('a round of looks', () => {
  const look = () =>
    lookAtPeople({
      ...deps(),
      lookAtPerson: follow().look,
      lookAtChannel: async () => {},
      noticeIdle: async () => {},
    })()

  it('finds who has left though no event told it', async () => {
    await look()
    expect(queued).toEqual(['by U0BOB'])
    await look()
    expect(queued).toHaveLength(1)
  })

  it('asks once more whom Slack did not tell of', async () => {
    failures = [slackError('not-sent', 'ratelimited')]
    await look()
    await look()
    expect(queued).toEqual(['by U0BOB'])
  })
})
