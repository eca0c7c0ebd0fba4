import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { isFinished } from '../../../../src/domain/pending-notice.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { warnShare } from '../../../../src/use-cases/tell/warn-share.ts'
import { aRevokedShare, aShare, DAY, NOW } from '../../../support/builders.ts'
import { repliesOf, storedShare, upToDate } from '../../../support/kept-shares.ts'
import {
  Crash,
  createCrashing,
  createTestWorld,
  slackError,
  type TestWorld,
} from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const keep = async (share: ShareLink) => {
  await world.store.shares.create(share)
  return share
}
const stored = (share: ShareLink) => storedShare(world, share)
const replies = () => repliesOf(world)
/** Each reply with where it went. */
const places = () =>
  world.notices.replies.map(({ kind, share }) => `${kind} ${share.message === null ? 'to Alice' : 'here'}`)
const refuse = (...codes: string[]) =>
  void world.notices.failures.push(...codes.map((code) => ({ error: slackError('refused', code) })))
const tellAll = async (share: ShareLink) => {
  await world.updateMessage(share)
  await world.drain()
  expect(isFinished(await stored(share))).toBe(true)
}
const END = aShare().terms.expiresAt
const near = (share: ShareLink = aShare()) => upToDate({ ...share, endIsNear: share.terms.expiresAt })
const change = (share: ShareLink, more: Partial<ShareLink>) =>
  world.store.shares.change(share, (current) => ({ ...current, ...more }))

describe('the moment before an end', () => {
  const warn = (ref: ShareLink, expiresAt = END) => warnShare(world.shared)(ref, expiresAt)

  it('is warned of once', async () => {
    const share = await keep(upToDate(aShare()))
    await warn(share)
    await warn(share)
    await world.drain()
    expect(world.notices.replies).toMatchObject([{ kind: 'warning', warnings: ['end'] }])
    await warn(share)
    await world.drain()
    expect(world.notices.replies).toHaveLength(1)
    expect(isFinished(await stored(share))).toBe(true)
  })

  it('of an end that was moved is passed over, and the new one is warned of', async () => {
    const share = await keep(upToDate(aShare()))
    const moved = { ...share.terms, expiresAt: END + DAY }
    await change(share, { terms: moved })
    await warn(share)
    await world.drain()
    expect(replies()).toEqual([])
    await warn(share, END + DAY)
    await world.drain()
    expect(replies()).toEqual(['warning'].map((kind) => `${kind} from 0`))
  })

  it('is warned of although the process dies at any call', async () => {
    const counting = createCrashing(null)
    const run = (crashing: ReturnType<typeof createCrashing>) =>
      warnShare({
        ...world.shared,
        shares: crashing.port('shares', world.store.shares),
        jobs: crashing.port('jobs', world.jobs),
      })(aShare(), END)
    await keep(upToDate(aShare()))
    await run(counting)
    expect(counting.calls).toEqual(['shares.change', 'jobs.tell'])
    for (const at of [1, 2]) {
      for (const when of ['before', 'after'] as const) {
        world.close()
        world = createTestWorld(inject('redisSocket'))
        await keep(upToDate(aShare()))
        await expect(run(createCrashing({ at, when }))).rejects.toThrow(Crash)
        await warn(aShare())
        await world.drain()
        expect(replies(), `${when} ${counting.calls[at - 1]}`).toEqual(['warning from 0'])
      }
    }
  })

  it('whose job was lost after it was noted is found by reconcileShares', async () => {
    await keep(near())
    await world.reconcile()
    await world.drain()
    expect(replies()).toEqual(['warning from 0'])
  })

  it.each<[string, ShareLink]>([
    ['is over', aRevokedShare()],
    ['is about to be', aShare({ state: 'revoking', end: {} })],
  ])('of a share that %s is no warning', async (_, share) => {
    await keep(share)
    await warn(share)
    expect([world.asked, (await stored(share)).endIsNear]).toEqual([[], null])
  })
})

