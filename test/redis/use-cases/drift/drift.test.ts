import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { isFinished } from '../../../../src/domain/pending-notice.ts'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import type { ChangeEvent, PortalFile, PortalLink } from '../../../../src/domain/portal-facts.ts'
import type { Portal } from '../../../../src/use-cases/ports.ts'
import {
  aFile,
  aLink,
  aReply,
  aRevokedShare,
  aShare,
  DAY,
  FILE_ID,
  HOUR,
  LINK_ID,
  MINUTE,
  NOW,
  SECOND,
} from '../../../support/builders.ts'
import { keepShare, LIVE, repliesOf, storedShare, upToDate } from '../../../support/kept-shares.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const keep = (share = LIVE) => keepShare(world, share)
const stored = (share = LIVE) => storedShare(world, share)
const names = () => world.asked.map(({ name }) => name)
const asked = (name: string) => world.portal.asked.filter((call) => call.startsWith(`${name} `))
const unavailable = () => new PortalError('unavailable', 'x')

/** Somebody in the portal did that to a file's links, just now. */
const happened = (actionId: number, more: Partial<ChangeEvent> = {}): void => {
  world.portal.changes.push({
    id: 500 + world.portal.changes.length,
    at: world.clock.now(),
    actionId,
    userId: 'u-olga',
    user: 'Olga',
    fileId: FILE_ID,
    ...more,
  })
}
const edit = (change: Partial<PortalLink>, linkId = LINK_ID): void => {
  world.portal.links.set(linkId, { ...aLink({ id: linkId }), fileId: FILE_ID, ...change })
  happened(5092)
}
const place = (change: Partial<PortalFile>) => world.portal.files.set(FILE_ID, aFile(change))
const remove = (linkId = LINK_ID): void => {
  world.portal.links.delete(linkId)
  happened(5093)
}
const look = async (changes: Parameters<TestWorld['drift']>[0] = {}) => {
  await world.drift(changes)()
  await world.drain()
}

describe('a link that is edited', () => {
  it('is told once, with who and what, and stands in the message', async () => {
    await keep()
    edit({ expiresAt: null, hasPassword: true })
    await look()
    expect((await stored()).drift).toEqual({
      link: [
        { what: 'end', end: null },
        { what: 'password', has: true },
      ],
      kept: [],
      file: 'there',
      by: 'Olga',
      seenAt: NOW,
      repair: 'none',
    })
    expect(repliesOf(world)).toEqual(['drift'])
    expect(world.notices.rewrites).toHaveLength(1)
    world.clock.advance(MINUTE)
    happened(5092)
    await look()
    expect(repliesOf(world)).toEqual(['drift'])
    expect(isFinished(await stored())).toBe(true)
    expect(asked('putLink')).toEqual([])
  })

  it('is told again when it is edited again, and when it is as it was', async () => {
    await keep()
    edit({ expiresAt: null })
    await look()
    edit({ expiresAt: null, internal: true })
    await look()
    edit({})
    await look()
    expect(repliesOf(world)).toEqual(['drift', 'drift', 'drift'])
    expect((await stored()).drift).toBeNull()
    expect(world.notices.replies.at(-1)?.share.drift).toBeNull()
    expect(isFinished(await stored())).toBe(true)
  })

  it('is told to nobody in a muted thread, then or later, but stands in the message', async () => {
    await keep(upToDate({ ...LIVE, muted: true }))
    edit({ internal: true })
    await look()
    expect(repliesOf(world)).toEqual([])
    expect(world.notices.rewrites).toHaveLength(1)
    await world.store.shares.change(LIVE, (share) => ({ ...share, muted: false }))
    await world.jobs.tell(await stored())
    await world.drain()
    expect(repliesOf(world)).toEqual([])
  })

  it('is told to its creator where there is no message', async () => {
    await keep(upToDate(aShare({ message: null })))
    edit({ internal: true })
    await look()
    expect(world.notices.replies).toMatchObject([{ kind: 'drift', share: { message: null } }])
  })

  it('is told at most once, whatever becomes of the telling', async () => {
    await keep()
    edit({ internal: true })
    world.notices.failures.push(null, { error: slackError('unknown') })
    await look()
    await look()
    await world.reconcile()
    await world.drain()
    expect(repliesOf(world)).toEqual([])
    expect(isFinished(await stored())).toBe(true)
  })

  it('by ourselves is nothing', async () => {
    await keep()
    happened(5092)
    await look()
    expect(await stored()).toEqual(LIVE)
    expect(names()).toEqual([])
  })

  it('does not concern other links of the file, nor shares that are over', async () => {
    const other = upToDate(aShare({ id: 'K7M4Q2', linkId: '00000000-0000-4000-8000-000000000002' }))
    await keep()
    await keep(other)
    edit({ internal: true })
    await look()
    expect((await stored(other)).drift).toBeNull()
    expect((await stored()).drift).not.toBeNull()
  })
})

