import type { Policy } from '../domain/policy.ts'

/** What the rules are asked about. What is left out has no rules of its own. */
export interface PolicyQuestion {
  /** Null: of no workspace, as a trial of the counting. */
  team: string | null
  /** Who makes the link, or extends it. */
  userId?: string
  /** The id of the channel that it stands in, or is to; null: none was chosen yet. */
  channel?: string | null
  /** The folder of the file and all above it; null: not known yet. */
  rooms?: readonly string[] | null
}

/** The rules in force at this moment. Asked anew each time, since they may change while the program runs. */
export type PolicyFor = (about: PolicyQuestion) => Promise<Policy>
