import type { Button } from '@slack/types'
import type { ShareLink } from '../../domain/share.ts'
import { type Line, richText, textOf, type View } from './rich.ts'

/** What is told of a share beside its own message, with buttons for it. */
export const shareNotice = (share: ShareLink, lines: readonly Line[], buttons: Button[]): View => ({
  text: textOf(lines),
  blocks: [richText(lines), { type: 'actions', block_id: `notice:${share.id}`, elements: buttons }],
})
