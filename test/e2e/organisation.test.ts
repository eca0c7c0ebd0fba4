import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { makeOrganisation } from '../../sandbox/slack/organisation.ts'
import { SHARE_FILE } from '../../src/slack/listeners/shortcuts.ts'
import { chooseFile, FIELD, modal } from '../support/form.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

const setOrganisation = async () => {
  const stage = await setStage()
  stage.slack.change(makeOrganisation)
  await stage.startBot()
  return stage
}

test('who is at home in another workspace of the organisation is a member in every way', async () => {
  const { portal, slack } = await setOrganisation()
  const greta = slack.person('greta')
  await greta.command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await slack.waitFor((s) => s.ephemerals('greta').find((e) => e.text.startsWith('Shared')))

  await greta.click(posted, { label: 'Details' })
  expect(slack.render(await modal(slack, 'greta', 'Shared today at'))).toContain(`ID ${shareIdOf(posted)}`)
  await greta.close(await modal(slack, 'greta', 'Shared today at'))

  await greta.shortcut(SHARE_FILE)
  const form = await modal(slack, 'greta', 'Share a file')
  const file = await chooseFile(slack, 'greta', form, 'q3')
  await greta.submit(form, { ...file, [FIELD.channel]: slack.channel('#general').id })
  await modal(slack, 'greta', 'Link to send on')

  await greta.openHome()
  await slack.waitFor((s) => {
    const home = s.home('greta')
    return home !== undefined && s.render(home, 'greta').includes('Your live links: 2')
  })

  await greta.click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('who is only in another workspace of it is none', async () => {
  const { portal, slack } = await setOrganisation()
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const lars = slack.person('lars')
  await lars.click(posted, { label: 'Details' })
  await slack.waitFor((s) => s.ephemerals('lars').find((e) => e.text.includes('Only people in the channel')))
  await lars.click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.ephemerals('lars').find((e) => /^Only .* or an admin can/.test(e.text)))
  await lars.command(`/sharelink ${FILES.pdf}`, { in: '#general', force: true })
  await slack.waitFor((s) => s.ephemerals('lars').find((e) => e.text.includes('Only members of this')))
  await slack.idle()
  expect(slack.view('lars')).toBeUndefined()
  expect([portal.links(FILES.report).length, portal.links(FILES.pdf).length]).toEqual([1, 0])
})
