/**
 * Previews are off: Slack's crawler would use up a link for one download. `mrkdwn: false` is not sent, since it is not
 * documented what notifications and screen readers then make of people and dates in the text. Formatting characters in
 * names are made harmless where the text is written (`views/untrusted.ts`).
 */
export const PLAIN = { unfurl_links: false, unfurl_media: false } as const
