import { describe, expect, test } from 'vitest'
import { blockFaults } from '../../../slack/limits/blocks.ts'
import { offerFaults } from '../../../slack/limits/options.ts'
import { viewFaults } from '../../../slack/limits/view.ts'
import { errorOf, revoke, startWorkspace } from './fixture.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const context = (text: string) => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const mrkdwn = { type: 'mrkdwn', text: '*x*' }
const many = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => one(i))
const button = (more: object) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more })
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})

const menu = (count: number, more: object = {}) => ({
  type: 'section',
  text: mrkdwn,
  accessory: { type: 'overflow', action_id: 'm', ...options(count), ...more },
})

const option = (value: string, text: object = plain('x')) => ({ text, value })
const input = (type: string, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element: { type, action_id: 'a', ...more },
})
const options = (count: number) => ({ options: many(count, (i) => option(`${i}`)) })

const GOOD: [string, object[]][] = [
  ['50 blocks', many(50, () => ({ type: 'divider' }))],
  ['a context text of 3000', [context('x'.repeat(3000))]],
  ['3000 emoji, by code point', [context('😀'.repeat(3000))]],
  ['25 buttons', [actions(...many(25, (i) => button({ action_id: `a${i}` })))]],
  ['a button at its limits', [actions(button({ text: plain('x'.repeat(75)), value: 'v'.repeat(2000) }))]],
  ['a confirm', [actions(revoke)]],
  ['a section', [{ type: 'section', text: plain('x'.repeat(3000)) }]],
  ['a section with a button', [{ type: 'section', text: mrkdwn, accessory: button({}) }]],
  ['a menu of two', [menu(2)]],
  [
    'a menu of five, one of which leads somewhere',
    [menu(5, { options: many(5, (i) => ({ ...option(`${i}`), url: 'https://x.example' })) })],
  ],
  ['100 options', [input('static_select', options(100))]],
  ['10 checkboxes in mrkdwn', [input('checkboxes', { options: many(10, (i) => option(`${i}`, mrkdwn)) })]],
  ['an option set at first', [input('static_select', { ...options(2), initial_option: option('1') })]],
  ['a search from the first letter', [input('external_select', { min_query_length: 0 })]],
  ['a time of ten digits', [input('datetimepicker', { initial_date_time: 1_790_000_000 })]],
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
  ['a block named as what every object has', [{ type: 'constructor' }], '/blocks/0/type'],
  ['a block that the app never sends', [{ type: 'image', text: plain('x') }], '/blocks/0/type'],
  ['a section without text', [{ type: 'section' }], '/blocks/0/text'],
  ['a section of 3001', [{ type: 'section', text: plain('x'.repeat(3001)) }], '/blocks/0/text/text'],
  [
    'a section with an input',
    [{ type: 'section', text: mrkdwn, accessory: { type: 'static_select', action_id: 'a', ...options(2) } }],
    '/blocks/0/accessory/type',
  ],
  ['a menu of one', [menu(1)], '/blocks/0/accessory/options'],
  ['a menu of six', [menu(6)], '/blocks/0/accessory/options'],
  [
    'a menu with words of 76',
    [menu(2, { options: [option('1'), option('2', plain('x'.repeat(76)))] })],
    '/blocks/0/accessory/options/1/text/text',
  ],
  [
    'a menu in mrkdwn',
    [menu(2, { options: [option('1'), option('2', mrkdwn)] })],
    '/blocks/0/accessory/options/1/text/type',
  ],
  [
    'a menu among buttons',
    [actions({ type: 'overflow', action_id: 'm', ...options(2) })],
    '/blocks/0/elements/0/type',
  ],
  [
    'an option of a select that leads somewhere',
    [input('static_select', { options: [{ ...option('1'), url: 'https://x.example' }] })],
    '/blocks/0/element/options/0',
  ],
  ['a context text of 3001', [context('x'.repeat(3001))], '/blocks/0/elements/0/text'],
  ['an empty context text', [context('')], '/blocks/0/elements/0/text'],
  ['a context without elements', [{ type: 'context' }], '/blocks/0/elements'],
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
  ['one block_id twice', many(2, () => ({ type: 'divider', block_id: 'b' })), '/blocks/1/block_id'],
  ['101 options', [input('static_select', options(101))], '/blocks/0/element/options'],
  ['11 checkboxes', [input('checkboxes', options(11))], '/blocks/0/element/options'],
  [
    'an option text of 76',
    [input('static_select', { options: [option('1', plain('x'.repeat(76)))] })],
    '/blocks/0/element/options/0/text/text',
  ],
  [
    'an option value of 76',
    [input('static_select', { options: [option('x'.repeat(76))] })],
    '/blocks/0/element/options/0/value',
  ],
  [
    'a first option of elsewhere',
    [input('static_select', { ...options(1), initial_option: option('7') })],
    '/blocks/0/element/initial_option',
  ],
  [
    'a time in milliseconds',
    [input('datetimepicker', { initial_date_time: 1_790_000_000_000 })],
    '/blocks/0/element/initial_date_time',
  ],
  [
    'an input of more than 3000',
    [input('plain_text_input', { max_length: 3001 })],
    '/blocks/0/element/max_length',
  ],
  ['a label in mrkdwn', [{ ...input('plain_text_input'), label: mrkdwn }], '/blocks/0/label/type'],
  [
    'a search from a text',
    [input('external_select', { min_query_length: '3' })],
    '/blocks/0/element/min_query_length',
  ],
  ['an unknown input', [input('colour_input')], '/blocks/0/element/type'],
  ['an input that the app never sends', [input('datepicker')], '/blocks/0/element/type'],
  [
    'an unknown property of an input',
    [input('static_select', { ...options(1), option_groups: [] })],
    '/blocks/0/element',
  ],
  ['an unknown property of a block', [{ ...input('datetimepicker'), border: true }], '/blocks/0'],
  [
    'a select among buttons',
    [actions({ type: 'static_select', action_id: 'a', ...options(1) })],
    '/blocks/0/elements/0/type',
  ],
  [
    'an action_id of 256',
    [actions(button({ action_id: 'x'.repeat(256) }))],
    '/blocks/0/elements/0/action_id',
  ],
  ['a block_id of 256', [{ type: 'divider', block_id: 'x'.repeat(256) }], '/blocks/0/block_id'],
  [
    'a confirm button of 31',
    [actions({ ...revoke, confirm: { ...revoke.confirm, deny: plain('x'.repeat(31)) } })],
    '/blocks/0/elements/0/confirm/deny/text',
  ],
  ['an emoji', [rich({ type: 'emoji', name: 'tada' })], '/blocks/0/elements/0/elements/0/type'],
  [
    'a style that is no object',
    [rich({ type: 'text', text: 'x', style: 'bold' })],
    '/blocks/0/elements/0/elements/0/style',
  ],
  [
    'struck out',
    [rich({ type: 'text', text: 'x', style: { underline: true } })],
    '/blocks/0/elements/0/elements/0/style',
  ],
  [
    'an ordered list',
    [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [{ type: 'rich_text_section', elements: [] }],
          },
        ],
      },
    ],
    '/blocks/0/elements/0/style',
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

