import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { HomeFacts } from '../../../../src/domain/home.ts'
import type { Barred } from '../../../../src/domain/membership.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { SlackError } from '../../../../src/domain/slack-error.ts'
import type { Directory, Log, Person } from '../../../../src/use-cases/ports.ts'
import { redrawingHomes } from '../../../../src/use-cases/show/redrawing-homes.ts'
import { showHome } from '../../../../src/use-cases/show/show-home.ts'
import {
  aPolicy,
  aRevokedShare,
  aShare,
  HOUR,
  NOW,
  ROW_FACTS,
  rulesOf,
  SECOND,
  TEAM,
} from '../../../support/builders.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
let published: { userId: string; facts: HomeFacts | Barred }[]
let people: Record<string, Partial<Person>>
let asked: string[]
let failures: SlackError[]
let warned: Record<string, unknown>[]
const log: Log = { info: () => {}, warn: (data) => void warned.push(data), error: () => {} }
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
  published = []
  people = {}
  asked = []
  failures = []
  warned = []
})
afterEach(() => world.close())

const directory = (): Directory => ({
  person: async (_team, id) => {
    asked.push(id)
    const person = {
      id,
      name: id,
      timeZone: 'Etc/UTC',
      isAdmin: false,
      isOutsider: false,
      workspaces: [],
      isGuest: false,
    }
    return { ...person, ...people[id] }
  },
  channel: async () => null,
  companyOf: async () => 'Acme',
  guestsIn: async () => 0,
  isInGroup: async () => false,
  companiesIn: async () => [],
  channelNamed: async () => null,
  isMember: async () => false,
})

const show = (userId = 'U0ALICE', allowGuests = false) =>
  showHome({
    shares: world.store.shares,
    claims: world.store.claims,
    cursor: world.store.cursor,
    auditStatus: world.store.auditStatus,
    canaries: world.store.canaries,
    bounds: world.store.bounds,
    directory: directory(),
    homes: {
      publish: async (_team, id, facts) => {
        const failure = failures.shift()
        if (failure !== undefined) throw failure
        published.push({ userId: id, facts })
      },
    },
    viewers: world.store.homeViewers,
    adminUsers: ['U0BOSS'],
    allowGuests,
    policyFor: rulesOf(),
    auditIntervalMs: 10 * SECOND,
    canTryCounting: false,
    rowFacts: async () => ROW_FACTS,
    now: world.clock.now,
    log,
  })(TEAM, userId)

const look = (userId = 'U0ALICE', page = 0) => world.store.homeViewers.note(TEAM, userId, page)
const ids = (shares: readonly ShareLink[] = []) => shares.map(({ id }) => id)
/** The Home that was published last. */
const home = (): HomeFacts => {
  const facts = published.at(-1)?.facts
  if (facts === undefined || typeof facts === 'string') throw new Error('no Home')
  return facts
}
const opened = async (userId = 'U0ALICE', page = 0): Promise<HomeFacts> => {
  await look(userId, page)
  await show(userId)
  return home()
}
const keep = async (count: number, creator = 'U0ALICE', from = 0): Promise<void> => {
  for (let index = from; index < from + count; index += 1) {
    const id = `A${String(index).padStart(5, '0')}`
    await world.store.shares.create(
      aShare({ id, creator: { id: creator, name: '' }, createdAt: NOW + index * SECOND }),
    )
  }
}

describe('a Home', () => {
  it('shows one’s own live links, newest first, what ended lately, and the rules', async () => {
    await keep(3)
    await keep(2, 'U0BOB', 10)
    for (let index = 0; index < 7; index += 1) {
      const end = { verifiedAt: NOW + index * SECOND }
      await world.store.shares.create(aRevokedShare({ id: `BBBBB${index}`, end }))
    }
    const facts = await opened()
    expect(ids(facts.live)).toEqual(['A00002', 'A00001', 'A00000'])
    expect(ids(facts.ended)).toEqual(['BBBBB6', 'BBBBB5', 'BBBBB4', 'BBBBB3', 'BBBBB2'])
    expect(facts).toMatchObject({
      total: 3,
      skip: 0,
      pageSize: 10,
      admin: null,
      policy: aPolicy(),
      auditIntervalMs: 10 * SECOND,
    })
  })

  it('is not drawn for somebody who has not opened it', async () => {
    await world.store.homeViewers.setAdmin(TEAM, 'U0ALICE', true)
    await show()
    expect([published, asked]).toEqual([[], []])
    // Nor is it drawn for what others share, from then on.
    expect(await world.store.homeViewers.whoSee(TEAM, 'U0BOB')).toEqual([])
  })

  it('of somebody of another company shows nothing of ours', async () => {
    await keep(1, 'U0BOSS')
    people.U0BOSS = { isOutsider: true, isAdmin: true }
    await look('U0BOSS')
    await show('U0BOSS')
    expect(published).toEqual([{ userId: 'U0BOSS', facts: 'outsider' }])
    expect(await world.store.homeViewers.whoSee(TEAM, 'U0BOB')).toEqual([])
  })

  it('of a guest of the workspace shows nothing either, unless guests may', async () => {
    await keep(1, 'U0BOSS')
    people.U0BOSS = { isGuest: true }
    await look('U0BOSS')
    await show('U0BOSS')
    expect(published).toEqual([{ userId: 'U0BOSS', facts: 'guest' }])
    expect(await world.store.homeViewers.whoSee(TEAM, 'U0BOB')).toEqual([])
    await show('U0BOSS', true)
    expect(home().total).toBe(1)
  })
})

