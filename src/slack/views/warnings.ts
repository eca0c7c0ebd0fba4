import type { ShareLink } from '../../domain/share.ts'
import type { Takers } from '../../domain/takers.ts'
import type { Warning } from '../../domain/warning.ts'
import { newDownloads } from './new-downloads.ts'
import type { Line, Piece, View } from './rich.ts'
import { detailsButton, extendButton, revokeButton } from './share-buttons.ts'
import { shareNotice } from './share-notice.ts'
import { place, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** Warns that the link ends soon, or that one download is left, or both. `from`: downloads that were told already. */
export const warningReply = (
  share: ShareLink,
  warnings: readonly Warning[],
  from: number,
  takers: Takers | null = null,
): View => {
  const news = share.downloads - from
  const isNews = share.message !== null && news > 0
  const parts: Piece[][] = [
    ...(warnings.includes('end') ? [[' ends ', { date: share.terms.expiresAt }]] : []),
    ...(warnings.includes('last-download') ? [[' has one download left']] : []),
  ]
  const lines: Line[] = [
    ...(isNews ? [newDownloads(news, share, takers)] : []),
    [
      'The link to ',
      { bold: nameLike(share.file.title) },
      ...parts.flatMap((part, index) => (index === 0 ? part : [' and', ...part])),
      '.',
    ],
    [`${isNews ? '' : `${use(share)} · `}Share ${share.id}`],
  ]
  return shareNotice(share, lines, [extendButton(share), revokeButton(share)])
}

/** To its creator: the message is gone, or cannot be updated; the link lives on. */
export const lostNotice = (share: ShareLink): View => {
  const isClosed = share.closed !== null
  const lines: Line[] = [
    [
      'The message of your link to ',
      { bold: nameLike(share.file.title) },
      ' in ',
      place(share.channel),
      isClosed
        ? ' cannot be changed at present: the channel is archived, or closed to Sharelink.'
        : ' is gone.',
    ],
    ['The link still works. It ends ', { date: share.terms.expiresAt }, '; you will be told here.'],
    ...(isClosed ? [['When the channel is open again, the message is brought up to date.']] : []),
    [`${use(share)} · Share ${share.id}`],
  ]
  return shareNotice(share, lines, [extendButton(share), detailsButton(share), revokeButton(share)])
}
