import type { BrokenRule } from './outcome.ts'

/** Rules that approvers let one link go beyond, and who did. */
export interface Approved {
  /** Slack user id. */
  by: string
  rules: readonly BrokenRule[]
}

/** What became of a request to go beyond the rules. */
export interface ApprovalDecision {
  how: 'approved' | 'disapproved' | 'timed-out'
  /** Slack user id; null: nobody answered in time. */
  by: string | null
  at: number
  /** Of the act by which it was decided: the same act may be carried out again. */
  reference: string
}

/** For so long approvers may answer. A link that would be over earlier is not waited for longer. */
export const APPROVAL_WAITS_MS = 24 * 3_600_000

/** How many requests of one person may wait at a time. */
export const MOST_WAITING = 3

/** Characters (code points) of the reason that is asked for. */
export const JUSTIFICATION_LENGTH = 150
