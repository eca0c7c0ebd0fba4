import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { chooseFile, FIELD, modal, openForm, pickDate } from '../support/form.ts'
import { addressOf } from '../support/message.ts'
import { setSocketStage } from '../support/socket-stage.ts'
import { download } from '../support/visitors.ts'

test('the story over a socket: command, message, click, end; nothing goes over HTTP', async () => {
  const { portal, slack, logged } = await setSocketStage()
  const alice = slack.person('alice')
  const ack = await alice.command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  expect(ack).toMatchObject({ status: 200, late: false, problems: [] })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect((await download(addressOf(posted) ?? '', 'Firefox')).status).toBe(200)
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.startsWith('Shared')))

  expect(await alice.click(posted, { label: 'Revoke' })).toMatchObject({ late: false, problems: [] })
  const told = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(slack.render(told)).toContain('link revoked by @alice')
  expect(portal.links(FILES.report)).toEqual([])
  expect((await download(addressOf(posted) ?? '', 'Chrome')).status).not.toBe(200)
  expect(slack.deliveries().map(({ url }) => url)).toEqual(['', ''])
  expect(slack.sockets.strays()).toEqual([])
  expect(logged.join('')).not.toMatch(/ticket=|xapp-|xoxb-/)
})

test('what only an ack can carry comes over the socket: options while typing, errors in a form, the next view', async () => {
  const { slack } = await setSocketStage({ ENCRYPTION_KEY: randomBytes(32).toString('base64') })
  const alice = slack.person('alice')
  const form = await openForm(slack, 'alice', '#general')
  const file = await chooseFile(slack, 'alice', form, 'campai')
  const past = Math.floor(Date.now() / 1_000) - 60
  const refused = await alice.submit(await pickDate(slack, 'alice', form), { ...file, [FIELD.moment]: past })
  expect(refused).toMatchObject({ late: false, problems: [] })
  const corrected = await modal(slack, 'alice', 'That moment is already in the past.')
  const sent = await alice.submit(corrected, { [FIELD.moment]: past + 86_400 })
  expect(sent).toMatchObject({ late: false, problems: [], body: { response_action: 'push' } })
  await modal(slack, 'alice', 'Link to send on')
  expect(slack.history('#general')).toHaveLength(1)
})

test('a Home is drawn when it is opened, and an event that comes again changes nothing', async () => {
  const { slack } = await setSocketStage()
  const first = await slack.person('alice').openHome()
  expect(first).toMatchObject({ late: false, problems: [], delivery: { envelopes: [{ attempt: 0 }] } })
  await slack.waitFor((s) => s.home('alice'))
  const drawn = () => slack.requests('views.publish').map(({ args }) => args.user_id)
  expect(drawn()).toEqual([slack.user('alice').id])
  await slack.redeliver(first.delivery.seq)
  // By then the first one would have been drawn anew.
  await slack.person('bob').openHome()
  await slack.waitFor((s) => s.home('bob'))
  expect(drawn()).toEqual([slack.user('alice').id, slack.user('bob').id])
})

test('the same command, click and form delivered again, by another connection, have one effect', async () => {
  const { portal, slack, logged } = await setSocketStage()
  const alice = slack.person('alice')
  const first = await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  slack.sockets.disconnect('warning', { closes: 'never' })
  await slack.waitFor((s) => s.sockets.open().length === 2)
  slack.sockets.prefer('newest')
  await slack.redeliver(first.delivery.seq)
  const again = () => logged.filter((line) => line.includes('delivered again')).length
  await expect.poll(again).toBe(1)
  const click = await alice.click(posted, { label: 'Revoke' })
  slack.sockets.prefer('oldest')
  await slack.redeliver(click.delivery.seq)
  await expect.poll(again).toBe(2)
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await slack.idle()
  expect(slack.history('#general')).toHaveLength(2)
  expect(portal.links(FILES.report)).toEqual([])
})
