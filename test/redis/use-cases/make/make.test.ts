import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { linkIdOfPage } from '../../../../src/domain/share-key.ts'
import {
  aFile,
  aLink,
  aRequest,
  DAY,
  FILE_ID,
  LINK_ID,
  MINUTE,
  NOW,
  TEAM,
} from '../../../support/builders.ts'
import { type CrashPoint, createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

const REQUEST = aRequest()
const REF = { team: TEAM, id: REQUEST.shareId }

import { makeToCrash, storedShare } from '../../../support/kept-shares.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const linksAtPortal = () => [...world.portal.links.keys()]
const share = () => storedShare(world, REF)
const kinds = () =>
  world.answers.map(({ answer }) => (answer.kind === 'refused' ? answer.refusal.reason : answer.kind))

const runToCrash = (point: CrashPoint) => makeToCrash(world, REQUEST, point)

/** Calls that one making takes, so that a test can die at each. */
const pointsOf = async (): Promise<CrashPoint[]> => {
  const making = world.make()
  await making.run(REQUEST)
  world.close()
  return making.calls.flatMap((_, index) => [
    { at: index + 1, when: 'before' as const },
    { at: index + 1, when: 'after' as const },
  ])
}

const afresh = () => {
  world.close()
  world = createTestWorld(inject('redisSocket'))
}

describe('making a share', () => {
  it('makes the link, posts it, sets its end and the warning before it going, and tells who asked', async () => {
    const making = world.make()
    await making.run(REQUEST)
    // Rather told twice than not at all.
    expect(making.calls.slice(-2)).toEqual(['answer', 'shares.change'])
    expect(linksAtPortal()).toEqual([LINK_ID])
    expect(await share()).toMatchObject({
      answered: true,
      state: 'active',
      step: null,
      direct: true,
      message: { channel: 'C0TEAM', ts: world.notices.posts[0]?.ts },
    })
    expect(world.asked.map(({ name }) => name)).toEqual(['end', 'warn'])
    expect(kinds()).toEqual(['shared'])
  })

  it('changes nothing when it is run again', async () => {
    await world.make().run(REQUEST)
    const before = await share()
    await world.make().run(REQUEST)
    expect(await share()).toEqual(before)
    expect(world.notices.posts).toHaveLength(1)
    expect(linksAtPortal()).toEqual([LINK_ID])
    expect(before.answered).toBe(true)
    expect(kinds()).toEqual(['shared'])
  })

  it('ends well after a crash at any call, before or after it was carried out', async () => {
    const points = await pointsOf()
    expect(points.length).toBeGreaterThan(20)
    const last = points.at(-1)?.at
    for (const point of points) {
      afresh()
      const where = `${point.when} ${await runToCrash(point)}`
      await world.make().run(REQUEST)
      const made = await share()
      expect(made, where).toMatchObject({ state: 'active', step: null, looseLinkIds: [] })
      expect(linksAtPortal(), where).toEqual([made.linkId])
      const shown = world.notices.posts.filter(({ ts }) => ts === made.message?.ts)
      expect(shown, where).toHaveLength(1)
      expect(shown[0]?.share.address, where).toBe(made.address)
      expect(linkIdOfPage(made.address), where).toEqual({ linkId: made.linkId })
      // A message left behind carries an address that is dead.
      const others = world.notices.posts.filter(({ ts }) => ts !== made.message?.ts)
      for (const other of others) expect(linksAtPortal(), where).not.toContain(other.share.linkId)
      expect(
        world.asked.some(({ name }) => name === 'end'),
        where,
      ).toBe(true)
      // Never left without an answer; told again only where it was given and not yet marked as given.
      const unmarked = where === 'after answer' || (point.at === last && point.when === 'before')
      expect(kinds(), where).toEqual(unmarked ? ['shared', 'shared'] : ['shared'])
      if (unmarked) expect(world.answers[1], where).toEqual(world.answers[0])
    }
  })

  it('ends well after two crashes in a row', async () => {
    const points = (await pointsOf()).filter(({ when }) => when === 'after')
    for (const first of points) {
      for (const second of points) {
        afresh()
        const where = `${await runToCrash(first)}, ${await runToCrash(second)}`
        await world.make().run(REQUEST)
        const made = await share()
        expect(made, where).toMatchObject({ state: 'active', looseLinkIds: [] })
        expect(linksAtPortal(), where).toEqual([made.linkId])
        if (made.message === null) {
          // Both died of a post, so that its creator has the only copy that is sure to be seen.
          expect(made.postsInDoubt, where).toBe(2)
          expect(kinds(), where).toEqual(['shared'])
          expect(world.notices.posts.length, where).toBeLessThanOrEqual(2)
          continue
        }
        expect(world.notices.posts.find(({ ts }) => ts === made.message?.ts)?.share.linkId, where).toBe(
          made.linkId,
        )
      }
    }
  })

  it('is finished by reconcileShares when the job itself was lost', async () => {
    for (const point of await pointsOf()) {
      afresh()
      const where = `${point.when} ${await runToCrash(point)}`
      const left = await world.store.shares.get(REF)
      await world.reconcile()
      await world.drain()
      if (left === null) expect(linksAtPortal(), where).toEqual([])
      else {
        const made = await share()
        expect(made, where).toMatchObject({ state: 'active', looseLinkIds: [] })
        expect(linksAtPortal(), where).toEqual([made.linkId])
      }
    }
  })

  it('asks the portal under one link id, however often the first call is repeated', async () => {
    await runToCrash({ at: 5, when: 'before' })
    await world.make().run(REQUEST)
    const ids = world.portal.asked.filter((call) => call.startsWith('putLink'))
    expect(new Set(ids)).toEqual(new Set([`putLink ${LINK_ID}`]))
  })
})

describe('the message when Slack fails', () => {
  it.each(['unknown', 'failed'] as const)(
    '%s: a new link replaces the one that may be out',
    async (outcome) => {
      world.notices.failures.push({ error: slackError(outcome), done: true })
      await expect(world.make().run(REQUEST)).rejects.toThrow()
      await world.make().run(REQUEST)
      const made = await share()
      expect(made.formerLinkIds).toEqual([LINK_ID])
      expect(linksAtPortal()).toEqual([made.linkId])
      expect(made.linkId).not.toBe(LINK_ID)
      expect(world.notices.posts).toHaveLength(2)
    },
  )

  it.each([true, false])('R9: unknown twice, taken by Slack: %s: the person gets the link', async (done) => {
    for (let tries = 0; tries < 2; tries += 1) {
      world.notices.failures.push({ error: slackError('unknown'), done })
      await expect(world.make().run(REQUEST)).rejects.toThrow()
    }
    await world.make().run(REQUEST)
    const made = await share()
    expect(made).toMatchObject({ state: 'active', message: null, postsInDoubt: 2 })
    expect(linksAtPortal()).toEqual([made.linkId])
    expect(world.notices.posts).toHaveLength(done ? 2 : 0)
    expect(world.answers.map(({ answer }) => answer)).toMatchObject([
      { kind: 'shared', noMessage: 'in-doubt', share: { address: made.address } },
    ])
  })

  it.each([true, false])('R9: unknown, taken by Slack: %s, where it can be looked for', async (done) => {
    world.notices.sight.canLook = true
    world.notices.failures.push({ error: slackError('unknown'), done })
    await expect(world.make().run(REQUEST)).rejects.toThrow()
    await world.make().run(REQUEST)
    const made = await share()
    expect(made).toMatchObject({ state: 'active', postsInDoubt: done ? 0 : 1 })
    expect(made.message?.ts).toBe(world.notices.posts[0]?.ts)
    expect(made.formerLinkIds).toEqual(done ? [] : [LINK_ID])
    expect(world.notices.posts).toHaveLength(1)
    expect(linksAtPortal()).toEqual([made.linkId])
  })

  it('failed however often: the message is posted once Slack takes it', async () => {
    for (let tries = 0; tries < 4; tries += 1) {
      world.notices.failures.push({ error: slackError('failed', 'http_503') })
      await expect(world.make().run(REQUEST)).rejects.toThrow()
    }
    await world.make().run(REQUEST)
    expect(await share()).toMatchObject({ state: 'active', postsInDoubt: 0 })
    expect(world.notices.posts).toHaveLength(1)
  })

  it('not-sent: the same link is posted again', async () => {
    world.notices.failures.push({ error: slackError('not-sent', 'ratelimited') })
    await expect(world.make().run(REQUEST)).rejects.toThrow()
    await world.make().run(REQUEST)
    expect(await share()).toMatchObject({ state: 'active', linkId: LINK_ID, formerLinkIds: [] })
    expect(world.notices.posts).toHaveLength(1)
  })

  it('the bot is absent where the command was typed: the person gets the link', async () => {
    world.notices.failures.push({ error: slackError('refused', 'not_in_channel') })
    await world.make().run(REQUEST)
    expect(await share()).toMatchObject({ state: 'active', message: null })
    expect(world.answers[0]?.answer).toMatchObject({ kind: 'shared', noMessage: 'bot-absent' })
  })

  it.each([
    ['not_in_channel', 'bot-absent'],
    ['channel_not_found', 'bot-absent'],
    ['restricted_action', 'cannot-post'],
  ])('%s elsewhere: refused, and no link is left', async (code, reason) => {
    world.notices.failures.push({ error: slackError('refused', code) })
    await world.make().run({ ...REQUEST, here: false })
    world.clock.advance(MINUTE)
    await world.drain()
    expect(kinds()).toEqual([reason])
    expect(linksAtPortal()).toEqual([])
    expect(await share()).toMatchObject({ state: 'failed', looseLinkIds: [], address: null })
  })

  it('every try used up: told so, and no link is left', async () => {
    world.notices.failures.push({ error: slackError('unknown'), done: true })
    const making = world.make()
    const error = await making.run(REQUEST).catch((thrown: unknown) => thrown)
    await making.giveUp(REQUEST, error)
    await world.drain()
    expect(kinds()).toEqual(['slack-down'])
    expect(linksAtPortal()).toEqual([])
    expect(await share()).toMatchObject({ state: 'failed', looseLinkIds: [] })
  })
})

describe('what the portal will not have', () => {
  it.each([
    ['internal', { internal: true }],
    ['without its end', { expiresAt: null }],
    ['with other rights', { access: 1 }],
    ['primary', { primary: true }],
    ['under another page', { shareLink: 'https://evil.example/s/../x' }],
  ])('a link %s is removed again, and nothing is posted', async (name, twist) => {
    world.portal.set((link) => ({ ...link, ...twist }))
    const terms = { ...REQUEST.terms, limit: name === 'under another page' ? null : 3 }
    await world.make().run({ ...REQUEST, terms })
    await world.drain()
    expect(kinds()).toEqual(['portal-broken'])
    expect(world.notices.posts).toEqual([])
    expect(linksAtPortal()).toEqual([])
    expect((await share()).looseLinkIds).toEqual([])
  })

  it.each([
    ['unavailable', 'portal-down'],
    ['rate-limited', 'portal-busy'],
    ['unauthorized', 'portal-key'],
    ['plan', 'portal-plan'],
    ['forbidden', 'no-right-to-share'],
    ['not-found', 'unknown-file'],
    ['rejected', 'portal-rejected'],
    ['scope', 'portal-scope'],
    ['bad-response', 'portal-odd'],
  ] as const)('%s at the check: told as %s, nothing kept', async (kind, reason) => {
    world.portal.failures.file = [new PortalError(kind, 'x')]
    await world.make().run(REQUEST)
    expect(kinds()).toEqual([reason])
    expect(await world.store.shares.get(REF)).toBeNull()
  })

  it('says that the file is full where other links took its last place after the check', async () => {
    const { port, files, links } = world.portal
    files.set(FILE_ID, aFile({ linkQuota: 1 }))
    port.putLink = async () => {
      links.set('another', { ...aLink({ id: 'another' }), fileId: FILE_ID })
      throw new PortalError('forbidden', 'x')
    }
    await world.make().run(REQUEST)
    expect(kinds()).toEqual(['quota-full'])
    expect((await share()).state).toBe('failed')
  })

  it('says that it is not allowed where the portal forbids the link and the file has room', async () => {
    world.portal.failures.putLink = [new PortalError('forbidden', 'x')]
    await world.make().run(REQUEST)
    expect(kinds()).toEqual(['no-right-to-share'])
  })

  it.each([
    ['a portal too slow', { late: true, unsure: true }, 'portal-slow', 'unsure'],
    ['a portal that broke off', { unsure: true }, 'portal-down', 'unsure'],
    ['a portal that was never reached', {}, 'portal-down', 'none'],
  ] as const)(
    '%s at the link: says of which file, and whether there may be a link',
    async (_, how, reason, link) => {
      world.portal.failures.putLink = [new PortalError('unavailable', 'x', how)]
      await world.make().run(REQUEST)
      expect(world.answers.map(({ answer }) => answer)).toMatchObject([
        { kind: 'refused', refusal: { reason }, file: { id: FILE_ID, title: 'Q3 report.docx', link } },
      ])
    },
  )

  it('a portal too slow at the check leaves no doubt: no link was asked for', async () => {
    world.portal.failures.links = [new PortalError('unavailable', 'x', { late: true, unsure: true })]
    await world.make().run(REQUEST)
    expect(world.answers.map(({ answer }) => answer)).toMatchObject([
      { refusal: { reason: 'portal-slow' }, file: { id: FILE_ID, title: null, link: 'none' } },
    ])
  })

  it('a time-out of the PUT that was carried out all the same leaves nothing', async () => {
    world.portal.failures.putLink = [new PortalError('unavailable', 'late')]
    await world.make().run(REQUEST)
    // The portal carries it out after we gave up.
    await world.portal.port.putLink({
      fileId: FILE_ID,
      linkId: LINK_ID,
      title: 't',
      expiresAt: NOW + DAY,
      denyDownload: false,
      password: null,
    })
    await world.drain()
    expect(linksAtPortal()).toEqual([])
    expect(await share()).toMatchObject({ state: 'failed', looseLinkIds: [] })
    expect(kinds()).toEqual(['portal-down'])
  })

  it.each([
    ['a data room', { roomType: 29 }, 'data-room'],
    ['a form in a form room', { isForm: true, roomType: 15 }, 'form-room'],
    ['no right', { canShare: false }, 'not-shareable'],
    ['no quota', { linkQuota: 0 }, 'not-shareable'],
  ])('%s is refused before anything is made', async (_, file, reason) => {
    world.portal.files.set(FILE_ID, aFile(file))
    await world.make().run(REQUEST)
    expect(kinds()).toEqual([reason])
    expect(world.portal.asked.some((call) => call.startsWith('putLink'))).toBe(false)
  })
})

describe('dead address of a message left behind', () => {
  it('is dead before the next link is posted', async () => {
    world.notices.failures.push({ error: slackError('unknown'), done: true })
    await expect(world.make().run(REQUEST)).rejects.toThrow()
    await world.make().run(REQUEST)
    const order = world.portal.asked.filter((call) => /^(put|delete)Link/.test(call))
    expect(order).toEqual([
      `putLink ${LINK_ID}`,
      `deleteLink ${LINK_ID}`,
      `putLink ${(await share()).linkId}`,
    ])
  })
})
