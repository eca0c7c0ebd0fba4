import { describe, expect, test } from 'vitest'
import { blockFaults } from '../../../sandbox/slack/limits/blocks.ts'
import { errorOf, revoke, startWorkspace } from './fixture.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const many = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => one(i))
const button = (more: object) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more })
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})

const GOOD: [string, object[]][] = [
  ['50 blocks', many(50, () => ({ type: 'divider' }))],
  ['a section of 3000', [section('x'.repeat(3000))]],
  ['3000 emoji, by code point', [section('😀'.repeat(3000))]],
  ['25 buttons', [actions(...many(25, (i) => button({ action_id: `a${i}` })))]],
  ['a button at its limits', [actions(button({ text: plain('x'.repeat(75)), value: 'v'.repeat(2000) }))]],
  ['a confirm', [actions(revoke)]],
  [
    'rich text',
    [
      rich(
        { type: 'text', text: '<!channel> *x*' },
        { type: 'date', timestamp: 1, format: '{date}', fallback: 'x' },
      ),
    ],
  ],
]
const BAD: [string, object[], string][] = [
  ['51 blocks', many(51, () => ({ type: 'divider' })), '/blocks'],
  ['an unknown block', [{ type: 'sectoin' }], '/blocks/0/type'],
  ['a section of 3001', [section('x'.repeat(3001))], '/blocks/0/text/text'],
  ['an empty section text', [section('')], '/blocks/0/text/text'],
  ['a section without text', [{ type: 'section' }], '/blocks/0'],
  ['11 fields', [{ type: 'section', fields: many(11, () => plain('x')) }], '/blocks/0/fields'],
  ['a field of 2001', [{ type: 'section', fields: [plain('x'.repeat(2001))] }], '/blocks/0/fields/0/text'],
  ['a header of 151', [{ type: 'header', text: plain('x'.repeat(151)) }], '/blocks/0/text/text'],
  ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], '/blocks/0/text/type'],
  ['11 context elements', [{ type: 'context', elements: many(11, () => plain('x')) }], '/blocks/0/elements'],
  ['26 buttons', [actions(...many(26, (i) => button({ action_id: `a${i}` })))], '/blocks/0/elements'],
  ['no buttons', [actions()], '/blocks/0/elements'],
  ['two of one action_id', [actions(button({}), button({}))], '/blocks/0/elements'],
  ['a label of 76', [actions(button({ text: plain('x'.repeat(76)) }))], '/blocks/0/elements/0/text/text'],
  ['a value of 2001', [actions(button({ value: 'x'.repeat(2001) }))], '/blocks/0/elements/0/value'],
  ['a url of 3001', [actions(button({ url: `https://${'x'.repeat(2993)}` }))], '/blocks/0/elements/0/url'],
  ['a url that is none', [actions(button({ url: 'portal/file' }))], '/blocks/0/elements/0/url'],
  [
    'a confirm title of 101',
    [actions({ ...revoke, confirm: { ...revoke.confirm, title: plain('x'.repeat(101)) } })],
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'a confirm text of 301',
    [actions({ ...revoke, confirm: { ...revoke.confirm, text: plain('x'.repeat(301)) } })],
    '/blocks/0/elements/0/confirm/text/text',
  ],
  [
    'an input where a button belongs',
    [actions({ type: 'plain_text_input', action_id: 'x' })],
    '/blocks/0/elements/0/type',
  ],
  ['an alert in a message', [{ type: 'alert', text: plain('x') }], '/blocks/0/type'],
  ['one block_id twice', many(2, () => ({ type: 'divider', block_id: 'b' })), '/blocks/1/block_id'],
  [
    'an overflow of 6',
    [
      actions({
        type: 'overflow',
        action_id: 'o',
        options: many(6, (i) => ({ text: plain('x'), value: `${i}` })),
      }),
    ],
    '/blocks/0/elements/0/options',
  ],
  ['an empty rich text', [rich({ type: 'text', text: '' })], '/blocks/0/elements/0/elements/0/text'],
]

describe('Block Kit limits (docs.slack.dev)', () => {
  test.each(GOOD)('%s: fine', (_, blocks) => {
    expect(blockFaults(blocks, 'message')).toEqual([])
  })
  test.each(BAD)('%s: refused', (_, blocks, pointer) => {
    expect(blockFaults(blocks, 'message').join('\n')).toContain(`[json-pointer:${pointer}]`)
  })
})

test('over the wire: invalid_blocks, with where and why', async () => {
  const { slack, client } = await startWorkspace()
  const call = client.chat.postMessage({
    channel: 'C0GENERAL1',
    text: 'x',
    blocks: [section('x'.repeat(3001))] as never,
  })
  await expect(call).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      },
    },
  })
  expect(slack.history('general')).toEqual([])
  const garbled = client.apiCall('chat.postMessage', { channel: 'C0GENERAL1', text: 'x', blocks: '[{' })
  expect(await errorOf(garbled)).toBe('invalid_blocks_format')
})
