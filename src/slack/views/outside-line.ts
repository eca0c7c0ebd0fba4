import type { Line, Piece } from './rich.ts'

/** Where people outside Slack get the file of an exact share, for somebody who may pass that on. */
export const outsideLine = (page: Piece): Line => [
  'For people outside Slack: ',
  page,
  ' (only you see this; pass it on yourself)',
]
