/** Titles of the modals that a person opens; Slack takes 24 characters. */
export const FORM_TITLES = {
  share: 'Share a file',
  extend: 'Extend a link',
  revoke: 'Revoke this link?',
  approval: 'Ask for approval',
} as const
export const COPY_TITLE = 'Copy link'
export const ACTIVITY_TITLE = 'Activity'
export const DETAILS_TITLE = 'Details'
