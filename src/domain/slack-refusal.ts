import type { Refusal } from './refusal.ts'
import { isLockedOut, type SlackError } from './slack-error.ts'

/** What a person is told about a failed call to Slack. A definite refusal is never told as silence. */
export const slackRefusal = ({ outcome, code, needed }: SlackError): Refusal => {
  if (code === 'missing_scope') return { reason: 'slack-scope', needed }
  if (isLockedOut(code)) return { reason: 'slack-token', code }
  if (code === 'ratelimited') return { reason: 'slack-busy' }
  return outcome === 'refused' ? { reason: 'slack-refused', code } : { reason: 'slack-down' }
}
