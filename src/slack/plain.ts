/**
 * Previews are off: the crawler would spend a link that may be used once. `mrkdwn: false` keeps names in the
 * fallback text free of formatting.
 */
export const PLAIN = { unfurl_links: false, unfurl_media: false, mrkdwn: false } as const
