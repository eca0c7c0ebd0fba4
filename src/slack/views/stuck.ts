import type { ShareLink } from '../../domain/share.ts'
import { whyRefused } from './refusal.ts'
import type { Line, View } from './rich.ts'
import { detailsButton, revokeButton } from './share-buttons.ts'
import { shareNotice } from './share-notice.ts'
import { use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** To its creator: downloads are counted again, but the suspended link cannot come back yet. */
export const stuckNotice = (share: ShareLink): View => {
  const { end } = share
  const lines: Line[] = [
    ['Your paused link to ', { bold: nameLike(share.file.title) }, " couldn't be brought back."],
    ...(end?.stuck === undefined ? [] : [whyRefused(end.stuck.refusal)]),
    ['Sharelink keeps trying until the link expires ', { date: share.terms.expiresAt }, '.'],
    [`${use(share)} · ID ${share.id}`],
  ]
  return shareNotice(share, lines, [detailsButton(share), revokeButton(share)])
}
