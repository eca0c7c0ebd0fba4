import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { isFinished, pendingNotice } from '../../../../src/domain/pending-notice.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { tellShare } from '../../../../src/use-cases/tell/tell-share.ts'
import { aRevokedShare, aShare } from '../../../support/builders.ts'
import { repliesOf, storedShare, upToDate } from '../../../support/kept-shares.ts'
import { rewriteNow } from '../../../support/rewrite-now.ts'
import { createTestWorld, slackError, type TestWorld, tellOne } from '../../../support/test-world.ts'

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
const SILENT = { info: () => {}, warn: () => {}, error: () => {} }

describe('what is owed', () => {
  it('is told one at a time: message, end with its count, downloads that came after it', async () => {
    const share = await keep(aRevokedShare({ downloads: 4 }))
    expect(await world.tell(share)).toBe('more')
    expect([world.notices.rewrites.length, replies()]).toEqual([1, []])
    expect(await world.tell(share)).toBe('done')
    expect(replies()).toEqual(['end'])
    expect(world.notices.replies[0]?.share.downloads).toBe(4)
    expect(await world.tell(share)).toBe('done')
    await world.store.shares.change(share, (current) => upToDate({ ...current, downloads: 5 }))
    expect(await world.tell(share)).toBe('done')
    expect(replies()).toEqual(['end', 'downloads from 4'])
    expect(await world.tell(share)).toBe('done')
    expect(world.notices.replies).toHaveLength(2)
    expect(isFinished(await stored(share))).toBe(true)
  })

  it('is no line on downloads while the end is on its way', async () => {
    const ending = aShare({ state: 'revoking', downloads: 3, end: { reason: 'limit' } })
    const share = await keep(upToDate(ending))
    expect(await world.tell(share)).toBe('done')
    expect(replies()).toEqual([])
    await world.store.shares.change(share, (current) =>
      upToDate({ ...aRevokedShare({ downloads: 3, end: current.end }), notified: current.notified }),
    )
    expect(await world.tell(share)).toBe('done')
    expect(replies()).toEqual(['end'])
  })

  it('is nothing for a share that is gone', async () => {
    expect(await world.tell(aShare())).toBe('done')
  })

  it('is told of the newest state, and again when that changed meanwhile', async () => {
    const share = await keep(aShare({ downloads: 1 }))
    const notices = {
      ...world.notices.port,
      rewrite: async (shown: ShareLink) => {
        await world.notices.port.rewrite(shown)
        await world.store.shares.change(share, (current) => ({ ...current, downloads: 2 }))
      },
    }
    const tell = tellOne({
      claims: world.store.claims,
      shares: world.store.shares,
      notices,
      jobs: world.jobs,
      now: world.clock.now,
      log: SILENT,
    })
    expect(await tell(share)).toBe('more')
    expect(world.notices.rewrites.map(({ downloads }) => downloads)).toEqual([1, 2])
    expect(pendingNotice(await stored(share))).toBe('warning')
  })
})

