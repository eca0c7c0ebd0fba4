import type { Flag } from '../../contract.ts'

/** What Slack's codes mean, where readers cannot tell from the code alone. */
const MEANINGS: Record<string, string> = {
  missing_fallback_text: 'it has no text, so notifications and screen readers have nothing to read',
  invalid_blocks: 'its blocks break a rule of Block Kit',
  invalid_blocks_format: 'its blocks are no list of blocks',
  msg_too_long: 'its text is too long',
  no_text: 'it says nothing at all',
  view_too_large: 'the view is larger than 250 KB',
  invalid_arguments: 'an argument is of the wrong kind',
  not_in_channel: 'the app is not in this conversation',
  channel_not_found: 'the app sees no such conversation',
  is_archived: 'the channel is archived',
  ratelimited: 'too much was sent at once',
}

/** `Slack would refuse this: invalid_blocks (its blocks break a rule of Block Kit)`. */
export const flagWords = ({ error, refused }: Pick<Flag, 'error' | 'refused'>): string => {
  const meaning = MEANINGS[error]
  if (refused) return `Slack would refuse this: ${error}${meaning ? ` (${meaning})` : ''}`
  return `Slack takes this and warns. ${error}${meaning ? `: ${meaning}` : ''}`
}
