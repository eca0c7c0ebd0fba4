import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { SHARE_FORM } from '../../src/slack/views/share-form.ts'
import { chooseFile, FIELD, modal, openForm, pickDate, showMore } from '../support/form.ts'
import { addressOf, buttonNames, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test('a file is found, the form corrected, sent, and the link stands in the channel', async () => {
  const { portal, slack, startBot, logged } = await setStage({
    MAX_DOWNLOADS_LIMIT: '20',
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  })
  await startBot()
  const alice = slack.person('alice')

  const form = await openForm(slack, 'alice', '#general')
  expect(form.callback_id).toBe(SHARE_FORM)
  const shown = slack.render(form, 'alice')
  for (const words of ['7 days (the default)', '10', 'at most 90 days · at most 20 downloads']) {
    expect(shown).toContain(words)
  }

  const offered = await alice.suggest(form, { block_id: FIELD.file }, 'campai')
  expect(offered).toMatchObject({ late: false, problems: [] })
  expect(offered.options).toMatchObject([
    {
      text: { text: 'Campaign.docx' },
      description: {
        text: expect.stringMatching(/^Marketing · [\d.]+ [kM]?B(ytes)? · edited (.* ago|just now)$/i),
      },
      value: FILES.roomDocx,
    },
  ])
  const dated = await pickDate(slack, 'alice', form)
  const refused = await alice.submit(dated, {
    [FIELD.file]: FILES.roomDocx,
    [FIELD.limit]: '99',
    [FIELD.moment]: Math.floor(Date.now() / 1_000) - 60,
  })
  expect(refused).toMatchObject({ late: false, problems: [] })
  const corrected = await modal(slack, 'alice', 'at most 20 downloads here')
  expect(slack.render(corrected, 'alice')).toContain('at most 20 downloads here. (MAX_DOWNLOADS_LIMIT)')
  expect(slack.render(corrected, 'alice')).toContain('That moment is already in the past.')
  expect(portal.links(FILES.roomDocx)).toEqual([])

  portal.fault({ method: 'PUT', action: { kind: 'slow', ms: 700 } })
  const sent = await alice.submit(corrected, {
    [FIELD.limit]: '2',
    [FIELD.moment]: Math.floor(Date.now() / 1_000) + 86_400,
    [FIELD.note]: 'for the *board*\nplease',
  })
  expect(sent).toMatchObject({ late: false, problems: [] })
  const working = slack.view('alice')
  expect(working && slack.render(working, 'alice')).toContain('Working on it…')

  const result = await modal(slack, 'alice', 'Link to send on')
  expect(result.previous_view_id).toBe(form.id)
  const [posted] = slack.history('#general')
  if (posted === undefined) throw new Error('nothing was posted')
  const address = addressOf(posted) ?? ''
  const said = slack.render(result, 'alice')
  for (const words of ['Campaign.docx', '#general', '0 of 2 downloads', shareIdOf(posted), address]) {
    expect(said).toContain(words)
  }
  expect(slack.render(posted)).toContain('for the *board* please')
  expect(buttonNames(posted)).toContain('Download')
  expect((await download(address, 'Firefox one')).status).toBe(200)

  // Nothing was said anywhere else.
  await slack.idle()
  expect(slack.ephemerals('alice')).toEqual([])
  expect(slack.history('#general').filter((m) => !m.broadcast)).toHaveLength(1)
  expect(logged.join('')).not.toMatch(/share=(?!\[secret\])|sk-[0-9a-f]{20}|xoxb-/)
})

test('view only goes with the untouched default, and a password is told in the modal alone', async () => {
  const { portal, slack, startBot, logged } = await setStage({
    REQUIRE_PASSWORD: 'true',
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  })
  await startBot()
  const alice = slack.person('alice')
  const form = await openForm(slack, 'alice', '#general')
  // What was chosen before stays chosen when the other fields come.
  slack.person('alice').fill(form, await chooseFile(slack, 'alice', form, 'q3'))
  await showMore(slack, 'alice', form)
  const fields = { [FIELD.view]: 'view_only' }
  await expect(alice.submit(form, fields)).rejects.toThrow('“Password” is required')
  await alice.submit(form, { [FIELD.password]: 'open sesame 7' })

  const result = await modal(slack, 'alice', 'Link to send on')
  expect(slack.render(result, 'alice')).toContain('open sesame 7')
  expect(slack.render(result, 'alice')).toContain('view only')
  const [posted] = slack.history('#general')
  expect(posted && slack.render(posted)).toContain('view only · password protected')
  expect(portal.links(FILES.report)).toMatchObject([{ denyDownload: true, password: 'open sesame 7' }])
  expect(JSON.stringify(slack.history('#general'))).not.toContain('sesame')
  expect(logged.join('')).not.toContain('sesame')
})

test('an address is pasted, and the link goes to another channel', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const form = await openForm(slack, 'alice', '#general')
  await slack.person('alice').submit(form, {
    ...(await chooseFile(slack, 'alice', form, `${portal.url}/doceditor?fileid=${FILES.pdf}&action=view`)),
    [FIELD.channel]: slack.channel('#board').id,
    [FIELD.limit]: null,
  })
  const result = await modal(slack, 'alice', 'Link to send on')
  expect(slack.render(result, 'alice')).toContain('#board')
  expect(slack.history('#general')).toEqual([])
  const [posted] = slack.history('#board')
  expect(posted && slack.render(posted)).toContain('Offer Acme.pdf')
})
