import type { RecordLine } from './record-line.ts'
import type { Refusal } from './refusal.ts'

/**
 * Refusals by a rule, or by what the person may do. Others come of how things are: a portal that is away, a file that
 * cannot be shared, a link that is over.
 */
const BY_RULE: ReadonlySet<Refusal['reason']> = new Set([
  'policy',
  'outsider',
  'guest',
  'not-yours',
  'not-for-you',
  'may-not-take',
  'admins-only',
  'too-many-asked',
  'own-request',
  'no-right-to-share',
  'account-taken',
  'connecting-gone',
  'blind',
])

/** Whether a refusal is an act of its own in the record, rather than something that did not work. */
export const isByRule = ({ reason }: Refusal): boolean => BY_RULE.has(reason)

/** The rule in a word or two: its reason and, of the operator's rules, the variable. */
const ruleOf = (refusal: Refusal): string =>
  refusal.reason === 'policy' ? `policy ${refusal.rule}` : refusal.reason

/** The line of something that was asked for and not done: `refused` where a rule stands against it, else `failed`. */
export const refusedLine = (
  actor: string,
  asked: string,
  refusal: Refusal,
): Pick<RecordLine, 'kind' | 'actor'> & { result: string } => ({
  kind: isByRule(refusal) ? 'refused' : 'failed',
  actor,
  result: `${asked}: ${ruleOf(refusal)}`,
})
