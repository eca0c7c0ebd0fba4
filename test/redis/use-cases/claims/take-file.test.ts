import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Claim } from '../../../../src/domain/claim.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import type { AddressOf } from '../../../../src/use-cases/claim-ports.ts'
import { takeFile } from '../../../../src/use-cases/claims/take-file.ts'
import { endShare } from '../../../../src/use-cases/end/end-share.ts'
import { RefusalError } from '../../../../src/use-cases/link/refusal-error.ts'
import { aShare, DAY, MINUTE, NOW, TEAM } from '../../../support/builders.ts'
import { aChannel, aDirectory, aPerson } from '../../../support/directory.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

const WINDOW_MS = 10 * MINUTE
const REF = { team: TEAM, id: 'K7M4QX' }
const EXACT = { expiresAt: NOW + DAY, limit: 2, exact: true } as const

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const kept = async (changes: Parameters<typeof aShare>[0] = {}): Promise<ShareLink> => {
  const share = aShare({ address: null, ...changes, terms: { ...EXACT, ...changes.terms } })
  await world.store.shares.create(share)
  return share
}
const personal: AddressOf = async (_, { id, until }) => ({
  address: `https://links.example.com/${id}`,
  until,
})

let clicks = 0
/** Each click is one of its own, unless an id says that it is carried out again. */
const click = (
  who: string,
  {
    channel = 'C0TEAM',
    userTeam = null,
    known = {},
    claimId = `claim-${++clicks}`,
    addressOf = personal,
  }: {
    channel?: string | null
    userTeam?: string | null
    known?: Parameters<typeof aDirectory>[0]
    claimId?: string
    addressOf?: AddressOf
  } = {},
) =>
  takeFile({
    directory: aDirectory({ person: aPerson({ name: `Name of ${who}` }), ...known }),
    adminUsers: [],
    claims: world.store.claims,
    addressOf,
    windowMs: WINDOW_MS,
    now: world.clock.now,
    pause: world.shared.pause,
  })(REF, { userId: who, userTeam, channel }, claimId)

const all = (): Promise<Claim[]> => world.store.claims.newest(REF, { skip: 0, take: 100 })
const takers = async () => (await all()).map(({ taker }) => taker)
const got = (isNew: boolean) => ({ ok: true, answer: { kind: 'download', isNew } })
const refused = (reason: string, more = {}) => ({ ok: false, refusal: { reason, ...more } })

const STRANGER = {
  person: aPerson({ name: 'Dana', isOutsider: true, workspaces: ['T0ACME'] }),
} as const

describe('a person who presses Get the file', () => {
  it('has a download under their name, and an address of their own', async () => {
    await kept()
    expect(await click('U0BOB', { claimId: 'mine' })).toMatchObject({
      ok: true,
      answer: {
        kind: 'download',
        share: { id: REF.id },
        address: 'https://links.example.com/mine',
        until: NOW + WINDOW_MS,
        isNew: true,
      },
    })
    expect(await takers()).toEqual([{ kind: 'person', id: 'U0BOB', name: 'Name of U0BOB' }])
  })

  it('has the same one again within its time, and another one after it', async () => {
    await kept()
    await click('U0BOB', { claimId: 'first' })
    world.clock.advance(WINDOW_MS - 1)
    expect(await click('U0BOB')).toMatchObject({
      answer: { address: 'https://links.example.com/first', until: NOW + WINDOW_MS, isNew: false },
    })
    world.clock.advance(1)
    expect(await click('U0BOB')).toMatchObject(got(true))
    expect(await all()).toHaveLength(2)
  })

  it('hears until when they may have it again, where the address ends sooner', async () => {
    await kept()
    const brief: AddressOf = async () => ({ address: 'https://portal.example/1', until: NOW + 2 * MINUTE })
    expect(await click('U0BOB', { addressOf: brief })).toMatchObject({
      answer: { until: NOW + 2 * MINUTE, againUntil: NOW + WINDOW_MS },
    })
    expect(await click('U0BOB')).toMatchObject({ answer: { until: NOW + WINDOW_MS, againUntil: null } })
  })

  it('gets nothing once all are taken, but those who have one still do', async () => {
    const share = await kept()
    await click('U0BOB')
    await click('U0CAROL')
    expect(await click('U0DORIS')).toEqual(
      refused('used-up', { share: expect.objectContaining({ id: share.id, terms: expect.anything() }) }),
    )
    expect(await click('U0BOB')).toMatchObject(got(false))
    expect(await all()).toHaveLength(2)
  })

  it('gets nothing from a share that is over, revoked or unknown', async () => {
    await kept()
    world.clock.advance(DAY)
    expect(await click('U0BOB')).toMatchObject(refused('already-over'))
    world.clock.advance(-DAY)
    await endShare(world.shared)(REF, { revokedBy: 'U0ALICE' })
    expect(await click('U0BOB')).toMatchObject(refused('already-over'))
    expect(await all()).toEqual([])
  })

  it('hears of a share without a record that there is none', async () => {
    expect(await click('U0BOB')).toEqual(refused('unknown-share', { id: REF.id }))
  })

  it('gets nothing of a share that is watched', async () => {
    await kept({ terms: { exact: undefined } })
    expect(await click('U0BOB')).toMatchObject(refused('may-not-take'))
    expect(await all()).toEqual([])
  })

  it('who presses before Slack’s answer to the post is on record waits for it', async () => {
    await kept({ state: 'creating', step: 'posting', message: null })
    const pausing = async () => {
      await world.store.shares.change(REF, (share) => ({ ...share, state: 'active', step: null }))
    }
    world.shared.pause = pausing
    expect(await click('U0BOB')).toMatchObject(got(true))
  })
})

