import type { Button } from '@slack/types'
import { NEW_SHARE } from './actions.ts'

/** Opens the form. */
export const SHARE_FILE_BUTTON: Button = {
  type: 'button',
  action_id: NEW_SHARE,
  style: 'primary',
  text: { type: 'plain_text', text: 'Share a file' },
}
