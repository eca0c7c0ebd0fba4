import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf, saysOver, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test('a share ends at its moment: the portal refuses, the link is removed, the channel is told once', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.pdf} for 2s`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const address = addressOf(posted) ?? ''
  const told = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(slack.render(told)).toContain('link expired')
  expect(portal.links(FILES.pdf)).toEqual([])
  expect((await download(address, 'Firefox')).status).not.toBe(200)
  expect(saysOver(slack.message('#general', posted.ts))).toBe(true)
})

test('a share whose end passes while the bot is stopped is told and cleaned when it is back', async () => {
  const { portal, slack, startBot } = await setStage()
  const bot = await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.pdf} for 2s max none`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await bot.close()
  const [link] = portal.links(FILES.pdf)
  // The portal itself says when: status 2 is expired.
  const check = `${portal.url}/api/2.0/files/share/${portal.requestToken(link?.id ?? '')}`
  const status = async () =>
    ((await (await fetch(check)).json()) as { response: { status: number } }).response.status
  await expect.poll(status).toBe(2)
  expect((await download(addressOf(posted) ?? '', 'Firefox')).status).not.toBe(200)
  expect(portal.links(FILES.pdf)).toHaveLength(1)

  await startBot()
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(portal.links(FILES.pdf)).toEqual([])
})

test('an ended share is in no list, and `/sharelink revoke` says that it is over', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.pdf}`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const id = shareIdOf(posted)
  await alice.command('/sharelink list', { in: '#general' })
  await slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => e.text.includes(`ID ${id}`) && e.text.includes('Your live links: 1')),
  )
  await alice.command(`/sharelink revoke ${id.toLowerCase()}`, { in: '#design' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await alice.command('/sharelink list', { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('You have no live links')))
  await alice.command(`/sharelink revoke ${id}`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('was already revoked')))
})
