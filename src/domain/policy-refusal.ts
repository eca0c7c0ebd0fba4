import type { BrokenRule } from './outcome.ts'
import type { Policy } from './policy.ts'
import type { Refusal } from './refusal.ts'

/** The refusal for a broken rule, with what the admin tells everybody about the rules. */
export const policyRefusal = (
  broken: BrokenRule,
  { notice }: Pick<Policy, 'notice'>,
): Extract<Refusal, { reason: 'policy' }> => ({
  reason: 'policy',
  ...broken,
  ...(notice === null ? {} : { notice }),
})