const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('Share'),
  blocks: [{ type: 'divider' }],
  ...more,
})
const home = (blocks: object[]) => ({ type: 'home', blocks })

describe('limits of views (docs.slack.dev)', () => {
  test.each<[string, 'modal' | 'home', object]>([
    ['a modal of 100 blocks', 'modal', modal({ blocks: many(100, () => ({ type: 'divider' })) })],
    ['3000 of metadata', 'modal', modal({ private_metadata: 'x'.repeat(3000) })],
    ['a Home of 100 blocks', 'home', home(many(100, () => ({ type: 'divider' })))],
  ])('%s: fine', (_, type, view) => {
    expect(viewFaults(view, type)).toEqual([])
  })
  test.each<[string, 'modal' | 'home', object, string]>([
    ['101 blocks', 'modal', modal({ blocks: many(101, () => ({ type: 'divider' })) }), '/blocks'],
    ['a title of 25', 'modal', modal({ title: plain('x'.repeat(25)) }), '/view/title/text'],
    ['no title', 'modal', modal({ title: undefined }), '/view/title'],
    ['a submit of 25', 'modal', modal({ submit: plain('x'.repeat(25)) }), '/view/submit/text'],
    ['a close of 25', 'modal', modal({ close: plain('x'.repeat(25)) }), '/view/close/text'],
    ['inputs without submit', 'modal', modal({ blocks: [input('plain_text_input')] }), '/view/submit'],
    ['3001 of metadata', 'modal', modal({ private_metadata: 'x'.repeat(3001) }), '/view/private_metadata'],
    ['a callback_id of 256', 'modal', modal({ callback_id: 'x'.repeat(256) }), '/view/callback_id'],
    ['markdown', 'modal', modal({ blocks: [{ type: 'markdown', text: 'x' }] }), '/blocks/0/type'],
    ['a card on Home', 'home', home([{ type: 'card', title: plain('x') }]), '/blocks/0/type'],
    ['a modal as Home', 'home', modal(), '/view/type'],
  ])('%s: refused', (_, type, view, pointer) => {
    expect(viewFaults(view, type).join('\n')).toContain(`[json-pointer:${pointer}]`)
  })
})

