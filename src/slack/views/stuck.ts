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
    ['Your suspended link to ', { bold: nameLike(share.file.title) }, ' could not be brought back.'],
    ...(end?.stuck === undefined ? [] : [whyRefused(end.stuck.refusal)]),
    ['That is tried again and again, until its time is over: ', { date: share.terms.expiresAt }, '.'],
    [`${use(share)} · Share ${share.id}`],
  ]
  return shareNotice(share, lines, [detailsButton(share), revokeButton(share)])
}