describe('pages', () => {
  it.each<[number, number, number, number]>([
    [25, 0, 0, 10],
    [25, 1, 10, 10],
    [25, 2, 20, 5],
    [25, 3, 20, 5],
    [25, 999_999, 20, 5],
    [20, 2, 10, 10],
    [0, 4, 0, 0],
  ])('of %i links, page %i begins after %i and shows %i', async (total, page, skip, shown) => {
    await keep(total)
    const facts = await opened('U0ALICE', page)
    expect([facts.total, facts.skip, facts.live.length]).toEqual([total, skip, shown])
  })

  it('of 500 links shows one page, to an admin too', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, part) => keep(50, 'U0ALICE', part * 50)))
    people.U0ALICE = { isAdmin: true }
    await look('U0ALICE', 30)
    await show()
    expect([home().total, home().skip, home().live.length]).toEqual([500, 300, 10])
    expect(home().admin?.all).toHaveLength(10)
  })
})

describe('an admin', () => {
  it.each<[string, string, Partial<Person>]>([
    ['of the workspace', 'U0CAROL', { isAdmin: true }],
    ['by ADMIN_USERS', 'U0BOSS', {}],
  ])('%s sees everybody’s newest, their number, and how the trail is read', async (_, who, person) => {
    people[who] = person
    await keep(12)
    await world.store.cursor.advance({ newestSeenAt: null, sweptAt: NOW - SECOND, skewMs: 0 })
    const { live, admin } = await opened(who)
    expect(live).toEqual([])
    expect(admin).toMatchObject({ total: 12, health: { state: 'ok', sweptAt: NOW - SECOND } })
    expect(ids(admin?.all)).toHaveLength(10)
    expect(ids(admin?.all)[0]).toBe('A00011')
    world.clock.advance(HOUR)
    await show(who)
    expect(home().admin?.health).toMatchObject({ state: 'late', sweptAt: NOW - SECOND })
  })

  it('who is one no more is shown nothing of others', async () => {
    people.U0CAROL = { isAdmin: true }
    await opened('U0CAROL')
    expect(await world.store.homeViewers.whoSee(TEAM, 'U0ALICE')).toEqual(['U0CAROL'])
    people.U0CAROL = { isAdmin: false }
    await show('U0CAROL')
    expect(home().admin).toBeNull()
    expect(await world.store.homeViewers.whoSee(TEAM, 'U0ALICE')).toEqual([])
  })
})

describe('when Slack will not show it', () => {
  it.each(['not_enabled', 'user_not_found', 'hash_conflict', 'view_too_large'])(
    '%s is said once, and not tried again',
    async (code) => {
      failures.push(slackError('refused', code))
      await look()
      await show()
      expect(warned).toEqual([{ user: 'U0ALICE', code }])
    },
  )

  it.each(['not-sent', 'failed', 'unknown'] as const)('%s: it is worth another try', async (outcome) => {
    failures.push(slackError(outcome))
    await look()
    await expect(show()).rejects.toThrow(SlackError)
    await show()
    expect(published).toHaveLength(1)
  })
})

describe('a change of a share', () => {
  const redrawing = () =>
    redrawingHomes({
      shares: world.store.shares,
      viewers: world.store.homeViewers,
      jobs: {
        showHome: async (_team, userId, when) => {
          // What a drawing at this moment would show.
          const share = await world.store.shares.get(aShare())
          drawn.push(`${userId} ${when}: ${share?.downloads ?? 'none'}`)
        },
      },
      log,
    })
  let drawn: string[]
  beforeEach(() => {
    drawn = []
  })

  it('redraws the Home of its creator and those of admins, before it is written and after', async () => {
    await look('U0ALICE')
    await look('U0BOB')
    await world.store.homeViewers.setAdmin(TEAM, 'U0CAROL', true)
    expect(await redrawing().create(aShare())).toBe(true)
    expect(drawn.sort()).toEqual([
      'U0ALICE soon: 0',
      'U0ALICE soon: none',
      'U0CAROL soon: 0',
      'U0CAROL soon: none',
    ])
    drawn = []
    await redrawing().change(aShare(), (share) => ({ ...share, downloads: 1 }))
    expect(drawn.sort()).toEqual(['U0ALICE soon: 0', 'U0ALICE soon: 1', 'U0CAROL soon: 0', 'U0CAROL soon: 1'])
  })

  it('that is not seen there redraws none; nor does one that comes to nothing', async () => {
    await look('U0ALICE')
    await world.store.shares.create(aShare())
    const shares = redrawing()
    await shares.change(aShare(), (share) => ({ ...share, answered: true }))
    await shares.change(aShare(), () => null)
    await shares.change(aShare({ id: 'ZZZZZZ' }), (share) => ({ ...share, downloads: 1 }))
    expect(await shares.create(aShare())).toBe(false)
    expect(drawn).toEqual(['U0ALICE soon: 0'])
  })

  it('redraws none that nobody opened', async () => {
    await look('U0BOB')
    await redrawing().create(aShare())
    expect(drawn).toEqual([])
  })

  it('is made all the same when the Homes cannot be reached', async () => {
    await look('U0ALICE')
    const shares = redrawingHomes({
      shares: world.store.shares,
      viewers: world.store.homeViewers,
      jobs: {
        showHome: async () => {
          throw new Error('no queue')
        },
      },
      log,
    })
    expect(await shares.create(aShare())).toBe(true)
    const result = await shares.change(aShare(), (share) => ({ ...share, downloads: 2 }))
    expect(result).toMatchObject({ changed: true, share: { downloads: 2 } })
    expect(warned.map(({ share }) => share)).toEqual(['K7M4QX', 'K7M4QX', 'K7M4QX', 'K7M4QX'])
  })
})
