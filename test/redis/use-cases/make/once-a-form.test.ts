import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { onceAForm } from '../../../../src/use-cases/make/once-a-form.ts'
import { TEAM } from '../../../support/builders.ts'
import { aChannel } from '../../../support/directory.ts'
import { aShareRequest, requesting } from '../../../support/requests.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

/** The form is sent, and answered over it. */
const send = (answerIn: string) =>
  onceAForm({
    ...world.shared,
    sentForms: world.store.sentForms,
    pageAddressOf: () => 'https://example.com/',
    requestShare: requesting(world, { known: { channel: aChannel({ isPrivate: false }) } }),
  })(
    aShareRequest({ replyTo: { kind: 'view', team: TEAM, userId: 'U0BOB', viewId: answerIn, over: 'V1' } }),
    'the same terms',
  )

it('a form whose link was made and is over makes one other link, however often it is sent', async () => {
  await send('V2')
  await world.drain()
  await world.store.sentForms.answer({ team: TEAM, viewId: 'V1' }, 'V2', true)
  const [first] = [...world.portal.links.keys()]
  const id = world.notices.posts[0]?.share.id ?? ''
  await world.store.shares.change({ team: TEAM, id }, (share) => ({ ...share, state: 'revoked' }))

  await Promise.all([send('V3'), send('V4')])
  await send('V5')
  await world.drain()
  expect(world.notices.posts).toHaveLength(2)
  expect([...world.portal.links.keys()].filter((link) => link !== first)).toHaveLength(1)
})
