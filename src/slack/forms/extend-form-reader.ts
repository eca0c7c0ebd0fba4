import type { AuditStatus } from '../../domain/audit-health.ts'
import { whyNoRevival } from '../../domain/audit-status.ts'
import { briefOf } from '../../domain/brief-share.ts'
import { parseDuration } from '../../domain/duration.ts'
import { type ExtensionTerms, grantExtension } from '../../domain/extension.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { ShareLink } from '../../domain/share.ts'
import { readShareId } from '../../domain/share-id.ts'
import { readLimit as readCount } from '../../domain/terms.ts'
import { within } from '../../timing/within.ts'
import type { AuditStatusStore } from '../../use-cases/audit-ports.ts'
import type { extendShare } from '../../use-cases/extend/extend-share.ts'
import type { PolicyFor } from '../../use-cases/policy-ports.ts'
import type { Directory, Now, Shares } from '../../use-cases/ports.ts'
import { mayChange } from '../../use-cases/rights/may-change.ts'
import { visible } from '../command/slack-text.ts'
import { blindField } from '../views/blind-words.ts'
import { EXTEND_FIELD as FIELD, KEEP, USUAL_LIFE } from '../views/extend-form-fields.ts'
import { limitAbove, FIELD_WORDS as WORDS } from '../views/field-words.ts'
import { ruleBeside } from '../views/rule-words.ts'
import { PICK_DATE } from '../views/share-form-fields.ts'
import type { Form, FormValues } from './form.ts'
import { type FieldErrors, type Read, right, wrong } from './read.ts'
import { noMoment } from './read-share-fields.ts'
import { valueIn } from './read-values.ts'

/** How long Slack is asked who somebody is: the whole form is read within 2.5 s. */
const ASK_MS = 1_000

export interface ExtendFormDeps {
  shares: Shares
  auditStatus: Pick<AuditStatusStore, 'read'>
  directory: Directory
  adminUsers: readonly string[]
  policyFor: PolicyFor
  now: Now
  extendShare: ReturnType<typeof extendShare>
}

/** Terms for a share that does not exist. The use case says that. */
const NOTHING: ExtensionTerms = { end: null, limit: null }

/** A moment that was picked counts, whatever is chosen above it. */
const readEnd = (values: FormValues, share: ShareLink, now: number): Read<ExtensionTerms['end']> => {
  const { moment } = valueIn(values, FIELD.moment)
  if (moment !== null) return right({ kind: 'until', at: moment })
  const { option } = valueIn(values, FIELD.end)
  if (option === PICK_DATE) return noMoment(values, FIELD)
  if (option === KEEP && share.terms.expiresAt <= now) return wrong({ [FIELD.end]: WORDS.endedMeanwhile })
  if (option === null || option === KEEP || option === USUAL_LIFE) return right(null)
  const ms = parseDuration(option)
  return ms === null ? wrong({ [FIELD.end]: WORDS.noSuchChoice }) : right({ kind: 'for', ms })
}

/** Null where the limit stays as it is. */
const readLimit = (values: FormValues, share: ShareLink): Read<ExtensionTerms['limit']> => {
  if (share.terms.viewOnly || values[FIELD.limit] === undefined) return right(null)
  const { value } = valueIn(values, FIELD.limit)
  if (value === null) return right(share.terms.limit === null ? null : 'none')
  const limit = readCount(visible(value))
  return limit === null
    ? wrong({ [FIELD.limit]: WORDS.limit })
    : right(limit === share.terms.limit ? null : limit)
}

/** What can be put right in the form, said beside its field. Null for a refusal that no change of the form would lift. */
const besides = (refusal: Refusal, terms: ExtensionTerms): FieldErrors | null => {
  const end = terms.end?.kind === 'until' ? FIELD.moment : FIELD.end
  switch (refusal.reason) {
    case 'policy':
      if (refusal.rule === 'MAX_DOWNLOADS_LIMIT') return { [FIELD.limit]: ruleBeside(refusal) }
      return refusal.rule === 'MAX_EXPIRY' || refusal.rule === 'MIN_EXPIRY'
        ? { [end]: ruleBeside(refusal) }
        : null
    case 'limit-too-low':
    case 'needs-higher-limit':
      return { [FIELD.limit]: limitAbove(refusal.share.downloads) }
    case 'same-terms':
      return { [end]: WORDS.sameTerms }
    case 'blind':
      return { [FIELD.limit]: blindField(refusal.cause, refusal.noLimitAllowed, true) }
    default:
      return null
  }
}

