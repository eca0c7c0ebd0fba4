import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { firstAnswer } from '../support/answers.ts'
import { addressOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'

const ask = async ({ slack }: Stage, who = 'alice') => {
  await slack.person(who).command(`/sharelink ${FILES.report}`, { in: '#design' })
  return slack.waitFor((s) => s.ephemerals(who).find((e) => e.text.includes('Nothing has been made yet')))
}

test('a channel with a guest is asked about first; yes posts it, once', async () => {
  const stage = await setStage()
  const { portal, slack, startBot } = stage
  await startBot()
  const question = await ask(stage)
  expect(slack.render(question)).toContain('1 guest is in #design')
  await slack.idle()
  expect([portal.links(FILES.report), slack.history('#design')]).toEqual([[], []])

  await slack.person('alice').click(question, { label: 'Share' }, { copies: 3, concurrently: true })
  await slack.waitFor((s) => s.ephemerals('alice').find(({ text }) => text.startsWith('Shared')))
  await slack.idle()
  // What came of it stands where the question stood.
  expect(slack.ephemerals('alice').map(({ ts, text }) => [ts, text.split(' ')[0]])).toEqual([
    [question.ts, 'Shared'],
  ])
  expect(slack.history('#design')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('a channel with more members than are read is asked about', async () => {
  const stage = await setStage()
  const { portal, slack, startBot } = stage
  const many = Array.from({ length: 10_050 }, (_, index) => `U1MANY${index}`)
  slack.change(() => slack.channel('#general').members.push(...many, slack.user('gina').id))
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  const question = await firstAnswer(slack, 'alice')
  expect(slack.render(question)).toContain('There may be guests in #general')
  expect([portal.links(FILES.report), slack.history('#general')]).toEqual([[], []])
})

test('no makes nothing', async () => {
  const stage = await setStage()
  const { portal, slack, startBot } = stage
  await startBot()
  await slack.person('alice').click(await ask(stage), { label: 'Cancel' })
  await slack.waitFor(
    (s) => !s.ephemerals('alice').some((e) => e.text.includes('Nothing has been made yet')) || undefined,
  )
  await slack.idle()
  expect([portal.links(FILES.report), slack.history('#design')]).toEqual([[], []])
})

test('a guest who may share is not asked about themselves', async () => {
  const { slack, startBot } = await setStage({ ALLOW_GUESTS: 'true' })
  await startBot()
  await slack.person('gina').command(`/sharelink ${FILES.report}`, { in: '#design' })
  await slack.waitFor((s) => s.history('#design').find((m) => addressOf(m)))
})

test.each([
  ['fails', { method: 'conversations.members', times: 'always' as const, error: 'fetch_members_failed' }],
  ['is slow', { method: 'conversations.members', times: 'always' as const, delayMs: 60_000 }],
])('where Slack %s to tell who is there, it is asked all the same', async (_, failure) => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  slack.fail(failure)
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#design' })
  const question = await slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => e.text.includes('There may be guests in')),
  )
  expect([portal.links(FILES.report), slack.history('#design')]).toEqual([[], []])
  await slack.person('alice').click(question, { label: 'Share' })
  await slack.waitFor((s) => s.history('#design').find((m) => addressOf(m)))
  slack.clearFailures()
})

test('a Slack that never tells who is a guest is not asked about', async () => {
  const { slack, startBot, logged } = await setStage()
  for (const method of ['users.list', 'conversations.members']) {
    slack.fail({ method, times: 'always', error: 'unknown_method' })
  }
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#design' })
  await slack.waitFor((s) => s.history('#design').find((m) => addressOf(m)))
  expect(logged.filter((line) => line.includes('never tells who is a guest'))).toHaveLength(1)
})

test('who is there cannot be asked for want of a scope: it is asked all the same', async () => {
  const { slack, startBot } = await setStage()
  slack.fail({ method: 'conversations.members', times: 'always', error: 'missing_scope' })
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('There may be guests in')))
  slack.clearFailures()
})

test('a guest who may share does so where they are, and into no channel that they are not in', async () => {
  const { portal, slack, startBot } = await setStage({ ALLOW_GUESTS: 'true' })
  await startBot()
  await slack.person('gina').command(`/sharelink ${FILES.report} in #general`, { in: '#design' })
  await slack.waitFor((s) => s.ephemerals('gina').find((e) => e.text.includes('general')))
  await slack.idle()
  expect([portal.links(FILES.report), slack.history('#general')]).toEqual([[], []])
})

test.each(['D0ALICEBOB', 'G0TRIO0001', '#secret'])(
  'in %s, where the bot is not, the share is made and told privately, with how to invite',
  async (place) => {
    const { portal, slack, startBot } = await setStage()
    await startBot()
    await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: place })
    const told = await firstAnswer(slack, 'alice')
    expect(slack.render(told)).toContain('/invite @Sharelink')
    expect(portal.links(FILES.report)).toHaveLength(1)
    expect(slack.history(place)).toEqual([])
  },
)

test('in the conversation with the bot it is posted', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: 'D0ALICEBOT' })
  await slack.waitFor((s) => s.history('D0ALICEBOT').find((m) => addressOf(m)))
})
