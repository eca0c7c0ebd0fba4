import { expect, test } from 'vitest'
import type { Json } from '../../sandbox/slack/model.ts'
import { coloursOf } from './support/colours.ts'
import { usePeople } from './support/people.ts'
import { messages } from './support/slack-page.ts'

const { sandbox, inChannel } = usePeople()

/** As a bot in the making would: the real one sends nothing that Slack refuses. */
const call = async (method: string, args: Json): Promise<Json> => {
  const { slack } = sandbox().world
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: slack.channel('general').id, ...args }),
  })
  return (await response.json()) as Json
}

const context = (text: string): Json => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] })

test('what Slack refuses stands in red at its place, with the reasons and what it would have been', async () => {
  const alice = await inChannel('alice', 'general')
  const header = { type: 'header', text: { type: 'plain_text', text: 'long '.repeat(40) } }
  const answer = await call('chat.postMessage', {
    text: 'A draft',
    blocks: [header, context('*3 of 3* downloads'), { type: 'marquee' }],
  })
  expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' })
  const refused = alice.getByRole('article', { name: 'Sharelink, refused' })
  await refused.getByText('must be less than 151 characters [json-pointer:/blocks/0/text/text]').waitFor()
  const reason = refused.getByText(/unsupported type: marquee/)
  const { words, ground } = await coloursOf(reason)
  for (const [red, green, blue] of [words, ground]) expect(red).toBeGreaterThan(Math.max(green, blue) * 1.05)
  await refused.getByRole('group', { name: 'What it would have looked like' }).waitFor()
  await refused.getByText('3 of 3 downloads').waitFor()
  expect(await messages(alice, '').count()).toBe(0)
  const button = alice.getByRole('button', { name: 'What Slack saw 1 went wrong' })
  await button.click()
  await alice
    .getByRole('complementary', { name: 'What Slack saw' })
    .getByText('invalid_blocks')
    .first()
    .waitFor()
})

test('a missing fallback text is warned of, until the message is written anew with one', async () => {
  const alice = await inChannel('alice', 'general')
  const { ts } = await call('chat.postMessage', { blocks: [context('Blocks alone')] })
  const message = messages(alice, 'Blocks alone')
  const warning = message.getByText(/Slack takes this and warns\. missing_fallback_text: /)
  await warning.waitFor()
  await call('chat.update', { ts, text: 'Both', blocks: [context('Blocks alone, said in text too')] })
  await message.getByText('said in text too').waitFor()
  await warning.waitFor({ state: 'detached' })
})

test('a refused change stands at the message that it was for, until a good one is taken', async () => {
  const alice = await inChannel('alice', 'general')
  const { ts } = await call('chat.postMessage', { text: 'First', blocks: [context('First words')] })
  const message = messages(alice, 'First words')
  await message.waitFor()
  await call('chat.update', { ts, text: 'Second', blocks: [context('w'.repeat(3001))] })
  await message.getByText(/must be less than 3001 characters/).waitFor()
  await call('chat.update', { ts, text: 'Third', blocks: [context('First words, mended')] })
  await message.getByText('mended').waitFor()
  await message.getByText(/must be less than/).waitFor({ state: 'detached' })
})
