import { expect, test } from 'vitest'
import { Blocks } from '../../../../sandbox/pages/client/blocks/blocks.tsx'
import type { Drawing } from '../../../../sandbox/pages/client/blocks/drawing.ts'
import { Element } from '../../../../sandbox/pages/client/elements/element.tsx'
import type { Place } from '../../../../sandbox/pages/client/elements/use-element.ts'
import type { ChannelInfo, PersonInfo } from '../../../../sandbox/pages/contract.ts'
import type { Json } from '../../../../sandbox/slack/model.ts'
import { drawn, seen } from './blocks-on-surface.tsx'

const html = (element: Json, more: Partial<Drawing> = {}, place: Place = 'input'): string =>
  drawn(<Element element={{ action_id: 'it', ...element }} blockId="b" place={place} labelId="label" />, more)

const plain = (text: string): Json => ({ type: 'plain_text', text })
const RED = { text: plain('Red'), value: 'red' }
const BLUE = { text: plain('Blue & green'), value: 'blue', description: plain('Of the sea') }
const OPTIONS = [RED, BLUE]

const person = (id: string, name: string): PersonInfo => ({
  id,
  name,
  realName: `${name} B`,
  tz: 'Etc/UTC',
  isAdmin: false,
  isGuest: false,
  isBot: false,
  company: 'Northwind',
  isOutsider: false,
})
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
const WORLD = { people: [person('U1', 'bob')], channels: [channel('C1', 'design')] }

test.each<[string, Json, string]>([
  ['plain_text_input', { initial_value: 'a "b"' }, 'value="a &quot;b&quot;"'],
  ['plain_text_input', { multiline: true, initial_value: 'two\nlines' }, 'two\nlines</textarea>'],
  ['plain_text_input', { max_length: 5, initial_value: 'sixsix' }, '6 / 5'],
  ['number_input', { is_decimal_allowed: true, initial_value: '2.5' }, 'value="2.5"'],
  ['email_text_input', { placeholder: plain('you@') }, 'placeholder="you@"'],
  ['url_text_input', { initial_value: 'https://x.example' }, 'value="https://x.example"'],
  ['static_select', { options: OPTIONS, initial_option: BLUE }, 'value="Blue &amp; green"'],
  ['external_select', { initial_option: RED }, 'value="Red"'],
  ['multi_static_select', { options: OPTIONS, initial_options: [RED] }, 'aria-label="Remove Red"'],
  ['multi_external_select', { initial_options: [BLUE] }, 'aria-label="Remove Blue &amp; green"'],
  ['users_select', { initial_user: 'U1' }, 'value="bob B"'],
  ['multi_users_select', { initial_users: ['U1'] }, 'aria-label="Remove bob B"'],
  ['channels_select', { initial_channel: 'C1' }, 'value="#design"'],
  ['conversations_select', { initial_conversation: 'C1' }, 'value="#design"'],
  ['datepicker', { initial_date: '2026-12-31' }, 'value="2026-12-31"'],
  ['timepicker', { initial_time: '17:45' }, 'value="17:45"'],
  ['checkboxes', { options: OPTIONS, initial_options: [BLUE] }, 'data-field="b.it.blue" checked'],
  ['radio_buttons', { options: OPTIONS, initial_option: RED }, 'data-field="b.it.red" checked'],
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

const REQUIRED: [string, string][] = [
  ...['plain_text_input', 'number_input', 'email_text_input', 'url_text_input'].map(
    (type): [string, string] => [type, '<input'],
  ),
  ...['static', 'multi_static', 'external', 'users', 'multi_conversations', 'channels'].map(
    (kind): [string, string] => [`${kind}_select`, '<input'],
  ),
  ...['datepicker', 'timepicker', 'datetimepicker'].map((type): [string, string] => [type, '<input']),
  ['radio_buttons', '<div role="radiogroup"'],
]

test.each(REQUIRED)('%s says that it is required, and only then', (type, tag) => {
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
  expect(input(false)).toMatch(new RegExp(`${tag}[^>]* aria-required(="true")?`))
  expect(input(true)).not.toContain('aria-required')
})

test('required checkboxes say so as one: no single box has to be ticked', () => {
  const element = { type: 'checkboxes', action_id: 'it', options: OPTIONS }
  const shown = drawn(<Blocks blocks={[{ type: 'input', label: plain('It'), element }]} />)
  expect(shown).toMatch(/role="group"[^>]*aria-describedby="([^"]+)".*id="\1"[^>]*>Required</)
})

test('a button: style, name for screen readers, and an address only where it may be opened', () => {
  const button = (more: Json) => html({ type: 'button', text: plain('Go'), ...more }, {}, 'actions')
  expect(button({ style: 'danger', accessibility_label: 'Go away' })).toMatch(
    /button-danger.*aria-label="Go away"/,
  )
  expect(button({ url: 'https://x.example/' })).toMatch(
    /<a [^>]*href="https:\/\/x\.example\/" target="_blank" rel="noopener noreferrer"/,
  )
  expect(button({ url: 'javascript:alert(1)' })).not.toContain('javascript:')
})

test('a file cannot be uploaded here, and it says so; an unknown element is named in red', () => {
  expect(seen(html({ type: 'file_input' }))).toContain('not played in the sandbox')
  expect(html({ type: 'constructor' })).toContain('element-unknown')
  expect(seen(html({ type: 'constructor' }))).toContain('constructor')
})

const KINDS = [
  ...['static', 'external', 'users', 'conversations', 'channels'].flatMap((kind) => [
    `${kind}_select`,
    `multi_${kind}_select`,
  ]),
  ...[
    'plain_text_input',
    'number_input',
    'email_text_input',
    'url_text_input',
    'rich_text_input',
    'file_input',
  ],
  ...['datepicker', 'timepicker', 'datetimepicker', 'checkboxes', 'radio_buttons', 'overflow'],
  ...['button', 'icon_button', 'feedback_buttons', 'workflow_button'],
]
const KEYS = [
  ...['text', 'options', 'option_groups', 'placeholder', 'confirm', 'url', 'value', 'max_length', 'filter'],
  ...[
    'initial_value',
    'initial_option',
    'initial_options',
    'initial_users',
    'initial_date',
    'initial_date_time',
  ],
  ...['positive_button', 'accessibility_label', 'dispatch_action_config', 'action_id', 'timezone'],
]
const NONSENSE = [null, 7, 'x', [], {}, [null, 7, {}], { text: 7 }, { options: 'x' }, [{ options: [{}] }]]

test.each(KINDS)('%s is drawn whatever stands in it', (type) => {
  for (const nonsense of NONSENSE)
    for (const place of ['input', 'actions'] as const) {
      const element = Object.fromEntries(KEYS.map((key) => [key, nonsense]))
      expect(html({ ...element, type }, WORLD, place)).not.toBe('')
    }
})
