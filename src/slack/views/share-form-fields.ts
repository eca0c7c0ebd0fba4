/** `block_id`s of the form that makes a share; errors are shown beside them. */
export const FIELD = {
  file: 'share_file',
  address: 'share_address',
  preset: 'share_preset',
  end: 'share_end',
  moment: 'share_moment',
  limit: 'share_limit',
  view: 'share_view',
  enforcement: 'share_enforcement',
  password: 'share_password',
  channel: 'share_channel',
  note: 'share_note',
} as const

/** `action_id` of the one input in each block. */
export const INPUT = 'value'

/** Value of the option that says why no file is offered. No id of a file has spaces. */
export const NO_FILE = 'no file'

/** The last choice of an end, which adds a field for the date; and the button that adds the rarer fields. */
export const PICK_DATE = 'date'
export const MORE_OPTIONS = 'more_options'

/** The choice of no preset. No name of one has spaces. */
export const NO_PRESET = 'no preset'

/** Value of the box that is ticked for a view only. */
export const VIEW_ONLY = 'view_only'
