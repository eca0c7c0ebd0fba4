import type { KnownBlock } from '@slack/types'
import type { ShareLink } from '../../domain/share.ts'
import { type Line, richText, textOf, type View } from './rich.ts'
import { detailsButton } from './share-buttons.ts'
import { place } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** In the place of a message that was left behind when the answer to its post was lost. */
export const strayMessage = (share: ShareLink): View => {
  const lines: Line[] = [
    [{ bold: nameLike(share.file.title) }],
    [
      'This message is not in use: Slack did not confirm it when it was posted, and its address does not work.',
    ],
    share.state === 'failed'
      ? ['No link was made.']
      : ['The link of ', { user: share.creator.id }, ' has another message in ', place(share.channel), '.'],
    [`Share ${share.id}`],
  ]
  const buttons: KnownBlock[] =
    share.state === 'failed'
      ? []
      : [{ type: 'actions', block_id: `stray:${share.id}`, elements: [detailsButton(share)] }]
  return { text: textOf(lines), blocks: [richText(lines), ...buttons] }
}
