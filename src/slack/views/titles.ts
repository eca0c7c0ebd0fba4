/** Titles of the modals that a person opens; Slack takes 24 characters. */
export const FORM_TITLES = { share: 'Share a file', extend: 'Extend a link' } as const
export const DETAILS_TITLE = 'Details'