describe('answers to block_suggestion', () => {
  test.each<[string, unknown, string[]]>([
    ['100 options', options(100), []],
    ['none', { options: [] }, []],
    ['101 options', options(101), ['/options']],
    ['a group', { option_groups: [{ label: { type: 'plain_text', text: 'None' }, ...options(1) }] }, []],
    ['no group', { option_groups: [] }, ['/option_groups']],
    [
      'a group without options',
      { option_groups: [{ label: { type: 'plain_text', text: 'None' }, options: [] }] },
      ['/option_groups/0/options'],
    ],
    ['groups and options', { option_groups: [], options: 1 }, ['/options']],
    ['nothing', '', ['']],
  ])('%s', (_, body, pointers) => {
    const found = offerFaults(body).map((fault) => /\[json-pointer:(.*)\]/.exec(fault)?.[1])
    expect(found).toEqual(pointers)
  })
})

test.each<[string, object, string]>([
  [
    'blocks of 12001 characters',
    { text: 'x', blocks: many(5, () => context('x'.repeat(2401))) },
    'msg_blocks_too_long',
  ],
  ['blocks of 12000 characters', { text: 'x', blocks: many(5, () => context('x'.repeat(2400))) }, 'no error'],
])('a message with %s', async (_, args, error) => {
  const { client } = await startWorkspace()
  expect(await errorOf(client.apiCall('chat.postMessage', { channel: 'C0GENERAL1', ...args }))).toBe(error)
})

test.each([
  [4000, []],
  [4001, ['text_over_4000']],
  [40_000, ['text_over_4000']],
  [40_001, ['message_truncated']],
])('a text of %i', async (length, warnings) => {
  const { slack, client } = await startWorkspace()
  await client.chat.postMessage({ channel: 'C0GENERAL1', text: 'x'.repeat(length) })
  expect(slack.requests('chat.postMessage')[0]?.warnings).toEqual(warnings)
  expect(slack.history('general')[0]?.text).toHaveLength(Math.min(length, 40_000))
})

test('a Home of more than 250 KB', async () => {
  const { client } = await startWorkspace()
  const publish = (count: number) =>
    client.views.publish({
      user_id: 'U0ALICE001',
      view: home(many(count, () => context('x'.repeat(3000)))) as never,
    })
  expect(await errorOf(publish(81))).toBe('no error')
  expect(await errorOf(publish(84))).toBe('view_too_large')
})

test('over the wire: invalid_blocks, with where and why', async () => {
  const { slack, client } = await startWorkspace()
  const call = client.chat.postMessage({
    channel: 'C0GENERAL1',
    text: 'x',
    blocks: [context('x'.repeat(3001))] as never,
  })
  await expect(call).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/elements/0/text]'],
      },
    },
  })
  expect(slack.history('general')).toEqual([])
  const garbled = client.apiCall('chat.postMessage', { channel: 'C0GENERAL1', text: 'x', blocks: '[{' })
  expect(await errorOf(garbled)).toBe('invalid_blocks_format')
})
