import type { Piece } from './rich.ts'

/** What guests of the workspace are told, where they may not use the app. */
export const GUEST_LINES: readonly (readonly Piece[])[] = [
  ["Guests can't share files here."],
  ['Ask a member of the workspace to share it.'],
  ['You can still revoke a link that you made before: ', { code: '/sharelink revoke ID' }],
  ['A Sharelink admin can let guests in (ALLOW_GUESTS).'],
]
