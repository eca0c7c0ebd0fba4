import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import { addressOf, saysOver } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'

const CHANNELS = ['#general', '#random', '#board']

/** Alice shares a file in a channel, and gets its message. */
const share = async ({ slack }: Stage, channel: string, file: string) => {
  const before = slack.history(channel).length
  await slack.person('alice').command(`/sharelink ${file} max 9`, { in: channel })
  return slack.waitFor((s) => s.history(channel).find((m, index) => index >= before && addressOf(m)))
}
const refused = (slack: Slack, method: string) =>
  slack.requests(method).filter(({ status }) => status === 429).length

test('R2: after one refusal no message is rewritten before the pause is over, and all are afterwards', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = []
  for (const channel of CHANNELS) posted.push(await share(stage, channel, FILES.report))
  slack.fail({ method: 'chat.update', status: 429, retryAfter: 3 })
  const asked = slack.requests('chat.update').length
  for (const message of posted) await slack.person('alice').click(message, { label: 'Revoke' })
  for (const message of posted) {
    await slack.waitFor((s) => {
      const now = s.message(message.channel, message.ts)
      return saysOver(now) ? now : undefined
    })
  }
  const calls = slack.requests('chat.update').slice(asked)
  const first = calls.find(({ status }) => status === 429)
  if (first === undefined) throw new Error('nothing was refused')
  expect(refused(slack, 'chat.update')).toBe(1)
  for (const { at } of calls.filter(({ seq }) => seq > first.seq)) {
    // Calls that were on their way at the same moment are answered as ever.
    if (at - first.at > 500) expect(at - first.at).toBeGreaterThanOrEqual(2_900)
  }
  // What is posted does not wait for that.
  const told = () =>
    slack.requests('chat.postMessage').filter((call) => call.args.reply_broadcast !== undefined)
  await expect.poll(told).toHaveLength(posted.length)
})

test('R2: one message that Slack never rewrites holds up no other', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const sick = await share(stage, '#general', FILES.report)
  const well = await share(stage, '#random', FILES.report)
  slack.fail({ method: 'chat.update', match: { ts: sick.ts }, status: 500, times: 'always' })
  for (const message of [sick, well]) await slack.person('alice').click(message, { label: 'Revoke' })
  await slack.waitFor((s) => saysOver(s.message('#random', well.ts)))
  await slack.waitFor((s) => s.thread(sick).find((m) => m.broadcast))
})
