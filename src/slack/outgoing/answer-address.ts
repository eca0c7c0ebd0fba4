/** Where Slack takes private answers (`response_url`); the second for governments. */
const SLACK = new Set(['https://hooks.slack.com', 'https://hooks.slack-gov.com'])

/**
 * Whether a private answer may go to this address. Answers hold links and passwords, and anybody who knows the signing
 * secret, or can write to Redis, could name an address of their own. So only Slack's own place is allowed, and the host
 * of the configured Web API with any port (docs/slack.md, Private answers).
 */
export const mayAnswerAt = (address: string, apiUrl: string): boolean => {
  if (!URL.canParse(address)) return false
  const [url, api] = [new URL(address), new URL(apiUrl)]
  if (SLACK.has(url.origin)) return true
  return url.hostname === api.hostname && (url.protocol === 'https:' || url.protocol === api.protocol)
}
