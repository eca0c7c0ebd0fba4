import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { chooseFile, modal, openForm } from '../support/form.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

test('T18: links of one person within a minute are refused beyond the quota; nobody else is, and no delivery counts twice', async () => {
  const { slack, startBot } = await setStage({ LINKS_PER_MINUTE: '2' })
  await startBot()
  const [alice, bob] = [slack.person('alice'), slack.person('bob')]
  await alice.command(`/sharelink ${FILES.report}`, { in: '#general', copies: 3 })
  // What is refused for another reason is not counted either.
  await alice.command(`/sharelink ${FILES.report} for 900d`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find(({ text }) => text.includes('MAX_EXPIRY')))
  await alice.command(`/sharelink ${FILES.pdf}`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').filter((m) => addressOf(m)).length === 2)

  await alice.command(`/sharelink ${FILES.xlsx}`, { in: '#general' })
  const refused = await slack.waitFor((s) =>
    s.ephemerals('alice').find(({ text }) => text.includes('LINKS_PER_MINUTE')),
  )
  expect(refused.text).toMatch(/^You made 2 links in the last minute\. Try again in \d+ s\./)

  const form = await openForm(slack, 'alice', '#general')
  const chosen = await chooseFile(slack, 'alice', form, 'campai')
  expect((await alice.submit(form, chosen)).body).toMatchObject({ response_action: 'errors' })
  // Beside its first field: the form stands as it was filled in.
  expect((await modal(slack, 'alice', 'LINKS_PER_MINUTE')).id).toBe(form.id)

  await bob.command(`/sharelink ${FILES.xlsx} note bob’s`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.text.includes('bob’s')))
  await slack.idle()
  expect(slack.history('#general').filter((m) => addressOf(m))).toHaveLength(3)
})

test('a live link beyond the quota is refused until another has ended', async () => {
  const { portal, slack, startBot } = await setStage({ MAX_LIVE_LINKS: '1' })
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
  const first = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await alice.command(`/sharelink ${FILES.pdf}`, { in: '#general' })
  const refused = await slack.waitFor((s) =>
    s.ephemerals('alice').find(({ text }) => text.includes('MAX_LIVE_LINKS')),
  )
  // A slow machine may have used up a minute of the week.
  expect(refused.text).toMatch(/One person can have at most 1 live link\. That one expires in (7|6) d/)
  expect(portal.links(FILES.pdf)).toEqual([])

  await alice.command(`/sharelink revoke ${shareIdOf(first)}`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await alice.command(`/sharelink ${FILES.pdf} note at last`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m) && m.text.includes('at last')))
})
