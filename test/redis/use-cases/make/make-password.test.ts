import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Vault } from '../../../../src/use-cases/ports.ts'
import { aRequest, keyOf, LINK_ID, MINUTE, TEAM } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const REQUEST = aRequest({ sealedPassword: 'sealed(hunter2)' })
const REF = { team: TEAM, id: REQUEST.shareId }
const VAULT: Vault = {
  seal: (password) => `sealed(${password})`,
  open: (sealed) => sealed.replace(/^sealed\((.*)\)$/, '$1'),
}
const share = () => world.store.shares.get(REF)
const reasons = () =>
  world.answers.map(({ answer }) => (answer.kind === 'refused' ? answer.refusal.reason : answer.kind))

describe('a password', () => {
  it('is part of the link, and told to who asked', async () => {
    await world.make(null, { vault: VAULT }).run(REQUEST)
    expect(world.portal.links.get(LINK_ID)).toMatchObject({ hasPassword: true })
    expect(await share()).toMatchObject({ state: 'active', direct: false, key: keyOf(LINK_ID) })
    expect(world.answers[0]?.answer).toMatchObject({ kind: 'shared', password: 'hunter2' })
  })

  it('that cannot be opened is refused, and nothing is made or asked for', async () => {
    await world.make().run(REQUEST)
    expect(reasons()).toEqual(['no-vault'])
    expect(world.portal.asked).toEqual([])
    expect(world.notices.posts).toEqual([])
    expect(world.asked).toEqual([])
    expect(await share()).toBeNull()
  })

  it('is not asked for again once the share is made', async () => {
    await world.make(null, { vault: VAULT }).run(REQUEST)
    const before = await share()
    await world.make().run(REQUEST)
    expect(await share()).toEqual(before)
    expect(reasons()).toEqual(['shared'])
  })

  it('that cannot be opened in the middle of the making leaves no link behind', async () => {
    // Begun where there was a key, and finished where there is none: at every step on the way.
    const calls = world.make(null, { vault: VAULT })
    await calls.run(REQUEST)
    const { length } = calls.calls
    expect(length).toBeGreaterThan(5)
    for (let at = 1; at <= length; at += 1) {
      world.close()
      world = createTestWorld(inject('redisSocket'))
      const dying = world.make({ at, when: 'after' }, { vault: VAULT })
      await dying.run(REQUEST).catch(() => {})
      const where = `after ${dying.calls[at - 1]}`
      const puts = world.portal.asked.filter((call) => call.startsWith('putLink')).length
      const before = await share()
      await world.make().run(REQUEST)
      expect(world.portal.asked.filter((call) => call.startsWith('putLink')).length, where).toBe(puts)
      for (const link of world.portal.links.values()) expect(link.hasPassword, where).toBe(true)
      if (before?.state !== 'creating') continue
      expect(await share(), where).toMatchObject({
        state: 'failed',
        failure: { refusal: { reason: 'no-vault' } },
      })
      world.clock.advance(MINUTE)
      await world.drain()
      expect(world.portal.links.size, where).toBe(0)
      expect((await share())?.looseLinkIds, where).toEqual([])
    }
  })
})
