import type { Json } from '../../../sandbox/slack/model.ts'

const plain = (text: string): Json => ({ type: 'plain_text', text })
const option = (text: string, value: string, more: Json = {}): Json => ({ text: plain(text), value, ...more })

const input = (block_id: string, label: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { action_id: 'it', ...element },
  ...more,
})

const CHOICES = [
  option('Seven days', '7d'),
  option('One month', '30d', { description: plain('The longest') }),
]

/** The question before what cannot be taken back. */
const CONFIRM = {
  title: plain('Are you sure?'),
  text: plain('This cannot be undone.'),
  confirm: plain('Do it'),
  deny: plain('Leave it'),
  style: 'danger',
}

/** Every input that a form can hold, and elements that tell the app at once. */
export const WHOLE_FORM: Json = {
  type: 'modal',
  callback_id: 'whole',
  title: plain('Everything'),
  submit: plain('Hand in'),
  close: plain('Leave'),
  blocks: [
    input('name', 'Name', { type: 'plain_text_input', max_length: 12 }),
    input('note', 'Note', { type: 'plain_text_input', multiline: true }, { optional: true }),
    input('count', 'Count', { type: 'number_input', is_decimal_allowed: false, max_value: '10' }),
    input('mail', 'Mail', { type: 'email_text_input' }, { optional: true }),
    input('site', 'Site', { type: 'url_text_input' }, { optional: true }),
    input('span', 'Span', { type: 'static_select', options: CHOICES }),
    input(
      'tags',
      'Tags',
      {
        type: 'multi_static_select',
        option_groups: [
          { label: plain('Warm'), options: [option('Red', 'red'), option('Orange', 'orange')] },
          { label: plain('Cold'), options: [option('Blue', 'blue')] },
        ],
      },
      { optional: true },
    ),
    input('file', 'File', { type: 'external_select', min_query_length: 2 }, { optional: true }),
    input('person', 'Person', { type: 'users_select' }, { optional: true }),
    input(
      'where',
      'Where',
      { type: 'conversations_select', default_to_current_conversation: true },
      { optional: true },
    ),
    input('rooms', 'Rooms', { type: 'multi_channels_select' }, { optional: true }),
    input('day', 'Day', { type: 'datepicker', initial_date: '2026-12-24' }),
    input('time', 'Time', { type: 'timepicker' }, { optional: true }),
    input('end', 'End', { type: 'datetimepicker' }, { optional: true }),
    input('extras', 'Extras', { type: 'checkboxes', options: CHOICES }, { optional: true }),
    input('how', 'How', { type: 'radio_buttons', options: CHOICES }, { optional: true }),
    {
      type: 'actions',
      block_id: 'buttons',
      elements: [
        { type: 'button', action_id: 'wipe', text: plain('Wipe'), style: 'danger', confirm: CONFIRM },
        { type: 'overflow', action_id: 'more', options: [option('Copy', 'copy'), option('Move', 'move')] },
      ],
    },
  ],
}
