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
    ...(warnings.includes('end') ? [[' expires ', { date: share.terms.expiresAt }]] : []),
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
    [`${isNews ? '' : `${use(share)} · `}ID ${share.id}`],
  ]
  return shareNotice(share, lines, [extendButton(share), revokeButton(share)])
}

/** To its creator: the message is gone, or cannot be updated; the link lives on. */
export const lostNotice = (share: ShareLink): View => {
  const isClosed = share.closed !== null
  const lines: Line[] = [
    [
      isClosed ? "I can't update your message with the link to " : 'Your message with the link to ',
      { bold: nameLike(share.file.title) },
      ' in ',
      place(share.channel),
      isClosed ? ": the channel is archived, or I'm not in it." : " was deleted, or I can't reach it.",
    ],
    ['The link still works until ', { date: share.terms.expiresAt }, ". I'll tell you here when it ends."],
    ...(isClosed ? [["I'll update the message once the channel is open again."]] : []),
    [`${use(share)} · ID ${share.id}`],
  ]
  return shareNotice(share, lines, [extendButton(share), detailsButton(share), revokeButton(share)])
}
