import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { isFinished } from '../../../../src/domain/pending-notice.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { followChannels } from '../../../../src/use-cases/tell/follow-channels.ts'
import { mendStray } from '../../../../src/use-cases/tell/mend-stray.ts'
import { aRevokedShare, aShare, DAY, HOUR, MINUTE } from '../../../support/builders.ts'
import { keepShare, storedShare, upToDate } from '../../../support/kept-shares.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const LIVE = upToDate(aShare())
const TEAM = LIVE.team
const CHANNEL = LIVE.channel.id
const keep = (share: ShareLink = LIVE) => keepShare(world, share)
const stored = () => storedShare(world)
const channels = () => followChannels({ shares: world.store.shares, jobs: world.jobs })

/** As Slack does while a channel is closed: nothing that goes there is taken; `replies`: rewriting is. */
const shut = (code: string, replies = false) => {
  const port = { ...world.notices.port }
  const closed = { now: true }
  const refusing =
    <A extends unknown[]>(call: (share: ShareLink, ...rest: A) => Promise<void>) =>
    (share: ShareLink, ...rest: A): Promise<void> =>
      closed.now && share.message !== null
        ? Promise.reject(slackError('refused', code))
        : call(share, ...rest)
  Object.assign(world.notices.port, {
    ...(replies ? {} : { rewrite: refusing(port.rewrite) }),
    announceEnd: refusing(port.announceEnd),
    tellDownloads: refusing(port.tellDownloads),
    tellDrift: refusing(port.tellDrift),
    warn: refusing(port.warn),
    tellExtensions: refusing(port.tellExtensions),
  })
  return {
    open: () => {
      closed.now = false
    },
  }
}
/** Each reply with where it went. */
const told = () =>
  world.notices.replies.map(
    ({ kind, share, toChannel }) =>
      `${kind} ${share.message === null || kind === 'lost' ? 'to Alice' : toChannel ? 'to the channel' : 'here'}`,
  )
const change = (more: Partial<ShareLink>) =>
  world.store.shares.change(LIVE, (share) => ({ ...share, ...more }))
/** Ends it, as the channel does not know yet. */
const end = async () => {
  const { notified: was, closed, message } = await stored()
  await change({ ...aRevokedShare({ downloads: 1 }), notified: was, closed, message })
  await world.updateMessage(LIVE)
  await world.drain()
}
const download = async () => {
  await change({ downloads: (await stored()).downloads + 1 })
  await world.updateMessage(LIVE)
  await world.drain()
}
const reconcile = async () => {
  await world.reconcile()
  await world.drain()
}

describe.each(['is_archived', 'channel_not_found', 'is_inactive'])('a place that is closed: %s', (code) => {
  it('is told to its creator once, and what is in the message is forgotten for nobody', async () => {
    await keep()
    shut(code)
    await download()
    await download()
    expect(await stored()).toMatchObject({
      message: LIVE.message,
      messageLost: false,
      closed: { to: 'place' },
    })
    expect(told()).toEqual(['lost to Alice', 'warning to Alice'])
    expect(isFinished(await stored())).toBe(true)
  })

  it('is open again at the next change, without a word from Slack', async () => {
    await keep()
    const place = shut(code)
    await download()
    place.open()
    await end()
    expect(world.notices.rewrites.at(-1)?.state).toBe('revoked')
    expect(told()).toEqual(['lost to Alice', 'end to the channel'])
    expect((await stored()).closed).toBeNull()
  })

  it('has its end told to its creator at once, and to the channel once it is open', async () => {
    await keep()
    const place = shut(code)
    await end()
    expect(told()).toEqual(['end to Alice'])
    place.open()
    await channels().opened(TEAM, CHANNEL)
    await world.drain()
    expect(world.notices.rewrites.at(-1)?.state).toBe('revoked')
    expect(told()).toEqual(['end to Alice', 'end to the channel'])
    await channels().opened(TEAM, CHANNEL)
    await reconcile()
    expect(told()).toHaveLength(2)
    expect(isFinished(await stored())).toBe(true)
  })

  it('is tried again after an hour, then less and less often', async () => {
    await keep()
    const place = shut(code)
    await download()
    const tries = async () => (await stored()).closed?.tries
    await reconcile()
    expect(await tries()).toBe(1)
    for (const [wait, tried] of [
      [HOUR - MINUTE, 1],
      [MINUTE, 2],
      [HOUR, 2],
      [HOUR, 3],
    ] as const) {
      world.clock.advance(wait)
      await reconcile()
      expect(await tries()).toBe(tried)
    }
    place.open()
    world.clock.advance(DAY)
    await reconcile()
    expect((await stored()).closed).toBeNull()
    expect(world.notices.rewrites.at(-1)?.downloads).toBe(1)
    // What the thread has missed is one line.
    expect(told()).toEqual(['lost to Alice', 'downloads here'])
  })

  it('that closes again is told again', async () => {
    await keep()
    const place = shut(code)
    await download()
    place.open()
    await channels().opened(TEAM, CHANNEL)
    await world.drain()
    shut(code)
    await change({ downloads: 0 })
    await world.updateMessage(LIVE)
    await world.drain()
    expect(told().filter((what) => what === 'lost to Alice')).toHaveLength(2)
  })

  it('is found closed when Slack says so, before anything happens', async () => {
    await keep()
    shut(code)
    await channels().closed(TEAM, CHANNEL)
    await world.drain()
    expect(told()).toEqual(['lost to Alice'])
  })
})

