import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { shareMessage } from '../../../../src/slack/views/share-message.ts'
import { aRequest, DAY, FILE_ID, HOUR, MINUTE, NOW, SECOND, TEAM } from '../../../support/builders.ts'
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

const afresh = () => {
  world.close()
  world = createTestWorld(inject('redisSocket'))
}

describe('hard cases', () => {
  it('a refusal is told even after a crash before the answer', async () => {
    const refusing = () => world.portal.set((link) => ({ ...link, internal: true }))
    refusing()
    const calls = world.make()
    await calls.run(REQUEST)
    for (let at = 1; at <= calls.calls.length; at += 1) {
      afresh()
      refusing()
      const where = await runToCrash({ at, when: 'before' })
      await world.make().run(REQUEST)
      expect(kinds(), where).toHaveLength(1)
    }
  })

  it('nothing is made, not even for a moment, once the end asked for has passed', async () => {
    world.clock.advance(DAY)
    await world.make().run(aRequest({ terms: { ...REQUEST.terms, expiresAt: NOW + HOUR } }))
    expect(world.portal.asked.some((call) => call.startsWith('putLink'))).toBe(false)
  })

  it('of two runs at once one posts', async () => {
    // The second run stands just behind the claim of the first.
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const first = world.make(null, {
      notices: {
        ...world.notices.port,
        post: async (posting) => {
          await gate
          return world.notices.port.post(posting)
        },
      },
    })
    let arrived = () => {}
    const atClaim = new Promise<void>((resolve) => {
      arrived = resolve
    })
    let go = () => {}
    const mayGo = new Promise<void>((resolve) => {
      go = resolve
    })
    const second = world.make(null, {
      shares: {
        ...world.store.shares,
        change: async (ref, decide) => {
          if ((await share()).step === 'linked') {
            arrived()
            await mayGo
          }
          return world.store.shares.change(ref, decide)
        },
      },
    })
    const slow = second.run(REQUEST)
    await atClaim
    const quick = first.run(REQUEST)
    while ((await share()).step !== 'posting') await new Promise((resolve) => setImmediate(resolve))
    go()
    await slow.catch(() => {})
    release()
    await quick.catch(() => {})
    expect(world.notices.posts).toHaveLength(1)
  })

  it('an answer of Slack that comes late is not taken for the message of the next link', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const post = async (posting: Parameters<typeof world.notices.port.post>[0]) => {
      const message = await world.notices.port.post(posting)
      await gate
      return message
    }
    const late = world.make(null, { notices: { ...world.notices.port, post } }).run(REQUEST)
    while (world.notices.posts.length < 1) await new Promise((resolve) => setImmediate(resolve))
    // The job was taken over meanwhile: the second run gave the link up and is posting the next one.
    const over = world.make(null, {
      notices: {
        ...world.notices.port,
        post: async (posting) => {
          const message = await world.notices.port.post(posting)
          release()
          await late.catch(() => {})
          return message
        },
      },
    })
    await over.run(REQUEST)
    const made = await share()
    const shown = world.notices.posts.find(({ ts }) => ts === made.message?.ts)
    expect(shown?.share.linkId).toBe(made.linkId)
  })

  it('what is posted looks as it will while it is live', async () => {
    await world.make().run(REQUEST)
    const shown = world.notices.posts[0]?.share
    if (shown === undefined) throw new Error('nothing was posted')
    expect(shareMessage(shown, 10 * SECOND)).toEqual(shareMessage(await share(), 10 * SECOND))
  })

  it('a late write of the last link tried is removed, however old the share', async () => {
    world.notices.failures.push({ error: slackError('failed') })
    await expect(world.make().run(REQUEST)).rejects.toThrow()
    world.clock.advance(2 * MINUTE)
    world.portal.failures.putLink = [new PortalError('unavailable', 'late')]
    await world.make().run(REQUEST)
    await world.asked.shift()?.work()
    const linkId = (await share()).linkId
    await world.portal.port.putLink({
      fileId: FILE_ID,
      linkId,
      title: 't',
      expiresAt: NOW + DAY,
      denyDownload: false,
      password: null,
    })
    await world.reconcile()
    await world.drain()
    expect(linksAtPortal()).toEqual([])
  })
})