describe('a link that we deleted ourselves', () => {
  const ended = aRevokedShare({
    id: 'K7M4Q2',
    linkId: '00000000-0000-4000-8000-000000000002',
    end: { reason: 'limit', decidedAt: NOW, verifiedAt: NOW + SECOND },
  })

  /** The round is elsewhere, so that only an event leads to the file. */
  const elsewhere = aShare({ id: 'K7M4Q9', file: { id: '9999', title: 'x' } })
  const lookBy = (): Promise<void> =>
    look({ shares: { ...world.store.shares, live: async () => ({ shares: [elsewhere], total: 1 }) } })
  const looks = () => asked('links').filter((call) => call === `links ${FILE_ID}`).length

  it('is known by the end of its share: the portal is asked nothing about its file', async () => {
    await keep()
    await keep(ended)
    happened(5093)
    await lookBy()
    expect(looks()).toBe(0)
    // One more than we deleted: this one was somebody else's.
    happened(5093)
    await lookBy()
    expect(looks()).toBe(1)
    await lookBy()
    expect(looks()).toBe(1)
    expect((await stored()).state).toBe('active')
  })

  it('hides no deletion by others, though its own event comes later', async () => {
    await keep()
    await keep(ended)
    remove()
    await lookBy()
    happened(5093)
    await lookBy()
    expect((await stored()).end).toMatchObject({ reason: 'removed' })
  })
})

describe('a link that is deleted', () => {
  it('ends its share, told with who did it', async () => {
    await keep()
    remove()
    await look()
    expect((await stored()).state).toBe('revoked')
    expect((await stored()).end).toMatchObject({ reason: 'removed', by: null, portalUser: 'Olga' })
    expect(repliesOf(world)).toEqual(['end'])
  })

  it('ends it with the file, when that is gone for good', async () => {
    await keep()
    world.portal.failures.file = [new PortalError('not-found', 'x', { status: 404 })]
    await look()
    expect((await stored()).end).toMatchObject({ reason: 'removed' })
  })

  it('is found without its event, which the trail may lose', async () => {
    await keep()
    world.portal.links.delete(LINK_ID)
    await look()
    const { end } = await stored()
    expect(end?.reason).toBe('removed')
    expect(end?.portalUser).toBeUndefined()
    expect(repliesOf(world)).toEqual(['end'])
  })

  it('with its file is told with who did it', async () => {
    await keep()
    happened(5018)
    world.portal.failures.file = [new PortalError('not-found', 'x', { status: 404 })]
    await look()
    expect((await stored()).end).toMatchObject({ reason: 'removed', portalUser: 'Olga' })
  })

  it('ends every share of a file that is gone', async () => {
    const other = upToDate(aShare({ id: 'K7M4Q2', linkId: '00000000-0000-4000-8000-000000000002' }))
    await keep()
    await keep(other)
    happened(5015)
    world.portal.failures.file = [new PortalError('not-found', 'x', { status: 404 })]
    world.portal.failures.links = [new PortalError('not-found', 'x', { status: 404 })]
    await look()
    for (const share of [LIVE, other]) expect((await stored(share)).end?.reason).toBe('removed')
  })

  it.each<[string, Partial<PortalFile>, string]>([
    ['the right to see it is gone', { canShare: false }, 'hidden'],
    ['the file is in the trash', { canShare: false, rootType: 3 }, 'trash'],
    ['the file is in the archive', { canShare: false, rootType: 20 }, 'archive'],
  ])('is not believed to be while %s', async (_, file, where) => {
    await keep()
    remove()
    place(file)
    await look()
    expect(await stored()).toMatchObject({ state: 'active', drift: { file: where, link: [] } })
  })

  it('is not believed to be when it is listed the second time', async () => {
    await keep()
    happened(5093)
    const { links } = world.portal.port
    let times = 0
    const portal = {
      ...world.portal.port,
      links: async (fileId: string) => (times++ === 0 ? [] : links(fileId)),
    }
    await look({ portal })
    expect(times).toBe(2)
    expect(await stored()).toEqual(LIVE)
  })
})