/**
 * What is asked for. A form in which nothing was changed asks for the present end and limit. Without terms, as in a
 * command, it would ask for more time.
 */
const readTerms = (values: FormValues, share: ShareLink, now: number): Read<ExtensionTerms> => {
  const end = readEnd(values, share, now)
  const limit = readLimit(values, share)
  if (!end.ok || !limit.ok) return wrong({ ...(end.ok ? {} : end.errors), ...(limit.ok ? {} : limit.errors) })
  const isUnchanged = share.state === 'active' && end.value === null && limit.value === null
  const present = { kind: 'until', at: share.terms.expiresAt } as const
  return right({ end: isUnchanged ? present : end.value, limit: limit.value })
}

/** What is wrong with the form for the share as it is now; null when no change of the form would help. */
const judge = (
  terms: ExtensionTerms,
  values: FormValues,
  share: ShareLink,
  { policy, auditStatus, now }: { policy: Policy; auditStatus: AuditStatus; now: number },
): { errors: FieldErrors; refusal: Refusal } | null => {
  const said = (refusal: Refusal, of: ExtensionTerms) => {
    const errors = besides(refusal, of)
    return errors === null ? null : { errors, refusal }
  }
  // Nobody changed the moment, so it is the present end.
  const isUnchanged = terms.end?.kind === 'until' && valueIn(values, FIELD.moment).moment === null
  if (isUnchanged) return said({ reason: 'same-terms', share: briefOf(share) }, { ...terms, end: null })
  const granted = grantExtension(share, terms, policy, now)
  const refusal = granted.ok ? whyNoRevival(auditStatus, share, granted.limit, policy) : granted.refusal
  return refusal === null ? null : said(refusal, terms)
}

interface AskedExtension {
  id: string
  terms: ExtensionTerms
}

/**
 * The form that extends a share. It is trusted only to name the share: the use case decides who may extend it.
 */
export const extendFormOf = ({
  shares,
  auditStatus,
  directory,
  adminUsers,
  policyFor,
  now,
  extendShare: extend,
}: ExtendFormDeps): Form<AskedExtension> => {
  /** Whether the person may be told about the share. Where Slack does not say in time, the use case asks again. */
  const mayHear = async (share: ShareLink, userId: string): Promise<boolean> => {
    const asked = mayChange({ directory, adminUsers })(share, userId).catch(() => false)
    return (await within(ASK_MS, asked))?.found === true
  }
  return {
    read: async ({ team, userId, privateMetadata, values }) => {
      const id = readShareId(privateMetadata) ?? privateMetadata
      const share = await shares.get({ team, id })
      const read: Read<ExtensionTerms> = share === null ? right(NOTHING) : readTerms(values, share, now())
      if (!read.ok) return read
      if (share === null) return { ok: true, asked: { id, terms: read.value } }
      const policy = await policyFor({ team, userId, channel: share.channel.id })
      const facts = { policy, auditStatus: await auditStatus.read(), now: now() }
      const unfit = judge(read.value, values, share, facts)
      if (unfit !== null && (await mayHear(share, userId)))
        return { ...wrong(unfit.errors), ruledOut: { refusal: unfit.refusal, about: { id } } }
      return { ok: true, asked: { id, terms: read.value } }
    },
    reshape: async ({ team, userId, privateMetadata, values }) => {
      const share = await shares.get({ team, id: readShareId(privateMetadata) ?? privateMetadata })
      const picksDate = valueIn(values, FIELD.end).option === PICK_DATE
      // Nothing to draw anew, or nothing to draw.
      if (share === null || picksDate === (values[FIELD.moment] !== undefined)) return null
      const policy = await policyFor({ team, userId, channel: share.channel.id })
      return { kind: 'extend-form', share, policy, at: now(), picksDate }
    },
    carryOut: async ({ id, terms }, { team, userId, replyTo }, { reference }) =>
      extend({ ref: { team, id }, userId, terms, replyTo, reference }),
  }
}