describe('what is due together is said together', () => {
  it('downloads, the last of them, and the end', async () => {
    const share = await keep(near(aShare({ downloads: 2 })))
    await tellAll(share)
    expect(world.notices.replies).toMatchObject([
      { kind: 'warning', warnings: ['end', 'last-download'], from: 0 },
    ])
    expect((await stored(share)).notified).toMatchObject({ downloads: 2, warnedEnd: END, warnedLimit: 3 })
  })

  it('many downloads while Slack was away are one line', async () => {
    const share = await keep(upToDate(aShare({ terms: { limit: 100 } })))
    for (let downloads = 1; downloads <= 50; downloads += 1) {
      await change(share, { downloads })
      world.notices.failures.push({ error: slackError('not-sent') })
      await expect(world.updateMessage(share)).rejects.toThrow()
    }
    await tellAll(share)
    expect(replies()).toEqual(['downloads from 0'])
    expect(world.notices.replies[0]?.share.downloads).toBe(50)
  })

  it('a limit that is raised is warned of anew', async () => {
    const share = await keep(upToDate(aShare({ downloads: 2, notified: { downloads: 2, warnedLimit: 3 } })))
    await tellAll(share)
    expect(replies()).toEqual([])
    await change(share, { downloads: 4, terms: { ...share.terms, limit: 5 } })
    await tellAll(share)
    expect(replies()).toEqual(['warning from 2'])
  })

  it('a warning whose answer was lost is not given twice', async () => {
    const share = await keep(near())
    world.notices.failures.push({ error: slackError('unknown'), done: true })
    await tellAll(share)
    expect(replies()).toEqual(['warning from 0'])
  })

  it('a warning that was not sent is given later, with the downloads', async () => {
    const share = await keep(near(aShare({ downloads: 1 })))
    world.notices.failures.push({ error: slackError('not-sent') })
    await expect(world.tell(share)).rejects.toThrow()
    expect((await stored(share)).notified).toMatchObject({ warnedEnd: null, downloads: 0 })
    await tellAll(share)
    expect(replies()).toEqual(['warning from 0'])
  })
})

describe('a quiet thread', () => {
  it('is told of the end alone, and not of the rest later', async () => {
    const share = await keep(near(aShare({ downloads: 2, muted: true })))
    await tellAll(share)
    expect(replies()).toEqual([])
    await change(share, { muted: false })
    await tellAll(share)
    expect(replies()).toEqual([])
    await change(share, { downloads: 1, muted: true })
    await change(share, { ...aRevokedShare({ muted: true }), notified: (await stored(share)).notified })
    await tellAll(share)
    expect(replies()).toEqual(['end'])
  })
})

describe('an extension', () => {
  const extensions = [{ expiresAt: END, limit: 9, by: 'U0BOB', askedAt: NOW, reference: 'REF23456' }]
  const pastEnds = [{ reason: 'limit' as const, by: null, decidedAt: NOW, verifiedAt: NOW, revivedAt: NOW }]

  it('is told in the thread, once', async () => {
    const share = await keep(upToDate(aShare({ extensions })))
    await tellAll(share)
    await tellAll(share)
    expect(world.notices.replies).toMatchObject([{ kind: 'extensions', from: 0, toChannel: false }])
  })

  it('that brings a share back is told to the channel, and the next end again', async () => {
    const share = await keep(upToDate(aShare({ extensions, pastEnds, muted: true })))
    await tellAll(share)
    await change(share, {
      ...aRevokedShare({ extensions, pastEnds }),
      notified: (await stored(share)).notified,
    })
    await tellAll(share)
    expect(world.notices.replies.map(({ kind, toChannel }) => [kind, toChannel])).toEqual([
      ['extensions', true],
      ['end', true],
    ])
  })

  it('that the end overtook is not told behind it', async () => {
    const share = await keep(upToDate(aRevokedShare({ extensions })))
    await tellAll(share)
    expect([replies(), (await stored(share)).notified.extensions]).toEqual([['end'], 1])
  })

  it('while the end is being told is another end’s affair', async () => {
    const share = await keep(upToDate(aRevokedShare({ end: { reason: 'expired' } })))
    const announceEnd = world.notices.port.announceEnd
    world.notices.port.announceEnd = async (shown, toChannel) => {
      await announceEnd(shown, toChannel)
      await change(share, {
        state: 'active',
        end: null,
        notified: { ...(await stored(share)).notified, end: 'no' },
      })
    }
    await world.tell(share)
    expect((await stored(share)).notified.end).toBe('no')
  })
})

