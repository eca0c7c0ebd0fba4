import { NO_TERMS } from '../../src/domain/terms.ts'
import type { ApprovalRequest } from '../../src/use-cases/approval-ports.ts'
import { aReply, DAY, FILE_ID, HOUR, LINK_ID, NOW, TEAM } from './builders.ts'
import { aPerson } from './directory.ts'

/** A link for 30 days where 7 are allowed. */
export const anApprovalRequest = (more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  team: TEAM,
  id: 'K7M4QX',
  asked: {
    team: TEAM,
    person: aPerson(),
    at: { id: 'C0TEAM', name: 'team' },
    fileId: FILE_ID,
    terms: { ...NO_TERMS, end: { kind: 'for', ms: 30 * DAY } },
    replyTo: aReply(),
    reference: 'REF23456',
    linkId: LINK_ID,
  },
  file: { id: FILE_ID, title: 'Q3 report.docx' },
  channel: { id: 'C0TEAM', name: 'team' },
  terms: { expiresAt: NOW + 30 * DAY, limit: 3, viewOnly: false, note: null },
  hasPassword: false,
  rules: [{ rule: 'MAX_EXPIRY', mostMs: 7 * DAY, leftMs: 7 * DAY }],
  justification: 'The auditors need it until Friday.',
  askedAt: NOW,
  until: NOW + 24 * HOUR,
  ...more,
})
