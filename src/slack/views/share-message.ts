import type { Button, KnownBlock } from '@slack/types'
import { hasEnded, type ShareLink } from '../../domain/share.ts'
import { type Line, type Piece, richText, textOf, type View } from './rich.ts'
import { ending, promise, protection, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** Names of what can be clicked; what a click means is decided on the server. */
export const REVOKE = 'revoke_share'
export const OPEN = 'open_share'

/** Ends a share after a second thought. The value only says which; it authorises nothing. */
const revokeButton = (share: ShareLink): Button => ({
  type: 'button',
  action_id: REVOKE,
  style: 'danger',
  text: { type: 'plain_text', text: 'Revoke' },
  value: share.id,
  accessibility_label: `Revoke the link to ${nameLike(share.file.title, 50)}`,
  confirm: {
    title: { type: 'plain_text', text: 'Revoke this link?' },
    text: {
      type: 'plain_text',
      emoji: false,
      text: `Nobody will be able to open ${nameLike(share.file.title, 120)} by it any more.`,
    },
    confirm: { type: 'plain_text', text: 'Revoke' },
    deny: { type: 'plain_text', text: 'Keep' },
    style: 'danger',
  },
})

const openButton = (share: ShareLink, address: string): Button => ({
  type: 'button',
  action_id: OPEN,
  style: 'primary',
  text: { type: 'plain_text', text: share.direct ? 'Download' : 'Open' },
  url: address,
})

/** What can be done with a live link. */
export const shareButtons = (share: ShareLink): Button[] => [
  ...(share.address === null ? [] : [openButton(share, share.address)]),
  revokeButton(share),
]

const liveLine = (share: ShareLink): Piece[] => [
  'Ends ',
  { date: share.terms.expiresAt },
  ...[use(share), ...protection(share)].map((part) => ` · ${part}`),
]

const overLine = (share: ShareLink): Piece[] => [
  share.state === 'revoking' ? 'Ending now. ' : 'This link has ended. ',
  ...ending(share),
]

/**
 * The message of a share, from its first to its last day. Once the end is decided the address and the
 * buttons that act on the link are gone.
 */
export const shareMessage = (share: ShareLink, auditIntervalMs: number): View => {
  const live = !hasEnded(share) && share.address !== null
  const title: Piece = { bold: nameLike(share.file.title) }
  const by: Piece[] = ['Shared by ', { user: share.creator.id }]
  const note: Line[] = share.terms.note === null ? [] : [{ quote: nameLike(share.terms.note, 300) }]
  const lines: Line[] = [
    [title],
    by,
    ...note,
    live ? liveLine(share) : overLine(share),
    ...(live ? [] : [[use(share)]]),
  ]
  const foot = `${live ? `${promise(share, auditIntervalMs)} ` : ''}Share ${share.id}`
  const blocks: KnownBlock[] = [
    richText(lines),
    ...(live
      ? [{ type: 'actions' as const, block_id: `share:${share.id}`, elements: shareButtons(share) }]
      : []),
    { type: 'context', elements: [{ type: 'plain_text', text: foot, emoji: false }] },
  ]
  return { text: textOf([...lines, [foot]]), blocks }
}
