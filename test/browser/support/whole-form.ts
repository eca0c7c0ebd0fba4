import type { Json } from '../../../sandbox/slack/model.ts'

const plain = (text: string): Json => ({ type: 'plain_text', text })
const option = (text: string, value: string): Json => ({ text: plain(text), value })

const input = (block_id: string, label: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { action_id: 'it', ...element },
  ...more,
})

const CHOICES = [option('Seven days', '7d'), option('One month', '30d')]

/** The question before what cannot be taken back. */
const CONFIRM = {
  title: plain('Are you sure?'),
  text: plain('This cannot be undone.'),
  confirm: plain('Do it'),
  deny: plain('Leave it'),
  style: 'danger',
}

/** Every input that the app's forms can hold, and buttons, which tell it at once. */
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
    input('span', 'Span', { type: 'static_select', options: CHOICES }),
    input('file', 'File', { type: 'external_select', min_query_length: 2 }, { optional: true }),
    input(
      'where',
      'Where',
      { type: 'conversations_select', default_to_current_conversation: true },
      { optional: true },
    ),
    input('end', 'End', { type: 'datetimepicker' }, { optional: true }),
    input('extras', 'Extras', { type: 'checkboxes', options: CHOICES }, { optional: true }),
    {
      type: 'actions',
      block_id: 'buttons',
      elements: [
        { type: 'button', action_id: 'wipe', text: plain('Wipe'), style: 'danger', confirm: CONFIRM },
        { type: 'button', action_id: 'more', text: plain('More') },
      ],
    },
  ],
}
