/** What is wrong at one place of `POLICY_FILE`; both numbers from 1. */
export interface RuleFault {
  line: number
  column: number
  found: string
  expected: string
}

/** What admins are told once the rules were read anew: that others hold now, or why those from before still do. */
export type RulesNotice = { kind: 'changed' } | { kind: 'refused'; faults: readonly RuleFault[] }
