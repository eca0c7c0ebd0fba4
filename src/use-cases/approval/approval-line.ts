import { type RecordKind, type RecordLine, recordedTerms } from '../../domain/record-line.ts'
import type { ApprovalRequest } from '../approval-ports.ts'

/** What the record says of a request: never the reason that was given, in which anything may stand. */
export const approvalLine = (
  kind: Extract<RecordKind, 'asked' | 'approved' | 'disapproved' | 'timed-out'>,
  actor: string,
  { id, asked, channel, terms, hasPassword, rules }: ApprovalRequest,
): RecordLine => {
  const names = rules.map(({ rule }) => rule).join(', ')
  return {
    kind,
    actor,
    share: id,
    file: asked.fileId,
    channel: channel.id,
    terms: recordedTerms(terms, hasPassword),
    result: kind === 'asked' ? names : `for ${asked.person.id}: ${names}`,
  }
}
