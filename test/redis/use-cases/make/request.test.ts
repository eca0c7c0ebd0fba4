import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { makeRequest } from '../../../../src/jobs/payloads.ts'
import type { Channel } from '../../../../src/use-cases/ports.ts'
import type { ShareRequest } from '../../../../src/use-cases/share-request.ts'
import { aFile, aPolicy, FILE_ID, LINK_ID, OTHER_LINK_ID, TEAM } from '../../../support/builders.ts'
import { aChannel, aPerson } from '../../../support/directory.ts'
import { requestIn } from '../../../support/requests.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const NAMED = { id: 'C0TEAM', name: 'team' }
const ELSEWHERE = { id: 'C0ELSE', name: 'else' }
const TYPED_THERE = { id: 'C0TEAM', name: 'team' }

const request = (
  {
    isGuest = false,
    isIn = false,
    guests = 0,
  }: { isGuest?: boolean; isIn?: boolean | null; guests?: number | null },
  at: ShareRequest['at'],
  channel: Channel | null = aChannel({ isPrivate: false }),
  named: ShareRequest['terms']['channel'] = NAMED,
) =>
  requestIn(world, {
    known: { channel, members: isIn === null ? null : isIn ? ['U0BOB'] : [], guests },
    person: aPerson({ isGuest }),
    at,
    terms: { channel: named },
  })

describe('a public channel', () => {
  it.each<[string, boolean, boolean, ShareRequest['at'], boolean]>([
    ['a member who is not in it names it', false, false, ELSEWHERE, true],
    ['a guest who is not in it names it', true, false, ELSEWHERE, false],
    ['a guest who is in it names it', true, true, ELSEWHERE, true],
    [
      'a form of a guest who is not in it says to be there',
      true,
      false,
      { ...TYPED_THERE, claimed: true },
      false,
    ],
    ['a form of a guest who is in it', true, true, { ...TYPED_THERE, claimed: true }, true],
    ['a guest types there', true, false, TYPED_THERE, true],
  ])('%s', async (_, isGuest, isIn, at, may) => {
    const outcome = await request({ isGuest, isIn }, at)
    expect(outcome.ok).toBe(may)
    if (!may) expect(outcome).toMatchObject({ refusal: { reason: 'unknown-channel' } })
    expect(world.asked.map(({ name }) => name)).toEqual(may ? ['make'] : [])
  })

  it('a guest names it by its name alone', async () => {
    const outcome = await request({ isGuest: true }, ELSEWHERE, undefined, { id: null, name: 'team' })
    expect(outcome).toMatchObject({ ok: false, refusal: { reason: 'unknown-channel' } })
  })
})

it.each([
  ['is named', ELSEWHERE],
  ['is where a form says to be', { ...TYPED_THERE, claimed: true }],
])(
  'a private channel whose members Slack does not tell %s: nothing is made, nor is it said to be none',
  async (_, at) => {
    const outcome = await request({ isIn: null }, at, aChannel())
    expect(outcome).toMatchObject({ ok: false, refusal: { reason: 'membership-unknown', to: 'post' } })
    expect(world.asked).toEqual([])
  },
)

describe('guests in it', () => {
  it.each<[string, number | null, { kind: string; audience?: object }]>([
    ['none', 0, { kind: 'under-way' }],
    ['two', 2, { kind: 'ask-audience', audience: { kind: 'guests', count: 2 } }],
    ['nobody knows', null, { kind: 'ask-audience', audience: { kind: 'guests', count: null } }],
  ])('%s', async (_, guests, answer) => {
    expect(await request({ guests }, TYPED_THERE)).toMatchObject({ ok: true, answer })
    expect(world.asked).toHaveLength(answer.kind === 'under-way' ? 1 : 0)
  })
})

describe('another company in it', () => {
  const shared = aChannel({ isPrivate: false, isExternal: true })

  it('is named in the question, with the file and the terms', async () => {
    const outcome = await requestIn(world, {
      known: { channel: shared, companies: ['Acme Ltd'] },
      terms: { limit: 3 },
    })
    expect(outcome).toMatchObject({
      answer: {
        kind: 'ask-audience',
        audience: { kind: 'external', companies: ['Acme Ltd'] },
        file: { id: FILE_ID, title: 'Q3 report.docx' },
        terms: { limit: 3 },
      },
    })
  })

  it('is not asked about where the file cannot be shared anyway', async () => {
    world.portal.files.set(FILE_ID, aFile({ canShare: false }))
    const outcome = await requestIn(world, { known: { channel: shared } })
    expect(outcome).toMatchObject({ ok: false, refusal: { reason: 'not-shareable' } })
  })
})

describe('carried out again, since a crash has left open how far it came', () => {
  const again = () =>
    requestIn(world, { linkId: LINK_ID, known: { channel: aChannel({ isPrivate: false }) } })

  it('it asks for the same share', async () => {
    const [first, second] = [await again(), await again()]
    expect(second).toEqual(first)
    await world.drain()
    expect(world.notices.posts).toHaveLength(1)
    expect([...world.portal.links.keys()]).toEqual([LINK_ID])
  })

  it('it asks for nothing once the share is there, whatever rules say by then', async () => {
    const first = await again()
    await world.drain()
    const second = await requestIn(world, { linkId: LINK_ID, policy: aPolicy({ maxLiveLinks: 1 }) })
    expect(second).toEqual(first)
    expect(world.asked).toEqual([])
  })

  it('it leaves the share of another request alone that has the id it would choose', async () => {
    await again()
    await world.drain()
    const id = world.notices.posts[0]?.share.id ?? ''
    await world.store.shares.change({ team: TEAM, id }, (share) => ({ ...share, linkId: OTHER_LINK_ID }))
    await again()
    await world.drain()
    expect(world.notices.posts).toHaveLength(2)
    expect(world.notices.posts[1]?.share.id).not.toBe(id)
  })
})

describe('a yes to the question before it is posted', () => {
  const madeAfterYes = async (known: Parameters<typeof requestIn>[1]) => {
    const asked = await requestIn(world, known)
    if (!asked.ok || asked.answer?.kind !== 'ask-audience') throw new Error('nothing was asked')
    const { key } = asked.answer
    const kept = await world.store.questions.take(TEAM, key, 'U0BOB', 'REF')
    if (kept === null) throw new Error('the question is not kept')
    // As a job: what its schema does not name is dropped.
    await world.make().run(makeRequest.parse(JSON.parse(JSON.stringify(kept))))
    return world.store.shares.get({ team: TEAM, id: kept.shareId })
  }

  it('about another company is kept with the share', async () => {
    const share = await madeAfterYes({ known: { channel: aChannel({ isPrivate: false, isExternal: true }) } })
    expect(share?.outsidersAgreed).toBe(true)
  })

  it('about guests says nothing of other companies', async () => {
    const share = await madeAfterYes({ known: { channel: aChannel({ isPrivate: false }), guests: 1 } })
    expect(share).not.toHaveProperty('outsidersAgreed')
  })
})
