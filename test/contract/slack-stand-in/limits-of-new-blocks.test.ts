import { expect, test } from 'vitest'
import { blockFaults } from '../../../sandbox/slack/limits/blocks.ts'

const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const plain = (text: string) => ({ type: 'plain_text', text })
const cell = { type: 'raw_text', text: 'x' }
const table = (rows: unknown, more: object = {}) => ({ type: 'table', rows, ...more })
const dataTable = (more: object = {}) => ({ type: 'data_table', caption: 'x', rows: [[cell]], ...more })
const card = (more: object = {}) => ({ type: 'card', title: plain('x'), ...more })
const carousel = (elements: unknown) => ({ type: 'carousel', elements })
const container = (child_blocks: unknown, more: object = {}) => ({
  type: 'container',
  title: plain('x'),
  child_blocks,
  ...more,
})
const divider = { type: 'divider' }
const video = (more: object = {}) => ({
  type: 'video',
  title: plain('x'),
  video_url: 'https://v.example/1',
  thumbnail_url: 'https://v.example/1.png',
  alt_text: 'x',
  ...more,
})
const image = (image_url: string) => ({ type: 'image', alt_text: 'x', image_url })
const input = (type: string, more: object) => ({
  type: 'input',
  label: plain('Label'),
  element: { type, action_id: 'a', ...more },
})

test.each<[string, object[]]>([
  ['a table of 100 rows', [table(many(100, [cell]))]],
  ['20 columns', [table([many(20, cell)], { column_settings: [null, { align: 'right' }] })]],
  [
    'every kind of cell',
    [
      table([
        [
          cell,
          { type: 'raw_number', value: 3, text: '3' },
          { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] },
        ],
      ]),
    ],
  ],
  [
    'a data table of 101 rows, beside a table',
    [dataTable({ rows: many(101, [cell]), page_size: 100 }), table([[cell]])],
  ],
  [
    'a card at its limits',
    [card({ title: plain('x'.repeat(150)), subtitle: plain('x'.repeat(150)), body: plain('x'.repeat(200)) })],
  ],
  ['10 cards', [carousel(many(10, card()))]],
  ['10 children', [container(many(10, divider))]],
  ['a video', [video()]],
  ['a file', [{ type: 'file', external_id: 'x', source: 'remote' }]],
  ['an image address of 3000', [image(`https://p.example/${'x'.repeat(2982)}`)]],
  ['an image of Slack', [{ type: 'image', alt_text: 'x', slack_file: { id: 'F1' } }]],
  ['10 files', [input('file_input', { max_files: 10 })]],
  ['a search from the first letter', [input('external_select', { min_query_length: 0 })]],
  ['one of many', [input('multi_users_select', { max_selected_items: 1 })]],
  ['a leap day', [input('datepicker', { initial_date: '2028-02-29' })]],
  ['the last minute', [input('timepicker', { initial_time: '23:59' })]],
])('%s: fine', (_, blocks) => {
  expect(blockFaults(blocks, 'message')).toEqual([])
})

