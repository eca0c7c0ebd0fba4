import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { addressOf, buttonNames, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'

/** Alice shares the report with these terms in #general. */
const share = async ({ slack }: Stage, terms: string): Promise<SlackMessage> => {
  await slack.person('alice').command(`/sharelink ${FILES.report} ${terms}`, { in: '#general' })
  return slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
}

/** So many visitors take the file at the same time. */
const visit = ({ portal }: Stage, count: number): void => {
  const page = portal.directLink(FILES.report, portal.links(FILES.report)[0]?.id ?? '')
  for (let n = 0; n < count; n += 1) {
    portal.emit({ target: FILES.report, page, ip: `198.51.100.${portal.events().length % 250}` })
  }
}

const thread = ({ slack }: Stage, posted: SlackMessage): string[] =>
  slack.thread(posted).map((reply) => slack.render(reply))

/** The first reply that says so. */
const said = ({ slack }: Stage, posted: SlackMessage, words: string): Promise<SlackMessage> =>
  slack.waitFor((s) => s.thread(posted).find((reply) => s.render(reply).includes(words)))

const privately = ({ slack }: Stage, who: string, words: string) =>
  slack.waitFor((s) => s.ephemerals(who).find((e) => e.text.includes(words)))

test('a burst of downloads is one line, and so is what came while Slack was away', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 20')
  visit(stage, 5)
  await said(stage, posted, '5 downloads (5 of 20).')
  expect(thread(stage, posted)).toHaveLength(1)

  slack.outage('503')
  const tried = slack.requests('chat.update').length
  for (let more = 0; more < 3; more += 1) {
    const before = slack.requests().length
    visit(stage, 2)
    await slack.waitFor((s) => s.requests().length > before)
  }
  expect(slack.requests('chat.update').length).toBeGreaterThan(tried)
  slack.outage('off')
  await said(stage, posted, '6 downloads (11 of 20).')
  await slack.idle()
  expect(thread(stage, posted)).toHaveLength(2)
  expect(slack.history('#general')).toHaveLength(1)
})

test('when one download is left the thread says so, once, and its buttons act', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 3')
  visit(stage, 2)
  const warning = await said(stage, posted, 'has one download left')
  expect(slack.render(warning)).toContain('2 downloads (2 of 3).')
  expect(buttonNames(warning)).toEqual(['Extend', 'Revoke'])
  expect(warning.broadcast).toBe(false)
  expect(thread(stage, posted)).toHaveLength(1)

  await slack.person('bob').click(warning, { label: 'Revoke' })
  await privately(stage, 'bob', 'or an admin can revoke this link')
  await slack.person('alice').click(warning, { label: 'Extend' })
  const form = await slack.waitFor((s) => {
    const view = s.view('alice')
    return view?.callback_id === 'extend_form' ? view : undefined
  })
  await slack.person('alice').submit(form, { extend_limit: '4' })
  const line = await said(stage, posted, '@alice extended this link')
  expect(slack.render(line)).toContain('(4 downloads)')
  expect(line.broadcast).toBe(false)
  await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('2 of 4 downloads'))

  visit(stage, 1)
  const again = await slack.waitFor(
    (s) => s.thread(posted).filter((reply) => s.render(reply).includes('has one download left'))[1],
  )
  expect(slack.render(again)).toContain('Downloaded (3 of 4).')
  await slack.person('alice').click(again, { label: 'Revoke' })
  await said(stage, posted, 'link revoked by @alice')
  await slack.person('alice').click(warning, { label: 'Revoke' })
  await privately(stage, 'alice', 'was already revoked')
  await slack.idle()
  expect(thread(stage, posted)).toHaveLength(4)
  expect(slack.history('#general').filter((m) => m.broadcast)).toHaveLength(1)
})

test('an end is warned of before it comes; a return is told to the channel, and the next end too', async () => {
  const stage = await setStage({ WARN_BEFORE: '3s' })
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'for 8s max none')
  const warning = await said(stage, posted, 'The link to')
  expect(slack.render(warning)).toMatch(/The link to .* expires .*\d/)
  expect(addressOf(slack.message('#general', posted.ts) ?? posted)).toBeDefined()
  await said(stage, posted, 'link expired')

  await slack.person('alice').command(`/sharelink extend ${shareIdOf(posted)} for 3s`, { in: '#general' })
  const back = await said(stage, posted, 'works again.')
  expect(back.broadcast).toBe(true)
  await slack.waitFor((s) => s.history('#general').filter((m) => m.broadcast).length === 3)
  await slack.idle()
  // Somebody who has set an end that is so near still has it in mind.
  expect(thread(stage, posted)).toHaveLength(4)
})

test('a link that lives no longer than twice that time is not warned of', async () => {
  const stage = await setStage({ WARN_BEFORE: '2s' })
  await stage.startBot()
  const posted = await share(stage, 'for 3s')
  await said(stage, posted, 'link expired')
  expect(thread(stage, posted)).toHaveLength(1)
})

test('a muted share says nothing but its end, also when it is unmuted', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 3')
  const press = async (button: string, then: string) => {
    const details = await slack.waitFor((s) => s.view('alice'))
    await slack.person('alice').click(details, { label: button })
    await slack.waitFor((s) => {
      const view = s.view('alice')
      return view && buttonNames({ blocks: view.blocks } as SlackMessage).includes(then)
    })
  }
  await privately(stage, 'alice', 'Shared ')
  await slack.person('alice').click(posted, { label: 'Details' })
  await slack.waitFor((s) => {
    const view = s.view('alice')
    return view && s.render(view).includes('Shared ')
  })
  await press('Mute thread', 'Unmute thread')
  visit(stage, 2)
  await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('2 of 3 downloads'))
  await slack.idle()
  await press('Unmute thread', 'Mute thread')
  await slack.idle()
  expect(thread(stage, posted)).toEqual([])
  visit(stage, 1)
  await said(stage, posted, 'all 3 downloads used')
  await slack.idle()
  expect(thread(stage, posted)).toHaveLength(1)
})