describe('while it may be our own doing', () => {
  it.each<[string, Partial<typeof LIVE>]>([
    [
      'an extension is under way',
      {
        extending: {
          expiresAt: NOW + 9 * DAY,
          limit: 5,
          by: 'U0BOB',
          askedAt: NOW,
          reference: 'R',
          replyTo: aReply(),
          refusal: null,
        },
      },
    ],
    ['the link was rewritten just now', { rewrittenAt: NOW - SECOND }],
    ['it is being made', { state: 'creating', step: 'posting' }],
  ])('nothing is made of a missing link, and it is not forgotten: %s', async (_, more) => {
    await keep(upToDate({ ...LIVE, ...more }))
    remove()
    await look()
    expect((await stored()).state).toBe(more.state ?? 'active')
    expect(names()).toEqual([])
    await world.store.shares.change(LIVE, (share) => ({
      ...share,
      extending: null,
      state: 'active',
      step: null,
    }))
    world.clock.advance(MINUTE)
    await look()
    expect((await stored()).end).toMatchObject({ reason: 'removed', portalUser: 'Olga' })
  })

  it('a change is left alone for as long', async () => {
    await keep(upToDate({ ...LIVE, rewrittenAt: NOW - SECOND }))
    edit({ expiresAt: NOW + HOUR })
    await look()
    expect((await stored()).drift).toBeNull()
    world.clock.advance(30 * SECOND)
    await look()
    expect((await stored()).drift).toMatchObject({ by: 'Olga' })
  })

  it.each<[string, Partial<PortalLink>]>([
    ['has no end any more', { expiresAt: null }],
    ['has lost its password', { hasPassword: false }],
    ['may be changed by visitors', { access: 10 }],
    ['is closed to people outside', { internal: true }],
  ])('but a link that %s was changed by people, and that is told', async (_, change) => {
    const withPassword = 'hasPassword' in change
    const sealedPassword = withPassword ? 'v1.sealed' : null
    await keep(upToDate({ ...LIVE, sealedPassword, rewrittenAt: NOW - SECOND }))
    edit(change)
    // The look after a write of ours leaves it as it is.
    await world.jobs.repair(LIVE)
    await world.drain()
    expect(asked('putLink')).toEqual([])
    await look()
    expect((await stored()).drift).toMatchObject({ by: 'Olga', repair: 'none' })
    expect(repliesOf(world)).toEqual(['drift'])
  })

  describe.each<[string, () => void]>([
    ['deleted', () => remove()],
    ['edited', () => edit({ internal: true })],
  ])('of a link that was %s', (_, change) => {
    it.each<[string, Partial<typeof LIVE>]>([
      ['it was extended', { terms: { ...LIVE.terms, expiresAt: NOW + 9 * DAY } }],
      ['it was written anew', { rewrittenAt: NOW }],
      ['it has ended', { state: 'revoking' }],
    ])('what was asked before counts for nothing after %s', async (__, more) => {
      await keep()
      change()
      const portal = {
        ...world.portal.port,
        links: async (fileId: string) => {
          const before = await world.portal.port.links(fileId)
          await world.store.shares.change(LIVE, (share) => ({ ...share, ...more }))
          return before
        },
      }
      await world.drift({ portal })()
      expect(await stored()).toMatchObject({ end: null, drift: null, ...more })
    })
  })
})

