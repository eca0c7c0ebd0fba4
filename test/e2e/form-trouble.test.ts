import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { aFile, chooseFile, FIELD, modal, openForm, showMore } from '../support/form.ts'
import { addressOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

const REPORT = aFile(FILES.report)

test('A19: a form that is closed before its answer gets it as a direct message, without the password', async () => {
  const { portal, slack, startBot } = await setStage({ ENCRYPTION_KEY: randomBytes(32).toString('base64') })
  await startBot()
  const alice = slack.person('alice')
  portal.fault({ method: 'PUT', action: { kind: 'slow', ms: 800 } })
  const form = await openForm(slack, 'alice', '#general')
  await alice.submit(await showMore(slack, 'alice', form), { ...REPORT, [FIELD.password]: 'open sesame 7' })
  await alice.close(slack.view('alice') ?? form)
  const told = await slack.waitFor((s) => s.history(s.dm('alice'))[0])
  expect(slack.render(told, 'alice')).toMatch(/Shared Q3\.docx in #general[\s\S]*password that you set/)
  expect(portal.links(FILES.report)[0]?.password).toBe('open sesame 7')
  expect(slack.history('#general')).toHaveLength(1)
  await slack.idle()
  expect(slack.history(slack.dm('alice'))).toHaveLength(1)
  // Not even to whom it belongs, where it would stay for good.
  expect(JSON.stringify([slack.history('#general'), slack.history(slack.dm('alice'))])).not.toContain(
    'sesame',
  )
})

test.each([
  ['at once', true],
  ['one after the other', false],
])('a form that is delivered twice %s makes one share', async (_how, concurrently) => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const form = await openForm(slack, 'alice', '#general')
  const ack = await slack.person('alice').submit(form, REPORT, { copies: 3, concurrently })
  expect([ack, ...ack.repeats].map(({ status, problems }) => [status, problems])).toEqual(
    Array.from({ length: 3 }, () => [200, []]),
  )
  await modal(slack, 'alice', 'Link to send on')
  await slack.idle()
  expect(slack.history('#general')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('a form that is sent again while it works on it makes one share, and answers where the person is by now', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  portal.fault({ method: 'PUT', action: { kind: 'slow', ms: 2_500 } })
  const form = await openForm(slack, 'alice', '#general')
  await alice.submit(form, REPORT)
  const working = await modal(slack, 'alice', 'Working on it')
  await alice.close(working)
  await alice.submit(form, REPORT)
  await expect.poll(() => slack.view('alice')?.id).not.toBe(working.id)
  const other = await modal(slack, 'alice', 'Working on it')
  await alice.close(other)
  await alice.submit(form, aFile(FILES.pdf))
  const refused = await modal(slack, 'alice', 'still being made')
  await alice.close(refused)
  await alice.submit(form, REPORT)
  await modal(slack, 'alice', 'Link to send on')
  await slack.idle()
  expect(slack.history('#general')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)
  expect(portal.links(FILES.pdf)).toEqual([])
  expect(slack.history(slack.dm('alice'))).toEqual([])
})

test('two forms make two shares', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  for (const count of [1, 2]) {
    const form = await openForm(slack, 'alice', '#general')
    await slack.person('alice').submit(form, REPORT)
    await modal(slack, 'alice', 'Link to send on')
    expect(portal.links(FILES.report)).toHaveLength(count)
  }
  const addresses = slack.history('#general').map((message) => addressOf(message))
  expect(new Set(addresses).size).toBe(2)
})

test('what DocSpace refuses is said over the form, which stays as it was filled in and can be sent again', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const form = await openForm(slack, 'alice', '#general')
  const alice = slack.person('alice')
  portal.fault({ method: 'PUT', times: 1, action: { kind: 'lie', how: 'other-end' } })
  await alice.submit(form, { ...REPORT, [FIELD.note]: 'for the board' })
  const refused = await modal(slack, 'alice', 'returned a different link')
  expect(refused).toMatchObject({ title: { text: "Couldn't share" }, close: { text: 'Back' } })
  expect(slack.history('#general')).toEqual([])

  await alice.close(refused)
  expect(slack.view('alice')?.id).toBe(form.id)
  await alice.submit(form)
  const done = await modal(slack, 'alice', 'Link to send on')
  expect(slack.render(slack.history('#general')[0] ?? done, 'alice')).toContain('for the board')
  // Neither Close nor Back leads to the form again: it is done with.
  await slack.waitFor(
    (s) => s.requests('views.update').some(({ args }) => args.view_id === form.id) || undefined,
  )
  await alice.close(done)
  expect(slack.view('alice')).toBeUndefined()
})

test('where the bot is not, the link is given privately; elsewhere the form says why not', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  const here = await openForm(slack, 'alice', '#secret')
  await alice.submit(here, REPORT)
  const given = await modal(slack, 'alice', 'Link to send on')
  const [link] = portal.links(FILES.report)
  expect(slack.render(given, 'alice')).toContain(portal.requestToken(link?.id ?? ''))
  expect(slack.render(given, 'alice')).toContain('/invite @Sharelink')
  expect(slack.history('#secret')).toEqual([])

  for (const place of ['D0ALICEBOB', slack.channel('#secret').id]) {
    const elsewhere = await openForm(slack, 'alice', '#general')
    await alice.submit(elsewhere, { ...REPORT, [FIELD.channel]: place })
    const refused = await modal(slack, 'alice', 'so nothing was shared')
    expect(slack.render(refused, 'alice')).toMatch(/Sharelink isn't in[\s\S]*Invite it/)
  }
  await expect.poll(() => portal.links(FILES.report).length).toBe(1)
})

test('a private channel is not opened to others by what a form claims', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const board = slack.channel('#board').id
  const form = await openForm(slack, 'bob', '#general')
  await slack
    .person('bob')
    .submit(form, { ...REPORT, [FIELD.channel]: board }, { patch: { view: { private_metadata: board } } })
  await modal(slack, 'bob', "can't find a channel")
  await slack.idle()
  expect(slack.history('#board')).toEqual([])
  expect(portal.links(FILES.report)).toEqual([])
})

test('T14: people of another company are offered no files', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  const form = await openForm(slack, 'alice', '#general')
  const options = { patch: { user: { id: 'U0XAVIER06', team_id: 'T0ACME0002' } } }
  const offered = await slack.person('alice').suggest(form, { block_id: FIELD.file }, 'q3', options)
  expect(offered.options).toEqual([])
})

test('a portal that hangs keeps nobody who types waiting, and what it hides is not called absent', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  const form = await openForm(slack, 'alice', '#general')
  portal.fault({ times: 'always', action: { kind: 'slow', ms: 60_000 } })
  const chosen = await chooseFile(slack, 'alice', form, 'q3')
  portal.clearFaults()
  expect(slack.deliveries('block_suggestion').at(-1)?.responseBody).toContain('DocSpace is slow right now')
  // Somebody who chooses that line is told what it is, and keeps all that they have filled in.
  await alice.submit(form, { ...chosen, [FIELD.note]: 'for the board' })
  await modal(slack, 'alice', "That line isn't a file")
  expect(slack.view('alice')?.errors).toEqual({
    [FIELD.file]: expect.stringContaining("paste the file's link"),
  })
  await alice.submit(form, { ...chosen, ...REPORT, [FIELD.note]: 'for the board' })
  const posted = await slack.waitFor((s) => s.history('#general')[0])
  expect(slack.render(posted, 'alice')).toContain('for the board')
})
