import type { Flag } from '../../contract.ts'
import { Notice } from '../kit/notice.tsx'
import { flagWords } from './flag-words.ts'

/** What Slack has against something, in red: its readers suffer also from what Slack takes with a warning. */
export const FlagNotice = ({ flag }: { flag: Flag }) => (
  <Notice tone="danger" icon="alert">
    <strong>{flagWords(flag)}</strong>
    {flag.reasons.length > 0 && (
      <ul>
        {flag.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    )}
  </Notice>
)