describe('a file', () => {
  it('in the trash is told, and that it is back', async () => {
    await keep()
    place({ rootType: 3, folderId: '2', canShare: false })
    happened(5017, { user: 'Fred' })
    await look()
    expect(await stored()).toMatchObject({ state: 'active', drift: { file: 'trash', by: 'Fred', link: [] } })
    expect(world.notices.rewrites).toHaveLength(1)
    place({})
    await look()
    expect((await stored()).drift).toBeNull()
    expect(world.notices.rewrites).toHaveLength(2)
    expect(repliesOf(world)).toEqual(['drift', 'drift'])
  })

  it('that comes back without its link has lost it', async () => {
    await keep()
    place({ rootType: 3, canShare: false })
    await look()
    world.portal.links.delete(LINK_ID)
    place({})
    await look()
    expect((await stored()).end?.reason).toBe('removed')
  })

  it('that is moved is told once', async () => {
    await keep()
    place({ folderId: '18' })
    happened(5015)
    await look()
    place({ folderId: '19' })
    happened(5015)
    await look()
    expect(await stored()).toMatchObject({ folderId: '17', drift: { file: 'moved' } })
    expect(repliesOf(world)).toEqual(['drift'])
    expect(world.notices.rewrites).toEqual([])
  })

  it('that is closed to us is told', async () => {
    await keep()
    world.portal.failures.file = [new PortalError('forbidden', 'x', { status: 403 })]
    await look()
    expect(await stored()).toMatchObject({ state: 'active', drift: { file: 'hidden' } })
  })

  it('of an older record: where it is is learnt in silence', async () => {
    await keep(upToDate({ ...LIVE, folderId: null }))
    await look()
    expect((await stored()).folderId).toBe('17')
    expect(names()).toEqual([])
    expect(repliesOf(world)).toEqual([])
  })
})

describe('what it costs', () => {
  const many = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const id = `K7M${String(n + 234)}`
      const linkId = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
      const file = { id: String(5_000 + n), title: `${n}.docx` }
      await keep(upToDate(aShare({ id, linkId, file, createdAt: NOW - n * SECOND })))
    }
  }

  it('is nothing while nothing is live, and what happened then is not read later', async () => {
    await world.store.shares.create(aShare({ id: 'K7M4Q2', state: 'revoked' }))
    await look()
    expect(world.portal.asked).toEqual([])
    world.clock.advance(DAY)
    await look()
    await keep()
    await look()
    expect(asked('changesSince')).toEqual([`changesSince ${NOW + DAY - 600 * SECOND}`])
  })

  it('does not grow with the shares, and every file is looked at in its turn', async () => {
    await many(60)
    const files = new Set<string>()
    for (let tick = 0; tick < 30; tick += 1) {
      world.portal.asked.length = 0
      await look()
      // The trail, one file, and the links of another.
      expect(world.portal.asked).toHaveLength(3)
      expect(asked('changesSince')).toHaveLength(1)
      for (const call of [...asked('file'), ...asked('links')]) files.add(call.split(' ')[1] ?? '')
    }
    expect(files.size).toBe(60)
  })

  it('R3: of a flood of ends, which are changes too, the trail is read whole once in ten seconds a page', async () => {
    await keep()
    for (let n = 0; n < 5_500; n += 1) happened(5093, { fileId: `other-${n}` })
    await look()
    const from = () => world.clock.now() - Number(asked('changesSince').at(-1)?.split(' ')[1])
    expect(from()).toBe(600 * SECOND)
    world.clock.advance(10 * SECOND)
    await look()
    expect(from()).toBe(25 * SECOND)
    world.clock.advance(530 * SECOND)
    await look()
    expect(from()).toBe(1_140 * SECOND)
  })

  it('of two files asks one for its links instead, by chance', async () => {
    await many(2)
    const asks = async (chance: number) => {
      world.portal.asked.length = 0
      await look({ random: () => chance })
      return [...asked('file'), ...asked('links')]
    }
    expect(await asks(0)).toEqual(['file 5001', 'links 5000'])
    expect(await asks(0.999)).toEqual(['file 5000', 'links 5001'])
  })

  it('has four calls under way at most, so that none waits for a connection, and moves on', async () => {
    await many(30)
    for (let n = 0; n < 15; n += 1) happened(5092, { fileId: `${5000 + n}` })
    const { file, links } = world.portal.port
    let underWay = 0
    let most = 0
    let start = () => {}
    const fourBegun = new Promise<void>((resolve) => {
      start = resolve
    })
    const slowly = async <T>(call: () => Promise<T>): Promise<T> => {
      underWay += 1
      most = Math.max(most, underWay)
      if (underWay === 4) start()
      await fourBegun
      // A fifth begun beside these would have been counted by then.
      await setImmediate()
      return call().finally(() => {
        underWay -= 1
      })
    }
    const portal: Portal = {
      ...world.portal.port,
      file: (id) => slowly(() => file(id)),
      links: (id) => slowly(() => links(id)),
    }
    await look({ portal })
    expect(most).toBe(4)
    expect(asked('links').length).toBeGreaterThanOrEqual(15)
    expect((await world.store.driftCursor.read()).skip).toBe(2)
  })

  it('is one look for a file with several shares, and for several changes of one', async () => {
    await keep()
    await keep(upToDate(aShare({ id: 'K7M4Q2', linkId: '00000000-0000-4000-8000-000000000002' })))
    for (let n = 0; n < 5; n += 1) happened(5092)
    await look()
    expect(asked('links')).toHaveLength(1)
    expect(asked('file')).toEqual([])
    world.portal.asked.length = 0
    await look()
    // All that was dealt with; only the round is left.
    expect(asked('links')).toHaveLength(1)
    expect(asked('file')).toHaveLength(1)
  })

  it('is nothing for files that nobody shares', async () => {
    await keep()
    for (let n = 0; n < 50; n += 1) happened(5092, { fileId: `other-${n}` })
    await look()
    expect(asked('links')).toEqual([`links ${FILE_ID}`])
    expect(asked('file')).toEqual([`file ${FILE_ID}`])
  })
})

