import type { Button } from '@slack/types'
import type { ShareLink } from '../../domain/share.ts'
import {
  COPY_LINK,
  DETAILS,
  EXTEND,
  FETCH_FILE,
  GET_FILE,
  MUTE,
  OPEN,
  REVOKE,
  UNMUTE,
  WHY,
} from './actions.ts'
import { nameLike } from './untrusted.ts'

/** Tells a screen reader which file a button is for, since all rows have the same words. Slack takes 75 characters. */
const label = (what: string, share: ShareLink): string => `${what} ${nameLike(share.file.title, 50)}`

// A button's value only says which share; it authorises nothing.

/** What a click on the link does. */
export const openWord = ({ direct }: ShareLink): 'Download' | 'Open' => (direct ? 'Download' : 'Open')

/** Only carries the address. */
export const openButton = (share: ShareLink, address: string): Button => ({
  type: 'button',
  action_id: OPEN,
  style: 'primary',
  text: { type: 'plain_text', text: openWord(share) },
  accessibility_label: label(openWord(share), share),
  url: address,
})

/** Takes the file of an exact share, and is answered with an address for the one who clicked. */
export const getButton = (share: ShareLink): Button => ({
  type: 'button',
  action_id: GET_FILE,
  style: 'primary',
  text: { type: 'plain_text', text: 'Get the file' },
  value: share.id,
  accessibility_label: label('Get the file', share),
})

/** The same for somebody whose address ends sooner than their download. */
export const getAgainButton = (share: ShareLink): Button => {
  const { style: _, ...button } = getButton(share)
  const text = 'Get it again'
  return { ...button, text: { type: 'plain_text', text }, accessibility_label: label('Get again', share) }
}

/** Leads to a download that was claimed; the address is only for the person who claimed it. */
export const downloadButton = (share: ShareLink, address: string, until: number): Button => ({
  type: 'button',
  action_id: FETCH_FILE,
  value: `${share.id} ${until}`,
  style: 'primary',
  text: { type: 'plain_text', text: 'Download' },
  accessibility_label: label('Download', share),
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
      text: `${nameLike(share.file.title, 120)} stops working right away. This can't be undone.`,
    },
    confirm: { type: 'plain_text', text: 'Revoke' },
    deny: { type: 'plain_text', text: 'Cancel' },
    style: 'danger',
  },
})

/** The same in a list, where many of them would be a wall of red. */
export const quietRevokeButton = (share: ShareLink): Button => {
  const { style: _, ...button } = revokeButton(share)
  return button
}

/** A button without a colour of its own. `about`: what it does, said before the file's name. */
const plain = (share: ShareLink, actionId: string, text: string, about: string): Button => ({
  type: 'button',
  action_id: actionId,
  text: { type: 'plain_text', text },
  value: share.id,
  accessibility_label: label(about, share),
})

/** Opens the form that extends a share. */
export const extendButton = (share: ShareLink): Button => plain(share, EXTEND, 'Extend', 'Extend the link to')

/** The same where the link has ended and may come back. */
export const reopenButton = (share: ShareLink): Button => plain(share, EXTEND, 'Reopen', 'Reopen the link to')

/** Shows a share and its history, to people who may see it. */
export const detailsButton = (share: ShareLink): Button =>
  plain(share, DETAILS, 'Details', 'Details of the link to')

/** Shows every audit event with the rule that decided on it, or every download of an exact share, from the newest on. */
export const activityButton = (share: ShareLink): Button => ({
  ...plain(share, WHY, 'Activity', 'Activity of the link to'),
  value: `${share.id} 0`,
})

/** Shows the link as text, to people who may revoke it. */
export const copyButton = (share: ShareLink): Button =>
  plain(share, COPY_LINK, 'Copy link', 'Copy the link to')

/** Mutes a share's thread, or unmutes it. */
export const muteButton = (share: ShareLink): Button =>
  share.muted
    ? plain(share, UNMUTE, 'Unmute thread', 'Unmute thread of')
    : plain(share, MUTE, 'Mute thread', 'Mute thread of')
