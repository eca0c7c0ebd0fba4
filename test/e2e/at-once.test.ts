import { test } from 'vitest'
import type { Slack } from '../../sandbox/slack/types.ts'
import { setStage } from '../support/stage.ts'

const IN = { in: '#general' }
const type = (slack: Slack, who: string, text: string) => slack.person(who).command(`/sharelink ${text}`, IN)
/** Calls of Slack's Web API and private answers since. */
const asked = (slack: Slack, since: number) =>
  slack
    .requests()
    .slice(since)
    .map(({ method }) => method)
    .filter((method) => /^(users|chat|response)/.test(method))

test.concurrent.for([
  ['HTTP', {}],
  ['Socket Mode', { socketMode: {} }],
] as const)('an answer that needs nothing else stands in the ack, over %s', async ([, how], context) => {
  const { expect, onTestFinished } = context
  const { slack, startBot, logged } = await setStage({}, how, onTestFinished)
  await startBot()
  if ('socketMode' in how) await slack.waitFor(() => slack.sockets.open().length > 0)
  await type(slack, 'alice', 'help')
  // On a slow machine that one may have taken the usual way.
  await slack.waitFor(() => slack.ephemerals('alice')[0])
  await slack.idle()
  const before = slack.requests().length
  const lines = logged.length
  const acks = [
    await type(slack, 'alice', 'help'),
    await type(slack, 'alice', '4821 fro 7d'),
    await type(slack, 'alice', '4821 until 2020-01-01'),
    await type(slack, 'alice', 'lst'),
  ]
  const texts = slack
    .ephemerals('alice')
    .slice(-4)
    .map((one) => slack.render(one, 'alice'))
  expect(texts[0]).toContain('usual limits')
  expect(texts[1]).toContain('fro')
  expect(texts[2]).toContain('in the past')
  expect(texts[3]).toContain('list')
  expect(acks.flatMap(({ problems }) => problems)).toEqual([])
  // Who alice is, is known since a moment ago.
  expect(asked(slack, before)).toEqual([])
  expect(logged.slice(lines).join('')).not.toContain('interaction done')
})

test.concurrent('a guest gets no help in the ack either, but the same answer as to everything', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, startBot } = await setStage({}, {}, onTestFinished)
  await startBot()
  await slack.makeGuest('bob', { heard: false })
  await type(slack, 'bob', 'help')
  const answer = await slack.waitFor(() => slack.ephemerals('bob')[0])
  expect(slack.render(answer, 'bob')).toContain('guest')
  expect(slack.ephemerals('bob')).toHaveLength(1)
})

test.concurrent('while Slack does not say who asks, the command is acked in time and answered later', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, startBot } = await setStage({}, {}, onTestFinished)
  await startBot()
  const slow = slack.fail({ method: 'users.info', times: 'always', hold: true })
  const ack = await type(slack, 'alice', 'help')
  expect(ack).toMatchObject({ status: 200, late: false, body: '' })
  slow.clear()
  slow.release()
  const answer = await slack.waitFor(() => slack.ephemerals('alice')[0])
  expect(slack.render(answer, 'alice')).toContain('usual limits')
})
