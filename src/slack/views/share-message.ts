import type { Button, KnownBlock } from '@slack/types'
import { canBeOpened } from '../../domain/drift.ts'
import { canBeTaken, hasEnded, isExact, isSuspended, type ShareLink } from '../../domain/share.ts'
import { driftLine } from './drift.ts'
import { ending } from './end-words.ts'
import { type Line, type Piece, richText, textOf, type View } from './rich.ts'
import { detailsButton, getButton, openButton, revokeButton } from './share-buttons.ts'
import { promise, protection, sharer, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** Leads to the file, as long as it can be had. */
const fileButtons = (share: ShareLink): Button[] => {
  if (!canBeOpened(share)) return []
  return [
    ...(share.address === null ? [] : [openButton(share, share.address)]),
    ...(canBeTaken(share) ? [getButton(share)] : []),
  ]
}

/** Buttons for a live link. The one that cannot be undone stands last. */
const shareButtons = (share: ShareLink): Button[] => [
  ...fileButtons(share),
  detailsButton(share),
  revokeButton(share),
]

const liveLine = (share: ShareLink): Piece[] => [
  'Expires ',
  { date: share.terms.expiresAt },
  ...[use(share), ...protection(share)].map((part) => ` · ${part}`),
]

/** Names the buttons of a share's own message, and of nothing else. */
export const shareBlock = (id: string): string => `share:${id}`

/**
 * The message of a share, for all its life. Once the end is decided, its file's name is struck out, and the address and the
 * buttons that act on the link are gone; Details stays.
 */
export const shareMessage = (share: ShareLink, auditIntervalMs: number): View => {
  const live = !hasEnded(share) && (share.address !== null || isExact(share))
  const drift = live ? driftLine(share) : null
  const name = nameLike(share.file.title)
  const by: Piece = { user: (share.sharedBy ?? share.creator).id }
  const lines: Line[] = [
    ...(share.terms.note === null ? [] : [{ quote: nameLike(share.terms.note, 300) }]),
    live ? liveLine(share) : ending(share),
    ...(drift === null ? [] : [drift]),
    ...(isSuspended(share) ? [[use(share)]] : []),
  ]
  const works = live && canBeOpened(share)
  const foot = [...(works ? [promise(share, auditIntervalMs)] : []), `ID ${share.id}`].join(' · ')
  const blocks: KnownBlock[] = [
    richText([
      [live || isSuspended(share) ? { bold: name } : { struck: name }],
      ['Shared by ', ...sharer(share)],
      ...lines,
    ]),
    {
      type: 'actions',
      block_id: shareBlock(share.id),
      elements: live ? shareButtons(share) : [detailsButton(share)],
    },
    { type: 'context', elements: [{ type: 'plain_text', text: foot, emoji: false }] },
  ]
  // A notification shows little more than the first line.
  return { text: textOf([[by, ' shared ', { bold: name }], ...lines, [foot]]), blocks }
}