test.each<[string, object[], string]>([
  ['101 rows', [table(many(101, [cell]))], '/blocks/0/rows'],
  ['21 columns', [table([many(21, cell)])], '/blocks/0/rows/0'],
  ['rows that are a text', [table('x')], '/blocks/0/rows'],
  ['a row that is a text', [table(['x'])], '/blocks/0/rows/0'],
  ['no row', [table([])], '/blocks/0/rows'],
  ['no rows', [{ type: 'table' }], '/blocks/0/rows'],
  ['a cell that is a text', [table([['x']])], '/blocks/0/rows/0/0'],
  ['an unknown cell', [table([[plain('x')]])], '/blocks/0/rows/0/0/type'],
  [
    'an unknown alignment',
    [table([[cell]], { column_settings: [{ align: 'top' }] })],
    '/blocks/0/column_settings/0/align',
  ],
  ['two tables', many(2, table([[cell]])), '/blocks'],
  ['two tables, one in a container', [table([[cell]]), container([table([[cell]])])], '/blocks'],
  ['a data table without a caption', [dataTable({ caption: undefined })], '/blocks/0/caption'],
  ['pages of 101', [dataTable({ page_size: 101 })], '/blocks/0/page_size'],
  ['a card with nothing on it', [{ type: 'card' }], '/blocks/0'],
  ['a title that is a number', [card({ title: 5 })], '/blocks/0/title'],
  ['a title that is no text object', [card({ title: 'x' })], '/blocks/0/title'],
  ['a subtitle of 151', [card({ subtitle: plain('x'.repeat(151)) })], '/blocks/0/subtitle/text'],
  ['a body of 201', [card({ body: plain('x'.repeat(201)) })], '/blocks/0/body/text'],
  [
    'a menu on a card',
    [card({ actions: [{ type: 'overflow', action_id: 'a' }] })],
    '/blocks/0/actions/0/type',
  ],
  ['no cards', [carousel([])], '/blocks/0/elements'],
  ['11 cards', [carousel(many(11, card()))], '/blocks/0/elements'],
  ['cards that are no list', [carousel({})], '/blocks/0/elements'],
  ['a divider among cards', [carousel([divider])], '/blocks/0/elements/0/type'],
  ['a bad card in a row', [carousel([card({ body: plain('') })])], '/blocks/0/elements/0/body/text'],
  ['11 children', [container(many(11, divider))], '/blocks/0/child_blocks'],
  ['children that are no list', [container('x')], '/blocks/0/child_blocks'],
  ['a container without a title', [container([divider], { title: undefined })], '/blocks/0'],
  ['a bad child', [container([{ type: 'section' }])], '/blocks/0/child_blocks/0'],
  ['a container in a container', [container([container([divider])])], '/blocks/0/child_blocks/0/type'],
  [
    'one block_id in and out',
    [{ ...divider, block_id: 'b' }, container([{ ...divider, block_id: 'b' }])],
    '/blocks/1/child_blocks/0/block_id',
  ],
  ['an empty video', [{ type: 'video' }], '/blocks/0/video_url'],
  ['a video without a title', [video({ title: undefined })], '/blocks/0/title'],
  ['a video without a picture', [video({ thumbnail_url: undefined })], '/blocks/0/thumbnail_url'],
  ['a video without a description', [video({ alt_text: undefined })], '/blocks/0/alt_text'],
  ['a video over http', [video({ video_url: 'http://v.example/1' })], '/blocks/0/video_url'],
  ['an empty file', [{ type: 'file' }], '/blocks/0/external_id'],
  ['a file without a source', [{ type: 'file', external_id: 'x' }], '/blocks/0/source'],
  ['an image of another scheme', [image('file:///etc/passwd')], '/blocks/0/image_url'],
  ['an image address of 3001', [image(`https://p.example/${'x'.repeat(2983)}`)], '/blocks/0/image_url'],
  ['11 files', [input('file_input', { max_files: 11 })], '/blocks/0/element/max_files'],
  [
    'a search from a text',
    [input('external_select', { min_query_length: '3' })],
    '/blocks/0/element/min_query_length',
  ],
  [
    'none of many',
    [input('multi_users_select', { max_selected_items: 0 })],
    '/blocks/0/element/max_selected_items',
  ],
  [
    'the 31st of February',
    [input('datepicker', { initial_date: '2026-02-31' })],
    '/blocks/0/element/initial_date',
  ],
  ['the 13th month', [input('datepicker', { initial_date: '2026-13-01' })], '/blocks/0/element/initial_date'],
  ['25:61', [input('timepicker', { initial_time: '25:61' })], '/blocks/0/element/initial_time'],
  ['24:00', [input('timepicker', { initial_time: '24:00' })], '/blocks/0/element/initial_time'],
  ['a block named as what every object has', [{ type: 'constructor' }], '/blocks/0/type'],
])('%s: refused', (_, blocks, pointer) => {
  expect(blockFaults(blocks, 'message').join('\n')).toContain(`[json-pointer:${pointer}]`)
})