describe('when the portal fails', () => {
  it('blind: the round goes on, and looks at links too', async () => {
    await keep()
    edit({ internal: true })
    world.portal.failures.changesSince = [new PortalError('plan', 'x'), new PortalError('plan', 'x')]
    await look()
    expect((await stored()).drift).toMatchObject({ link: [{ what: 'internal' }], by: null })
    edit({})
    await look()
    expect((await stored()).drift).toBeNull()
  })

  it('away: the look ends quietly, and nothing of it is lost', async () => {
    await keep()
    edit({ internal: true })
    world.portal.failures.changesSince = [unavailable()]
    world.portal.failures.links = [unavailable()]
    await look()
    expect(asked('file')).toEqual([])
    await look()
    expect((await stored()).drift).toBeNull()
    await look()
    expect((await stored()).drift).toMatchObject({ by: 'Olga' })
  })

  it('for one file: the others are looked at, and it is looked at again, long after its event', async () => {
    await keep()
    const other = upToDate(
      aShare({
        id: 'K7M4Q2',
        linkId: '00000000-0000-4000-8000-000000000002',
        file: { id: '5000', title: 'b' },
      }),
    )
    await keep(other)
    edit({ internal: true })
    world.portal.links.set(other.linkId, { ...aLink({ id: other.linkId, internal: true }), fileId: '5000' })
    happened(5092, { fileId: '5000' })
    const odd = {
      ...world.portal.port,
      links: async (fileId: string) => {
        if (fileId === FILE_ID) throw new PortalError('bad-response', 'x')
        return world.portal.port.links(fileId)
      },
    }
    await look({ portal: odd })
    world.clock.advance(30 * MINUTE)
    await look({ portal: odd })
    expect((await stored()).drift).toBeNull()
    expect((await stored(other)).drift).toMatchObject({ by: 'Olga' })
    world.clock.advance(20 * MINUTE)
    await look()
    expect((await stored()).drift).toMatchObject({ by: 'Olga' })
    await look()
    expect(asked('changesSince').at(-1)).toBe(`changesSince ${world.clock.now() - 600 * SECOND}`)
  })

  it('for one file for very long: the trail is not read from ever further back', async () => {
    await keep()
    edit({ internal: true })
    const links = () => Promise.reject(new PortalError('bad-response', 'x'))
    const portal = { ...world.portal.port, links }
    const warnings: object[] = []
    const log = { info: () => {}, warn: (facts: object) => void warnings.push(facts), error: () => {} }
    await look({ portal, log })
    expect(warnings).toEqual([])
    world.clock.advance(3 * HOUR)
    await look({ portal, log })
    await look({ portal, log })
    const from = world.clock.now() - HOUR - 600 * SECOND
    expect(asked('changesSince').at(-1)).toBe(`changesSince ${from}`)
    expect(warnings).toContainEqual({ events: 1, files: [FILE_ID] })
  })

  it('by its own clock: it is read by that', async () => {
    await keep()
    world.portal.setSkew(-HOUR)
    edit({ internal: true })
    const late = world.portal.changes[0]
    if (late !== undefined) late.at -= HOUR
    await look()
    expect((await stored()).drift).toMatchObject({ by: 'Olga' })
    await look()
    expect(asked('changesSince').at(-1)).toBe(`changesSince ${NOW - HOUR - 600 * SECOND}`)
  })
})
