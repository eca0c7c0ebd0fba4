import type { Button } from '@slack/types'
import { TRY_AGAIN, TRY_APPROVED } from './actions.ts'

/** Asks for the same again; `retry`: the reference under which it is kept. */
export const tryAgainButton = (retry: string): Button => ({
  type: 'button',
  action_id: TRY_AGAIN,
  text: { type: 'plain_text', text: 'Try again' },
  value: retry,
})

/** The same for a link that approvers let pass, by the id that it would have had. */
export const tryApprovedButton = (id: string): Button => ({ ...tryAgainButton(id), action_id: TRY_APPROVED })
