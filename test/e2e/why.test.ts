import { expect, test } from 'vitest'
import { FILES, USERS } from '../../sandbox/portal/seed-ids.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

test('A18: every event is told with its rule, page by page, in the place of the page before; of others to whoever may end the link', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report} max 50`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const id = shareIdOf(posted)
  const link = portal.links(FILES.report)[0]?.id ?? ''
  for (let n = 0; n < 20; n += 1) {
    portal.emit({ target: FILES.report, page: portal.directLink(FILES.report, link), ip: `10.1.0.${n}` })
  }
  portal.emit({ target: FILES.report, userId: USERS.member, ip: '10.2.0.1' })
  portal.emit({
    target: FILES.report,
    page: portal.directLink(FILES.report, link),
    ip: '10.3.0.1',
    browser: 'Slackbot 1',
  })
  await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('20 of 50 downloads'))

  await alice.command(`/sharelink why ${id}`, { in: '#general' })
  const first = await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('of 22 events')))
  expect(slack.render(first)).toContain('20 counted of 22 events')
  expect(slack.render(first)).toContain('Newest first (1 to 15):')
  expect(first.text).toContain('not counted (signed in to DocSpace)')
  expect(first.text).toContain('not counted (link preview)')
  expect(first.text).not.toMatch(/10\.\d\.0\.\d|share=/)

  const shows = (words: string) => () =>
    slack.ephemerals('alice').find((e) => e.ts === first.ts && e.text.includes(words))
  await alice.click(first, { label: 'Older' })
  const second = await slack.waitFor(shows('(16 to 22)'))
  await alice.click(second, { label: 'Newer' })
  await slack.waitFor(shows('(1 to 15)'))
  expect(slack.ephemerals('alice').filter((e) => e.text.includes('of 22 events'))).toHaveLength(1)

  await slack.person('bob').click(posted, { label: 'Details' })
  const shown = (words: string) =>
    slack.waitFor((s) => {
      const view = s.view('bob')
      return view !== undefined && s.render(view).includes(words) && view
    })
  const details = await shown('Counted\n')
  expect(slack.render(details)).not.toContain('signed in to DocSpace')
  await slack.person('bob').click(details, { label: 'Activity' })
  // When a member took the file is nobody's business who may not end the link.
  const every = await shown('20 counted of 21 events')
  expect(slack.render(every)).toContain("1 event of other links and DocSpace members isn't shown.")
  expect(slack.render(every)).not.toContain('signed in to DocSpace')
  expect(every.id).toBe(details.id)
  await slack.person('bob').click(every, { label: 'Older' })
  await shown('(16 to 21)')
  await slack.person('bob').click(every, { label: 'Details' })
  await shown('Counted\n')
})
