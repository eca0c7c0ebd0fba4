import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf, buttonNames } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { download } from '../support/visitors.ts'

test('killed between the link and the post, it makes one link and one message of it', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  const held = slack.fail({ method: 'chat.postMessage', hold: true, drop: true })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await expect.poll(() => held.hits()).toBe(1)
  first.process.kill('SIGKILL')
  await first.ended
  held.clear()

  await start()
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await slack.idle()
  expect(slack.history('#general')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)
  expect((await download(addressOf(posted) ?? '', 'Firefox')).status).toBe(200)
})

test('killed while the answer to the post was awaited, the message left behind has a dead address', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  const held = slack.fail({ method: 'chat.postMessage', hold: true, afterWork: true })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const left = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  first.process.kill('SIGKILL')
  await first.ended
  held.clear()
  expect((await download(addressOf(left) ?? '', 'Firefox')).status).toBe(200)

  await start()
  const posted = await slack.waitFor((s) => s.history('#general')[1])
  expect((await download(addressOf(left) ?? '', 'Firefox')).status).not.toBe(200)
  expect((await download(addressOf(posted) ?? '', 'Chrome')).status).toBe(200)
  expect(portal.links(FILES.report)).toHaveLength(1)
  // The download by the address left behind was a download of this share.
  await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('2 of 3 downloads'))
})

test('a limit used up by the address that was left behind ends the share', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  const held = slack.fail({ method: 'chat.postMessage', hold: true, afterWork: true })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 1`, { in: '#general' })
  const left = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect((await download(addressOf(left) ?? '', 'Firefox')).status).toBe(200)
  first.process.kill('SIGKILL')
  await first.ended
  held.clear()

  await start()
  const told = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(slack.render(told)).toContain('its only download used')
  expect(portal.links(FILES.report)).toEqual([])
})

test('a button of the message that was left behind does not take the record from the real one', async () => {
  const { slack, start } = await outside()
  const first = await start()
  const held = slack.fail({ method: 'chat.postMessage', hold: true, afterWork: true })
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const left = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  first.process.kill('SIGKILL')
  await first.ended
  held.clear()

  await start()
  const posted = await slack.waitFor((s) => s.history('#general')[1])
  await slack.idle()
  await alice.click(left, 'Revoke')
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await slack.idle()
  const ended = slack.message('#general', posted.ts)
  expect(ended && [addressOf(ended), buttonNames(ended)]).toEqual([undefined, ['Details']])
  expect(slack.thread(posted)).toHaveLength(1)
})
