import type { Button, KnownBlock } from '@slack/types'
import { canBeTaken, hasEnded, isExact, isSuspended, type ShareLink } from '../../domain/share.ts'
import { driftLine } from './drift.ts'
import { type Line, type Piece, richText, textOf, type View } from './rich.ts'
import { detailsButton, extendButton, getButton, openButton, revokeButton } from './share-buttons.ts'
import { ending, promise, protection, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** Buttons for a live link. The one that cannot be undone stands last. */
const shareButtons = (share: ShareLink): Button[] => [
  ...(share.address === null ? [] : [openButton(share, share.address)]),
  ...(canBeTaken(share) ? [getButton(share)] : []),
  extendButton(share),
  detailsButton(share),
  revokeButton(share),
]

const liveLine = (share: ShareLink): Piece[] => [
  'Ends ',
  { date: share.terms.expiresAt },
  ...[use(share), ...protection(share)].map((part) => ` · ${part}`),
]

const overLine = (share: ShareLink): Piece[] => {
  if (isSuspended(share)) return [...ending(share)]
  return [share.state === 'revoking' ? 'Ending now. ' : 'This link has ended. ', ...ending(share)]
}

/** Names the buttons of a share's own message, and of nothing else. */
export const shareBlock = (id: string): string => `share:${id}`

/**
 * The message of a share, for all its life. Once the end is decided, the address and the buttons that act on the link
 * are gone; Details stays.
 */
export const shareMessage = (share: ShareLink, auditIntervalMs: number): View => {
  const live = !hasEnded(share) && (share.address !== null || isExact(share))
  const drift = driftLine(share)
  const title: Piece = { bold: nameLike(share.file.title) }
  const by: Piece[] = ['Shared by ', { user: share.creator.id }]
  const note: Line[] = share.terms.note === null ? [] : [{ quote: nameLike(share.terms.note, 300) }]
  const lines: Line[] = [
    [title],
    by,
    ...note,
    live ? liveLine(share) : overLine(share),
    ...(live && drift !== null ? [drift] : []),
    ...(live ? [] : [[use(share)]]),
  ]
  const foot = `${live ? `${promise(share, auditIntervalMs)} ` : ''}Share ${share.id}`
  const blocks: KnownBlock[] = [
    richText(lines),
    {
      type: 'actions',
      block_id: shareBlock(share.id),
      elements: live ? shareButtons(share) : [detailsButton(share)],
    },
    { type: 'context', elements: [{ type: 'plain_text', text: foot, emoji: false }] },
  ]
  return { text: textOf([...lines, [foot]]), blocks }
}
