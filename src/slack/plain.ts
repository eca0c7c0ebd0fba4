/**
 * Previews are off: the crawler would spend a link that may be used once. `mrkdwn: false` is not sent: what notifications and
 * screen readers make of people and dates in such a text is not documented. What a name could format in it is made harmless
 * where the text is written (`views/untrusted.ts`).
 */
export const PLAIN = { unfurl_links: false, unfurl_media: false } as const
