import type { AuditStatus } from '../../domain/audit-health.ts'
import { whyNoLimit } from '../../domain/audit-status.ts'
import { beyondRules, isApprovable } from '../../domain/beyond-rules.ts'
import type { BrokenRule } from '../../domain/outcome.ts'
import { grantTerms, type Policy } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { GrantedTerms, RequestedTerms } from '../../domain/terms.ts'
import type { CheckedFile } from '../../use-cases/link/check-file.ts'
import { blindField } from '../views/blind-words.ts'
import { PASSED } from '../views/field-words.ts'
import { ruleBeside } from '../views/rule-words.ts'
import { FIELD, INPUT } from '../views/share-form-fields.ts'
import type { FormValues } from './form.ts'

/** A broken rule as words beside its field, and the terms without what broke it. */
interface Said {
  field: string
  text: string
  terms: RequestedTerms
  policy: Policy
}

const sayBroken = (broken: BrokenRule, terms: RequestedTerms, policy: Policy, now: number): Said => {
  const said = { text: ruleBeside(broken), terms, policy }
  const withoutBar = { ...policy, barred: policy.barred.filter((one) => one !== broken) }
  const { end } = terms
  const endField = end?.kind === 'until' ? FIELD.moment : FIELD.end
  switch (broken.rule) {
    case 'ALLOWED_CHANNELS':
      return { ...said, field: FIELD.channel, policy: { ...withoutBar, allowedChannels: null } }
    case 'channel-kind':
      return { ...said, field: FIELD.channel, policy: withoutBar }
    case 'REQUIRE_PASSWORD':
      return { ...said, field: FIELD.password, policy: { ...policy, requirePassword: false } }
    case 'PUBLIC_URL':
      return { ...said, field: FIELD.password, terms: { ...terms, password: null } }
    case 'generated-password':
      return { ...said, field: FIELD.password, terms: { ...terms, password: null } }
    case 'exact-only':
      return { ...said, field: FIELD.enforcement, terms: { ...terms, enforcement: null } }
    case 'MAX_EXPIRY':
    case 'max-life':
      return { ...said, field: endField, terms: { ...terms, end: null } }
    case 'MIN_EXPIRY': {
      const text = end?.kind === 'until' && end.at <= now ? PASSED : said.text
      return { ...said, field: endField, text, terms: { ...terms, end: null } }
    }
    case 'MAX_DOWNLOADS_LIMIT':
    case 'only-limit':
    case 'view-only':
      return { ...said, field: FIELD.limit, terms: { ...terms, limit: null } }
    // Nothing that could be typed would help, so the first field says it.
    case 'ENCRYPTION_KEY':
    case 'LINKS_PER_MINUTE':
    case 'MAX_LIVE_LINKS':
    case 'makers':
    case 'ALLOWED_ROOMS': {
      const rest = { ...withoutBar, requirePassword: false, passwordsAvailable: true }
      return { field: FIELD.file, text: said.text, terms: { ...terms, password: null }, policy: rest }
    }
  }
}

/** What stands against what a form asks for: errors by field, and the first of them that was found. Null: nothing. */
interface Unfit {
  errors: Record<string, string>
  refusal: Refusal | null
}

const blindErrors = (auditStatus: AuditStatus, terms: GrantedTerms, policy: Policy): Unfit => {
  const blind = whyNoLimit(auditStatus, terms, policy)
  return blind === null
    ? { errors: {}, refusal: null }
    : { errors: { [FIELD.limit]: blindField(blind.cause, blind.noLimitAllowed, false) }, refusal: blind }
}

/** All rules that these terms break, by field, and where a limit is asked for that cannot be kept now. */
export const policyErrors = (
  terms: RequestedTerms,
  policy: Policy,
  context: { now: number; channelId: string; auditStatus: AuditStatus },
): Unfit => {
  const errors: Record<string, string> = {}
  let refusal: Refusal | null = null
  let left = { terms, policy }
  for (;;) {
    const granted = grantTerms(left.terms, left.policy, context)
    if (granted.ok) {
      const blind = blindErrors(context.auditStatus, granted.terms, policy)
      return { errors: { ...blind.errors, ...errors }, refusal: refusal ?? blind.refusal }
    }
    const said = sayBroken(granted.broken, left.terms, left.policy, context.now)
    // Each field gets one error. A rule that stays broken must not loop for ever.
    if (errors[said.field] !== undefined) return { errors, refusal }
    refusal ??= { reason: 'policy', ...granted.broken }
    errors[said.field] = said.text
    left = said
  }
}

/** Which rules approvers would have to lift; null: none stands against it, or one that they cannot. `looked`: what DocSpace says of the file. */
export const rulesToLift = (
  terms: RequestedTerms,
  policy: Policy,
  { now, channelId, looked }: { now: number; channelId: string; looked: CheckedFile | null },
): BrokenRule[] | null => {
  const barred = looked?.ok === false ? looked.refusal : null
  if (barred !== null && !isApprovable(barred)) return null
  const rooms = looked?.ok ? looked.rooms : null
  const beyond = beyondRules(terms, policy, { now, channelId, rooms })
  if (!beyond.ok) return null
  return beyond.rules.length === 0 && barred === null ? null : beyond.rules
}

/** Fields that a form may lack: rarer ones, and those in whose place a preset stands. */
const PERHAPS: ReadonlySet<string> = new Set([
  FIELD.end,
  FIELD.moment,
  FIELD.limit,
  FIELD.enforcement,
  FIELD.password,
])

/** Slack takes errors only for fields that the form has. What is about another one stands at the preset, or at the channel. */
export const atTheirFields = (errors: Record<string, string>, values: FormValues): Record<string, string> => {
  const has = (field: string): boolean => values?.[field]?.[INPUT] !== undefined
  const instead = has(FIELD.preset) && !has(FIELD.end) ? FIELD.preset : FIELD.channel
  const placeOf = (field: string): string => {
    if (field === FIELD.file) return has(FIELD.address) && !has(FIELD.file) ? FIELD.address : FIELD.file
    return PERHAPS.has(field) && !has(field) ? instead : field
  }
  return Object.fromEntries(Object.entries(errors).map(([field, text]) => [placeOf(field), text]))
}