describe.each(['not_in_channel', 'restricted_action'])('a place that takes no reply: %s', (code) => {
  it('is kept true; its creator hears of the end, the channel when it can', async () => {
    await keep()
    const place = shut(code, true)
    await end()
    expect(world.notices.rewrites.at(-1)?.state).toBe('revoked')
    expect(told()).toEqual(['end to Alice'])
    world.clock.advance(HOUR)
    await reconcile()
    expect((await stored()).closed?.tries).toBe(2)
    expect(told()).toEqual(['end to Alice'])
    place.open()
    await channels().opened(TEAM, CHANNEL)
    await world.drain()
    expect(told()).toEqual(['end to Alice', 'end to the channel'])
    expect((await stored()).closed).toBeNull()
  })

  it('has nothing told twice while it is closed', async () => {
    await keep()
    shut(code, true)
    await download()
    await download()
    expect(told()).toEqual(['warning to Alice'])
    expect(world.notices.rewrites.at(-1)?.downloads).toBe(2)
  })
})

describe('a channel that has another id', () => {
  it('takes its shares along, ended ones too, and nobody finds them under the old one', async () => {
    await keep()
    const ended = { ...aRevokedShare(), id: 'A2B3C4' }
    await keep(upToDate({ ...ended, notified: { ...ended.notified, end: 'notified' } }))
    const elsewhere = upToDate(aShare({ id: 'B2B3C4', channel: { id: 'C0OTHER', name: 'other' } }))
    await keep({ ...elsewhere, message: { channel: 'C0OTHER', ts: '1.2' } })
    await channels().moved(TEAM, CHANNEL, 'C0NEW')
    const at = async (id: string) => {
      const share = await world.store.shares.get({ team: TEAM, id })
      return [share?.channel.id, share?.message?.channel]
    }
    expect(await at(LIVE.id)).toEqual(['C0NEW', 'C0NEW'])
    expect((await at(ended.id))[0]).toBe('C0NEW')
    expect(await at(elsewhere.id)).toEqual(['C0OTHER', 'C0OTHER'])
    expect(await world.store.shares.liveRefs(TEAM, CHANNEL)).toEqual([])
    expect(await world.store.shares.liveRefs(TEAM, 'C0NEW')).toMatchObject([{ id: LIVE.id }])
  })

  it('and was closed under the old one, is written to under the new one', async () => {
    await keep()
    const place = shut('channel_not_found')
    await end()
    place.open()
    await channels().moved(TEAM, CHANNEL, 'C0NEW')
    await world.drain()
    expect(world.notices.rewrites.at(-1)?.message?.channel).toBe('C0NEW')
    expect(told()).toEqual(['end to Alice', 'end to the channel'])
    expect(await world.store.shares.closedIn(TEAM, CHANNEL)).toEqual([])
  })
})

describe('a message in which somebody presses a button', () => {
  const THERE = { channel: 'C0NEW', ts: LIVE.message?.ts ?? '' }

  it.each<[string, Partial<ShareLink>]>([
    ['under another id', {}],
    ['though it was given up', { message: null, messageLost: true }],
    [
      'though its place was closed',
      { closed: { to: 'place', tries: 3, triedAt: 0, fingerprint: '', again: false } },
    ],
  ])('is where that was: %s', async (_, over) => {
    await keep({ ...LIVE, ...over })
    await channels().seen(LIVE, THERE)
    await world.drain()
    expect(await stored()).toMatchObject({
      message: THERE,
      messageLost: false,
      channel: { id: 'C0NEW' },
      closed: null,
    })
    expect(world.notices.rewrites.at(-1)?.message).toEqual(THERE)
  })

  const STRAY = { channel: CHANNEL, ts: '1700000000.000001' }

  it.each<[string, Partial<ShareLink>]>([
    ['a live share', {}],
    ['one whose making failed', { state: 'failed', message: null }],
  ])('R9: that was left behind of %s is put right, and not taken for its own', async (_, over) => {
    const share = await keep({ ...LIVE, ...over })
    await channels().seen(LIVE, STRAY)
    await world.drain()
    expect(world.notices.strays).toMatchObject([{ share: { id: LIVE.id }, place: STRAY }])
    expect((await stored()).message).toEqual(share.message)
  })

  it('that was left behind is left alone once it is the share’s own, and where Slack refuses', async () => {
    await keep()
    const mend = mendStray({
      shares: world.store.shares,
      notices: world.notices.port,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    })
    await mend(LIVE, LIVE.message ?? STRAY)
    expect(world.notices.strays).toEqual([])
    world.notices.failures.push({ error: slackError('refused', 'message_not_found') })
    await mend(LIVE, STRAY)
    world.notices.failures.push({ error: slackError('failed', 'http_500') })
    await expect(mend(LIVE, STRAY)).rejects.toThrow('http_500')
  })

  it('where it is known to be is no news', async () => {
    await keep()
    await channels().seen(LIVE, LIVE.message ?? THERE)
    expect(world.asked).toEqual([])
  })

  it('of a share that is being made is not believed yet', async () => {
    await keep({ ...LIVE, state: 'creating', step: 'posting', message: null })
    await channels().seen(LIVE, THERE)
    expect((await stored()).message).toBeNull()
  })
})

it('a share whose history is deleted leaves nothing behind, its place closed for good', async () => {
  await keep()
  shut('channel_not_found')
  await end()
  await world.store.shares.forgetEndedBefore(TEAM, world.clock.now() + DAY, { skip: 0, most: 100 })
  expect(await world.store.shares.get(LIVE)).toBeNull()
  expect(await world.store.shares.closedIn(TEAM, CHANNEL)).toEqual([])
  expect(await world.store.shares.closedUntil(TEAM, world.clock.now() + 90 * DAY, 10)).toEqual([])
})
