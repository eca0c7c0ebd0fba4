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
    ["This message is a leftover: Slack didn't confirm it, so its link doesn't work."],
    share.state === 'failed'
      ? ['No link was made.']
      : [
          'The link that ',
          { user: share.creator.id },
          ' shared has another message in ',
          place(share.channel),
          '.',
        ],
    [`ID ${share.id}`],
  ]
  const buttons: KnownBlock[] =
    share.state === 'failed'
      ? []
      : [{ type: 'actions', block_id: `stray:${share.id}`, elements: [detailsButton(share)] }]
  return { text: textOf(lines), blocks: [richText(lines), ...buttons] }
}

/** In the place of a message whose share has no record any more, once its link is closed. */
export const unrecordedMessage = (id: string): View => {
  const lines: Line[] = [
    ['This link is closed.'],
    ['Sharelink no longer has its record. To share the file again: ', { code: '/sharelink' }, '.'],
    [`ID ${id}`],
  ]
  return { text: textOf(lines), blocks: [richText(lines)] }
}