describe('a message that is gone', () => {
  const gone = () => aShare({ downloads: 1 })

  it('is told to its creator once, and the end too', async () => {
    const share = await keep(gone())
    refuse('message_not_found')
    await tellAll(share)
    await change(share, { downloads: 2 })
    await tellAll(share)
    expect(await stored(share)).toMatchObject({ message: null, messageLost: true })
    const { notified, message, messageLost } = await stored(share)
    await change(share, { ...aRevokedShare({ downloads: 2, message, messageLost }), notified })
    await tellAll(share)
    expect(places()).toEqual(['lost to Alice', 'warning to Alice', 'end to Alice'])
  })

  it('is told with the end alone where that shows it', async () => {
    const share = await keep(aRevokedShare())
    refuse('message_not_found')
    await tellAll(share)
    expect(places()).toEqual(['end to Alice'])
    expect((await stored(share)).notified.lost).toBe(true)
  })

  it.each(['thread_not_found', 'message_not_found'])(
    'is noticed by a reply that is refused (%s), and nothing of it is left out',
    async (code) => {
      const share = await keep(near())
      refuse(code)
      await tellAll(share)
      expect(places()).toEqual(['lost to Alice', 'warning to Alice'])
      expect((await stored(share)).message).toBeNull()
    },
  )

  it.each(['thread_not_found', 'message_not_found'])('by the reply that tells the end (%s)', async (code) => {
    const share = await keep(upToDate(aRevokedShare()))
    refuse(code)
    await tellAll(share)
    expect(places()).toEqual(['end to Alice'])
  })

  it('is of no further interest when its creator cannot be told either', async () => {
    const share = await keep(gone())
    refuse('channel_not_found', 'channel_not_found')
    await tellAll(share)
    expect(replies()).toEqual([])
    expect((await stored(share)).notified.lost).toBe(true)
  })

  it('is told again where Slack was only busy', async () => {
    const share = await keep(aShare({ message: null, messageLost: true }))
    world.notices.failures.push({ error: slackError('not-sent') })
    await expect(world.tell(share)).rejects.toThrow()
    await tellAll(share)
    expect(places()).toEqual(['lost to Alice'])
  })
})

describe('a thread in which nobody may reply', () => {
  it.each(['restricted_action', 'not_in_channel', 'cannot_reply_to_message'])(
    'has its warnings and its end told to the creator, and its message kept true (%s)',
    async (code) => {
      const share = await keep(near())
      refuse(code)
      await tellAll(share)
      expect((await stored(share)).message).toEqual(share.message)
      await change(share, upToDate({ ...aRevokedShare(), notified: (await stored(share)).notified }))
      refuse(code)
      await tellAll(share)
      expect(places()).toEqual(['warning to Alice', 'end to Alice'])
    },
  )

  it('has no downloads told to anybody', async () => {
    const share = await keep(upToDate(aShare({ downloads: 1 })))
    refuse('restricted_action')
    await tellAll(share)
    expect(replies()).toEqual([])
  })
})

it('a share that never had a message warns its creator and tells them the end', async () => {
  const share = await keep({ ...near(aShare({ downloads: 1 })), message: null })
  await tellAll(share)
  await change(share, { ...aRevokedShare({ message: null }), notified: (await stored(share)).notified })
  await tellAll(share)
  expect(places()).toEqual(['warning to Alice', 'end to Alice'])
})
