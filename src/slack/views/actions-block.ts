import type { ActionsBlock, Button } from '@slack/types'

/** A row of buttons; Slack refuses one without any. */
export const actionsBlock = (block_id: string, elements: Button[]): ActionsBlock[] =>
  elements.length === 0 ? [] : [{ type: 'actions', block_id, elements }]
