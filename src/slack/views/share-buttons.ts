import type { Button } from '@slack/types'
import type { ShareLink } from '../../domain/share.ts'
import { DETAILS, EXTEND, MUTE, OPEN, REVOKE, UNMUTE, WHY } from './actions.ts'
import { nameLike } from './untrusted.ts'

/** A screen reader hears which file a button is for: the same words stand in every row. Slack takes 75 characters. */
const label = (what: string, share: ShareLink): string => `${what} ${nameLike(share.file.title, 50)}`

// A button's value only says which share; it authorises nothing.

/** Only carries the address. */
export const openButton = (share: ShareLink, address: string): Button => ({
  type: 'button',
  action_id: OPEN,
  style: 'primary',
  text: { type: 'plain_text', text: share.direct ? 'Download' : 'Open' },
  accessibility_label: label(share.direct ? 'Download' : 'Open', share),
  url: address,
})

/** Ends a share after a second thought. */
export const revokeButton = (share: ShareLink): Button => ({
  type: 'button',
  action_id: REVOKE,
  style: 'danger',
  text: { type: 'plain_text', text: 'Revoke' },
  value: share.id,
  accessibility_label: label('Revoke the link to', share),
  confirm: {
    title: { type: 'plain_text', text: 'Revoke this link?' },
    text: {
      type: 'plain_text',
      emoji: false,
      text: `Nobody will be able to open ${nameLike(share.file.title, 120)} with it any more.`,
    },
    confirm: { type: 'plain_text', text: 'Revoke' },
    deny: { type: 'plain_text', text: 'Keep' },
    style: 'danger',
  },
})

/** Opens the form that extends a share. */
export const extendButton = (share: ShareLink): Button => ({
  type: 'button',
  action_id: EXTEND,
  text: { type: 'plain_text', text: 'Extend' },
  value: share.id,
  accessibility_label: label('Extend the link to', share),
})

/** Shows what a share is and was, to those who may know. */
export const detailsButton = (share: ShareLink): Button => ({
  type: 'button',
  action_id: DETAILS,
  text: { type: 'plain_text', text: 'Details' },
  value: share.id,
  accessibility_label: label('Details of the link to', share),
})

/** Shows every audit event with the rule that decided on it. */
export const everyEventButton = (share: ShareLink): Button => ({
  type: 'button',
  action_id: WHY,
  text: { type: 'plain_text', text: 'Every event' },
  value: `${share.id} 0`,
  accessibility_label: label('Every event of', share),
})

/** Keeps a share's thread quiet, or lets it speak again. */
export const muteButton = (share: ShareLink): Button => ({
  type: 'button',
  action_id: share.muted ? UNMUTE : MUTE,
  text: { type: 'plain_text', text: share.muted ? 'Unmute' : 'Mute' },
  value: share.id,
  accessibility_label: label(share.muted ? 'Unmute the thread of' : 'Mute the thread of', share),
})
