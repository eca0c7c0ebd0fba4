/** Where Slack takes private answers (`response_url`); the second for governments. */
const SLACK = new Set(['https://hooks.slack.com', 'https://hooks.slack-gov.com'])

/**
 * Whether a private answer may go there: it holds links and passwords, and who knows the signing secret, or writes into
 * Redis, can name any address. Beside Slack's own only the host of the Web API that is set, whatever the port.
 */
export const mayAnswerAt = (address: string, apiUrl: string): boolean => {
  if (!URL.canParse(address)) return false
  const [url, api] = [new URL(address), new URL(apiUrl)]
  if (SLACK.has(url.origin)) return true
  return url.hostname === api.hostname && (url.protocol === 'https:' || url.protocol === api.protocol)
}