describe('showing', () => {
  const asked = () => world.asked.map(({ name }) => name)

  it('rewrites at once, and leaves what is to be posted for its turn', async () => {
    const share = await keep(aRevokedShare({ downloads: 4 }))
    await world.updateMessage(share)
    expect([world.notices.rewrites.length, replies(), asked()]).toEqual([1, [], ['post']])
    expect((await stored(share)).notified).toMatchObject({ downloads: 0, end: 'no' })
    await world.drain()
    expect([world.notices.rewrites.length, replies()]).toEqual([1, ['end']])
  })

  it('asks for no post where the message says it all', async () => {
    const share = await keep(aShare())
    await world.updateMessage(share)
    await world.updateMessage(share)
    expect([world.notices.rewrites.length, asked()]).toEqual([1, []])
  })

  it('rewrites nothing that is true, and asks for the post that is owed', async () => {
    const share = await keep(upToDate(aShare({ downloads: 2 })))
    await world.updateMessage(share)
    expect([world.notices.rewrites.length, asked()]).toEqual([0, ['post']])
  })

  it('goes on until the message is true, though more happens meanwhile', async () => {
    const share = await keep(aShare())
    const rewrite = async (shown: ShareLink) => {
      await world.notices.port.rewrite(shown)
      if (shown.downloads < 3) {
        await world.store.shares.change(share, (current) => ({ ...current, downloads: shown.downloads + 1 }))
      }
    }
    const notices = { ...world.notices.port, rewrite }
    await rewriteNow(
      tellShare({
        shares: world.store.shares,
        claims: world.store.claims,
        notices,
        jobs: world.jobs,
        now: world.clock.now,
        log: SILENT,
      }),
    )(share)
    expect(world.notices.rewrites.map(({ downloads }) => downloads)).toEqual([0, 1, 2, 3])
    expect(pendingNotice(await stored(share))).toBe('downloads')
    expect(asked()).toEqual(['post'])
  })

  it('forgets a message that is lost, and has the end told all the same', async () => {
    const share = await keep(aRevokedShare())
    world.notices.failures.push({ error: slackError('refused', 'message_not_found') })
    await world.updateMessage(share)
    expect((await stored(share)).message).toBeNull()
    await world.drain()
    expect(replies()).toEqual(['end'])
  })

  it('comes back while Slack does not take it', async () => {
    const share = await keep(aShare())
    world.notices.failures.push({ error: slackError('failed') })
    await expect(world.updateMessage(share)).rejects.toThrow()
    expect((await stored(share)).notified.fingerprint).toBeNull()
    await world.updateMessage(share)
    expect(isFinished(await stored(share))).toBe(true)
  })

  it('is nothing for a share that is gone', async () => {
    await world.updateMessage(aShare())
    expect([world.notices.rewrites, asked()]).toEqual([[], []])
  })
})

describe('the message', () => {
  it.each(['unknown', 'failed', 'not-sent'] as const)('%s: rewritten again', async (outcome) => {
    const share = await keep(aShare())
    world.notices.failures.push({ error: slackError(outcome) })
    await expect(world.tell(share)).rejects.toThrow()
    expect(await world.tell(share)).toBe('done')
    expect(world.notices.rewrites).toHaveLength(1)
  })

  it('that cannot be rewritten holds up no end', async () => {
    const share = await keep(aRevokedShare())
    world.notices.failures.push({ error: slackError('failed', 'http_500') })
    await expect(world.updateMessage(share)).rejects.toThrow('http_500')
    expect(world.asked.map(({ name }) => name)).toEqual(['post'])
    await world.drain()
    expect(replies()).toEqual(['end'])
  })

  it('that is lost is forgotten, and the end goes to the creator', async () => {
    const share = await keep(aRevokedShare())
    world.notices.failures.push({ error: slackError('refused', 'message_not_found') })
    expect(await world.tell(share)).toBe('more')
    expect((await stored(share)).message).toBeNull()
    expect(await world.tell(share)).toBe('done')
    expect(replies()).toEqual(['end'])
  })

  it('that Slack will not take is not sent for ever', async () => {
    const share = await keep(aShare())
    world.notices.failures.push({ error: slackError('refused', 'msg_too_long') })
    expect(await world.tell(share)).toBe('done')
    expect(await stored(share)).toMatchObject({ message: share.message })
    expect(isFinished(await stored(share))).toBe(true)
  })
})

describe('downloads', () => {
  it('that come while they are told are told next', async () => {
    const share = await keep(upToDate(aShare({ downloads: 1 })))
    const notices = {
      ...world.notices.port,
      tellDownloads: async (shown: ShareLink, from: number) => {
        await world.notices.port.tellDownloads(shown, from)
        await world.store.shares.change(share, (current) => upToDate({ ...current, downloads: 3 }))
      },
    }
    const tell = tellOne({
      claims: world.store.claims,
      shares: world.store.shares,
      notices,
      jobs: world.jobs,
      now: world.clock.now,
      log: SILENT,
    })
    expect(await tell(share)).toBe('more')
    expect(await world.tell(share)).toBe('done')
    expect(replies()).toEqual(['downloads from 0', 'downloads from 1'])
  })
})
