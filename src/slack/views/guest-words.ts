import type { Piece } from './rich.ts'

/** What guests of the workspace are told, where they may not use the app. */
export const GUEST_LINES: readonly (readonly Piece[])[] = [
  ['Guests of this workspace cannot share, search or look at files with Sharelink.'],
  ['Ask a member to share the file with you.'],
  ['A link that you made before you can still end: ', { code: '/sharelink revoke ID' }],
  ['Whoever runs Sharelink can let guests in (ALLOW_GUESTS).'],
]
