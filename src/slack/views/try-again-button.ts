import type { Button } from '@slack/types'
import { TRY_AGAIN } from './actions.ts'

/** Asks for the same again; `retry`: the reference under which it is kept. */
export const tryAgainButton = (retry: string): Button => ({
  type: 'button',
  action_id: TRY_AGAIN,
  text: { type: 'plain_text', text: 'Try again' },
  value: retry,
})