describe('a click that is carried out again', () => {
  it('is one download, whoever has pressed meanwhile', async () => {
    await kept()
    const both = await Promise.all([1, 2].map(() => click('U0BOB', { claimId: 'one' })))
    expect(both).toMatchObject([{ ok: true }, { ok: true }])
    expect(await all()).toHaveLength(1)
  })

  it('claims no second one when the time of the first is over', async () => {
    await kept()
    await click('U0BOB', { claimId: 'one' })
    world.clock.advance(WINDOW_MS)
    expect(await click('U0BOB', { claimId: 'one' })).toMatchObject(refused('download-over'))
    expect(await all()).toHaveLength(1)
  })
})

describe('who may', () => {
  it.each<[string, boolean, Parameters<typeof click>[1]]>([
    ['somebody in its channel', true, {}],
    ['a guest in its channel', true, { known: { person: aPerson({ isGuest: true }) } }],
    ['its creator elsewhere', true, { channel: null }],
    [
      'a member elsewhere, of a public channel',
      true,
      { channel: null, known: { channel: aChannel({ isPrivate: false }) } },
    ],
    [
      'a member elsewhere, who is in its private channel',
      true,
      { channel: 'C0ELSE', known: { members: ['U0BOB'] } },
    ],
    ['a member elsewhere, who is not', false, { channel: 'C0ELSE', known: { members: [] } }],
    [
      'a guest elsewhere, who is not in its public channel',
      false,
      {
        channel: 'C0ELSE',
        known: { person: aPerson({ isGuest: true }), channel: aChannel({ isPrivate: false }) },
      },
    ],
    ['an admin elsewhere', true, { channel: null, known: { person: aPerson({ isAdmin: true }) } }],
  ])('%s', async (what, may, how) => {
    await kept()
    const outcome = await click(what.startsWith('its creator') ? 'U0ALICE' : 'U0BOB', how)
    expect(outcome).toMatchObject(may ? got(true) : refused('may-not-take', { who: 'elsewhere' }))
    expect(await all()).toHaveLength(may ? 1 : 0)
  })

  it('where Slack does not say who is in the channel, nobody from elsewhere', async () => {
    await kept()
    expect(await click('U0BOB', { channel: 'C0ELSE', known: { members: null } })).toMatchObject(
      refused('membership-unknown', { to: 'take' }),
    )
  })

  it.each<[string, boolean, Parameters<typeof kept>[0], Parameters<typeof click>[1]]>([
    ['where that was agreed to', true, { outsidersAgreed: true }, {}],
    ['where nobody was asked', false, {}, {}],
    ['in another channel', false, { outsidersAgreed: true }, { channel: 'C0ELSE' }],
    ['in no channel', false, { outsidersAgreed: true }, { channel: null }],
  ])('somebody of another company %s', async (_, may, changes, how) => {
    await kept(changes)
    const outcome = await click('U0DANA', { known: STRANGER, ...how })
    expect(outcome).toMatchObject(may ? got(true) : refused('may-not-take', { who: 'outsider' }))
    expect(await takers()).toEqual(
      may ? [{ kind: 'person', id: 'U0DANA', name: 'Dana', company: 'Acme' }] : [],
    )
  })

  it('somebody who acts for another workspace is of another company, whatever Slack says of them', async () => {
    await kept()
    expect(await click('U0BOB', { userTeam: 'T0ACME' })).toMatchObject(refused('may-not-take'))
    expect(await all()).toEqual([])
  })

  it('no admin of another company elsewhere', async () => {
    await kept({ outsidersAgreed: true })
    const known = { person: aPerson({ isAdmin: true, isOutsider: true, workspaces: ['T0ACME'] }) }
    expect(await click('U0DANA', { known, channel: 'C0ELSE' })).toMatchObject(refused('may-not-take'))
  })
})

it('where the portal has to make the address and does not, that is what the person hears', async () => {
  await kept()
  const addressOf: AddressOf = async () => {
    throw new RefusalError({ reason: 'portal-slow' })
  }
  expect(await click('U0BOB', { addressOf })).toEqual(refused('portal-slow'))
})

it('where the store takes no claim, nothing is given', async () => {
  await kept()
  let asked = 0
  const addressOf: AddressOf = async () => {
    asked += 1
    throw new Error('asked for an address')
  }
  world.redis.disconnect()
  await expect(click('U0BOB', { addressOf })).rejects.toThrow(/Connection is closed/)
  expect(asked).toBe(0)
})
