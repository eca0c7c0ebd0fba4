import { liftRules } from '../../domain/beyond-rules.ts'
import type { BrokenRule } from '../../domain/outcome.ts'
import type { PolicyFor } from '../policy-ports.ts'

/** The rules in force, as they hold for a link that approvers let off these. */
export const lifting = (policyFor: PolicyFor, rules: readonly BrokenRule[]): PolicyFor =>
  rules.length === 0 ? policyFor : async (about) => liftRules(await policyFor(about), rules)
