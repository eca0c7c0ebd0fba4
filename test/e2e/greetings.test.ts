import { expect, test } from 'vitest'
import type { Slack } from '../../sandbox/slack/types.ts'
import { setStage } from '../support/stage.ts'

const told = (slack: Slack, who: string): string[] => slack.history(slack.dm(who)).map(({ text }) => text)

test('the first look into the messages is welcomed once; what people write there is answered, what bots write is not', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  const user = slack.user('alice').id
  const looked = () => slack.event({ type: 'app_home_opened', user, tab: 'messages' })
  await looked()
  await slack.waitFor((s) => told(s, 'alice')[0]?.startsWith("Hi, I'm Sharelink."))
  await looked()
  const wrote = (more: object = {}) =>
    slack.event({
      type: 'message',
      channel_type: 'im',
      channel: slack.dm('alice').id,
      user,
      text: 'hello?',
      ...more,
    })
  await wrote({ bot_id: 'B0BOT' })
  await wrote({ subtype: 'message_changed' })
  await wrote({ channel_type: 'channel' })
  await wrote()
  await slack.waitFor((s) => told(s, 'alice')[1]?.includes('/sharelink 4821'))
  // At most once a minute.
  await wrote()
  await slack.idle()
  expect(told(slack, 'alice')).toHaveLength(2)

  for (const who of ['gina', 'xavier'])
    await slack.event({ type: 'app_home_opened', user: slack.user(who).id, tab: 'messages' })
  await slack.idle()
  expect(told(slack, 'gina')).toEqual([])
})
