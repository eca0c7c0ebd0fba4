import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { NO_TERMS } from '../../../../src/domain/terms.ts'
import { extendShare } from '../../../../src/use-cases/extend/extend-share.ts'
import { aReply, DAY, rulesOf } from '../../../support/builders.ts'
import { aDirectory } from '../../../support/directory.ts'
import { keepShare, LIVE } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

it.each([
  ['its creator', 'U0ALICE', true],
  ['an admin, who is not let into every file by that', 'U0BOSS', false],
])('the address of a share without a message, to %s', async (_, userId, has) => {
  await keepShare(world, { ...LIVE, message: null })
  await extendShare({
    ...world.shared,
    directory: aDirectory(),
    adminUsers: ['U0BOSS'],
    policyFor: rulesOf(),
  })({
    ref: LIVE,
    userId,
    terms: { ...NO_TERMS, end: { kind: 'for', ms: DAY } },
    replyTo: aReply(),
    reference: 'REF23456',
  })
  await world.drain()
  expect(world.answers.map(({ answer }) => answer.kind)).toEqual(['extended'])
  expect(JSON.stringify(world.answers).includes(String(LIVE.address))).toBe(has)
  expect(JSON.stringify(world.answers).includes(String(LIVE.key))).toBe(has)
})
