import { parseMrkdwn } from '../../../slack/render/parse-mrkdwn.ts'
import { Parts } from './parts.tsx'

/** mrkdwn as Slack draws it; escaped text stays text. */
export const Mrkdwn = ({ text }: { text: string }) => (
  <span class="parts-text" dir="auto">
    <Parts of={parseMrkdwn(text)} />
  </span>
)
