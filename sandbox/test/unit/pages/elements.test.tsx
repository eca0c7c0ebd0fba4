import { expect, test } from 'vitest'
import { Blocks } from '../../../pages/client/blocks/blocks.tsx'
import type { Drawing } from '../../../pages/client/blocks/drawing.ts'
import { Element } from '../../../pages/client/elements/element.tsx'
import type { ChannelInfo } from '../../../pages/contract.ts'
import type { Json } from '../../../slack/model.ts'
import { drawn, seen } from './blocks-on-surface.tsx'

const html = (element: Json, more: Partial<Drawing> = {}): string =>
  drawn(<Element element={{ action_id: 'it', ...element }} blockId="b" labelId="label" />, more)

const plain = (text: string): Json => ({ type: 'plain_text', text })
const RED = { text: plain('Red'), value: 'red' }
const BLUE = { text: plain('Blue & green'), value: 'blue' }
const OPTIONS = [RED, BLUE]

const channel = (id: string, label: string, more: Partial<ChannelInfo> = {}): ChannelInfo => ({
  id,
  label,
  kind: 'public',
  memberCount: 1,
  hasBot: true,
  isArchived: false,
  companies: [],
  isPendingShared: false,
  ...more,
})
const WORLD = { channels: [channel('C1', 'design')] }

test.each<[string, Json, string]>([
  ['plain_text_input', { initial_value: 'a "b"' }, 'value="a &quot;b&quot;"'],
  ['plain_text_input', { multiline: true, initial_value: 'two\nlines' }, 'two\nlines</textarea>'],
  ['plain_text_input', { max_length: 5, initial_value: 'sixsix' }, '6 / 5'],
  ['number_input', { is_decimal_allowed: true, initial_value: '2.5' }, 'value="2.5"'],
  ['static_select', { options: OPTIONS, initial_option: BLUE }, 'value="Blue &amp; green"'],
  ['external_select', { initial_option: RED }, 'value="Red"'],
  ['conversations_select', { initial_conversation: 'C1' }, 'value="#design"'],
  ['checkboxes', { options: OPTIONS, initial_options: [BLUE] }, 'data-field="b.it.blue" checked'],
])('%s shows what stands in it from the start: %j', (type, element, expected) => {
  expect(html({ type, ...element }, WORLD)).toContain(expected)
})

test('what was filled in stands above what was there from the start', () => {
  const stateOf = () => ({ type: 'static_select', selected_option: BLUE })
  expect(html({ type: 'static_select', options: OPTIONS, initial_option: RED }, { stateOf })).toContain(
    'value="Blue &amp; green"',
  )
})

test.each([
  ['Europe/Berlin', '2026-07-01T09:30', 'Europe/Berlin (GMT+2)'],
  ['America/New_York', '2026-07-01T03:30', 'America/New York (GMT-4)'],
])('a moment is shown on the clocks of %s, which are named', (tz, value, zone) => {
  const moment = Date.parse('2026-07-01T07:30:00Z') / 1000
  const shown = html({ type: 'datetimepicker', initial_date_time: moment }, { tz })
  expect(shown).toContain(`value="${value}"`)
  expect(seen(shown)).toBe(zone)
})

test('labels of choices may be mrkdwn; plain ones stay as written', () => {
  const options = [
    { text: { type: 'mrkdwn', text: '*bold*' }, value: 'a' },
    { text: plain('*not*'), value: 'b' },
  ]
  const shown = html({ type: 'checkboxes', options })
  expect(shown).toContain('<b>bold</b>')
  expect(shown).toContain('*not*')
})

test('an input names its label and says that it is wrong', () => {
  const shown = html({ type: 'plain_text_input' }, { errors: { b: 'no' } })
  expect(shown).toContain('aria-labelledby="label"')
  expect(shown).toContain('aria-invalid="true"')
})

const REQUIRED = [
  ...['plain_text_input', 'number_input', 'datetimepicker'],
  ...['static_select', 'external_select', 'conversations_select'],
]

test.each(REQUIRED)('%s says that it is required, and only then', (type) => {
  const input = (optional: boolean) =>
    drawn(
      <Blocks
        blocks={[
          {
            type: 'input',
            optional,
            label: plain('It'),
            element: { type, action_id: 'it', options: OPTIONS },
          },
        ]}
      />,
    )
  expect(input(false)).toMatch(/<input[^>]* aria-required(="true")?/)
  expect(input(true)).not.toContain('aria-required')
})

test('required checkboxes say so as one: no single box has to be ticked', () => {
  const element = { type: 'checkboxes', action_id: 'it', options: OPTIONS }
  const shown = drawn(<Blocks blocks={[{ type: 'input', label: plain('It'), element }]} />)
  expect(shown).toMatch(/role="group"[^>]*aria-describedby="([^"]+)".*id="\1"[^>]*>Required</)
})

test('a button: style, name for screen readers, and an address only where it may be opened', () => {
  const button = (more: Json) => html({ type: 'button', text: plain('Go'), ...more })
  expect(button({ style: 'danger', accessibility_label: 'Go away' })).toMatch(
    /button-danger.*aria-label="Go away"/,
  )
  expect(button({ url: 'https://x.example/' })).toMatch(
    /<a [^>]*href="https:\/\/x\.example\/" target="_blank" rel="noopener noreferrer"/,
  )
  expect(button({ url: 'javascript:alert(1)' })).not.toContain('javascript:')
})

test.each(['constructor', 'datepicker', 'radio_buttons'])(
  'an element that the app never sends is named in red: %s',
  (type) => {
    expect(html({ type })).toContain('element-unknown')
    expect(seen(html({ type }))).toContain(type)
  },
)

const KINDS = ['button', 'checkboxes', ...REQUIRED]
const KEYS = [
  ...['text', 'options', 'placeholder', 'confirm', 'url', 'value', 'max_length', 'filter'],
  ...['initial_value', 'initial_option', 'initial_options', 'initial_date_time'],
  ...['positive_button', 'accessibility_label', 'dispatch_action_config', 'action_id', 'timezone'],
]
const NONSENSE = [null, 7, 'x', [], {}, [null, 7, {}], { text: 7 }, { options: 'x' }, [{ options: [{}] }]]

test.each(KINDS)('%s is drawn whatever stands in it', (type) => {
  for (const nonsense of NONSENSE)
    expect(html({ ...Object.fromEntries(KEYS.map((key) => [key, nonsense])), type }, WORLD)).not.toBe('')
})
