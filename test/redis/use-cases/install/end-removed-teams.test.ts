import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { announceExtension } from '../../../../src/domain/share-extension.ts'
import { endRemovedTeams } from '../../../../src/use-cases/install/end-removed-teams.ts'
import { aRevokedShare, aShare, DAY, NOW, TEAM } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
let removed: string[]
let forgotten: string[]
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
  removed = [TEAM]
  forgotten = []
})
afterEach(() => world.close())

const step = () =>
  endRemovedTeams({
    ...world.shared,
    installations: {
      removedTeams: async () => removed,
      gone: async (team) => void removed.splice(removed.indexOf(team), 1),
    },
    forgetTeam: async (team) => void forgotten.push(team),
    log: { info: () => {} },
  })()

it('ends live and paused links, and one that is coming back, before anything is forgotten', async () => {
  const live = aShare({ id: 'AAAAAA' })
  const paused = aRevokedShare({ id: 'BBBBBB', terms: { expiresAt: NOW + DAY }, end: { reason: 'blind' } })
  const ended = aRevokedShare({ id: 'CCCCCC', terms: { expiresAt: NOW + DAY }, end: { reason: 'expired' } })
  const asked = { expiresAt: NOW + DAY, limit: 3, by: 'U0ALICE', askedAt: NOW, reference: 'REF23456' }
  const back = announceExtension(ended, asked, null)
  if (back === null) throw new Error('it cannot come back')
  for (const share of [live, paused, back]) await world.store.shares.create(share)

  await step()
  expect(forgotten).toEqual([])
  for (const { team, id } of [live, paused, back])
    expect((await world.store.shares.get({ team, id }))?.end).toMatchObject({ reason: 'policy' })

  await world.drain()
  await step()
  expect([forgotten, removed]).toEqual([[TEAM], []])
  expect(world.portal.links.size).toBe(0)
})
