import { type Granted, grantTerms, type Policy } from './policy.ts'
import { type GrantedTerms, NO_TERMS, type RequestedTerms, type UnaskedTerm } from './terms.ts'

/** Terms that were granted when a link was asked for. */
interface HeldTerms {
  terms: GrantedTerms
  hasPassword: boolean
  unasked: readonly UnaskedTerm[]
}

const askedAs = ({ terms, hasPassword, unasked }: HeldTerms): RequestedTerms => {
  const { expiresAt, viewOnly, note } = terms
  const isAsked = (term: UnaskedTerm): boolean => !unasked.includes(term)
  return {
    ...NO_TERMS,
    end: isAsked('end') ? { kind: 'until', at: expiresAt } : null,
    limit: isAsked('limit') && !viewOnly ? (terms.limit ?? 'none') : null,
    enforcement: isAsked('enforcement') && !viewOnly ? (terms.exact ? 'exact' : 'watched') : null,
    viewOnly,
    note,
    password: hasPassword ? '' : null,
  }
}

/**
 * Holds granted terms against the rules once more, before the link is made: whoever can write to the queue is not believed, and
 * rules of the file's room are known only then. What nobody asked for follows them; the end is never later than it was.
 */
export const holdTerms = (
  held: HeldTerms,
  policy: Policy,
  { now, channelId }: { now: number; channelId: string },
): Granted => {
  const granted = grantTerms(askedAs(held), policy, { now, channelId, isLate: true })
  if (!granted.ok) return granted
  const expiresAt = Math.min(held.terms.expiresAt, granted.terms.expiresAt)
  return { ok: true, terms: { ...granted.terms, expiresAt } }
}
