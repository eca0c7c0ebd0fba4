import { type AuditStatus, NEVER_LOOKED } from '../../domain/audit-health.ts'
import { whyNoLimit } from '../../domain/audit-status.ts'
import type { BrokenRule } from '../../domain/outcome.ts'
import { grantTerms, type Policy, usualLimit } from '../../domain/policy.ts'
import type { GrantedTerms, RequestedTerms } from '../../domain/terms.ts'
import { within } from '../../timing/within.ts'
import type { AuditStatusStore } from '../../use-cases/audit-ports.ts'
import type { CheckSoon } from '../../use-cases/make/check-soon.ts'
import type { requestShare } from '../../use-cases/make/request-share.ts'
import type { PolicyFor, PolicyQuestion } from '../../use-cases/policy-ports.ts'
import type { Directory, Now } from '../../use-cases/ports.ts'
import type { whyNoMoreLinks } from '../../use-cases/rights/link-quotas.ts'
import { blindField } from '../views/blind-words.ts'
import { FIELD_WORDS, PASSED } from '../views/field-words.ts'
import { besideFile } from '../views/file-refusals.ts'
import { ruleBeside } from '../views/rule-words.ts'
import { FIELD, INPUT, NO_FILE, PICK_DATE } from '../views/share-form-fields.ts'
import type { Form, FormValues } from './form.ts'
import * as read from './read-share-fields.ts'
import { valueIn } from './read-values.ts'

export interface ShareFormDeps {
  directory: Directory
  portalOrigin: string
  policyFor: PolicyFor
  auditStatus: Pick<AuditStatusStore, 'read'>
  now: Now
  /** Why somebody can ask for no link just now. */
  noMoreLinks: ReturnType<typeof whyNoMoreLinks>
  /** What DocSpace says of the file. */
  checkSoon: CheckSoon
  requestShare: ReturnType<typeof requestShare>
}

/** How long the file may be looked at: the whole form is read within less than 2 s. */
const CHECK_MS = 1_000

/** Ids of conversations, as they come in a form that went through a client. */
const CONVERSATION = /^[CDG][A-Z\d]{1,30}$/

/** A broken rule as words beside its field, and the terms without what broke it. */
interface Said {
  field: string
  text: string
  terms: RequestedTerms
  policy: Policy
}

const sayBroken = (broken: BrokenRule, terms: RequestedTerms, policy: Policy, now: number): Said => {
  const said = { text: ruleBeside(broken), terms, policy }
  const { end } = terms
  const endField = end?.kind === 'until' ? FIELD.moment : FIELD.end
  switch (broken.rule) {
    case 'ALLOWED_CHANNELS':
      return { ...said, field: FIELD.channel, policy: { ...policy, allowedChannels: null } }
    case 'REQUIRE_PASSWORD':
      return { ...said, field: FIELD.password, policy: { ...policy, requirePassword: false } }
    case 'PUBLIC_URL':
      return { ...said, field: FIELD.password, terms: { ...terms, password: null } }
    case 'MAX_EXPIRY':
      return { ...said, field: endField, terms: { ...terms, end: null } }
    case 'MIN_EXPIRY': {
      const text = end?.kind === 'until' && end.at <= now ? PASSED : said.text
      return { ...said, field: endField, text, terms: { ...terms, end: null } }
    }
    case 'MAX_DOWNLOADS_LIMIT':
      return { ...said, field: FIELD.limit, terms: { ...terms, limit: null } }
    // Nothing that could be typed would help, so the first field says it.
    case 'ENCRYPTION_KEY':
    case 'LINKS_PER_MINUTE':
    case 'MAX_LIVE_LINKS':
    case 'ALLOWED_ROOMS': {
      const rest = { ...policy, requirePassword: false, passwordsAvailable: true }
      return { field: FIELD.file, text: said.text, terms: { ...terms, password: null }, policy: rest }
    }
  }
}

const blindErrors = (
  auditStatus: AuditStatus,
  terms: GrantedTerms,
  policy: Policy,
): Record<string, string> => {
  const blind = whyNoLimit(auditStatus, terms, policy)
  return blind === null ? {} : { [FIELD.limit]: blindField(blind.cause, blind.noLimitAllowed, false) }
}

/** All rules that these terms break, by field, and where a limit is asked for that cannot be kept now. */
const policyErrors = (
  terms: RequestedTerms,
  policy: Policy,
  context: { now: number; channelId: string; auditStatus: AuditStatus },
): Record<string, string> => {
  const errors: Record<string, string> = {}
  let left = { terms, policy }
  for (;;) {
    const granted = grantTerms(left.terms, left.policy, context)
    if (granted.ok) return { ...blindErrors(context.auditStatus, granted.terms, policy), ...errors }
    const said = sayBroken(granted.broken, left.terms, left.policy, context.now)
    // Each field gets one error. A rule that stays broken must not loop for ever.
    if (errors[said.field] !== undefined) return errors
    errors[said.field] = said.text
    left = said
  }
}

/** The chosen conversation, and the one that the form was opened from. */
const placesIn = (values: FormValues, privateMetadata: string) => {
  const typed = CONVERSATION.test(privateMetadata) ? privateMetadata : null
  const picked = read.conversation(values)
  const chosen = picked !== null && CONVERSATION.test(picked) ? picked : typed
  return { typed, chosen }
}

/** An error here is ignored: the use case meets it again and gives a reference. */
const known = (auditStatus: Pick<AuditStatusStore, 'read'>): Promise<AuditStatus> =>
  auditStatus.read().catch(() => NEVER_LOOKED)

/** What DocSpace says at once against sharing the file. What it says later is told over the form. */
const whyUnfit = async (
  checkSoon: CheckSoon,
  about: PolicyQuestion,
  fileId: string,
): Promise<Record<string, string>> => {
  const looked = await within(CHECK_MS, checkSoon(about, fileId)).catch(() => null)
  const text = looked?.found?.ok === false ? besideFile(looked.found.refusal) : null
  return text === null ? {} : { [FIELD.file]: text }
}

/** What is wrong with the file stands at the field that the form has for it. */
const atItsField = (errors: Record<string, string>, values: FormValues): Record<string, string> => {
  const { [FIELD.file]: ofFile, ...others } = errors
  if (ofFile === undefined) return errors
  const has = (field: string): boolean => values?.[field]?.[INPUT] !== undefined
  return { ...others, [has(FIELD.address) && !has(FIELD.file) ? FIELD.address : FIELD.file]: ofFile }
}

/** `typed`: where the form was opened, as it says. The channel that was chosen stands in the terms. */
interface AskedShare {
  fileId: string
  typed: string | null
  terms: RequestedTerms
}

/** The form that makes a share; what is wrong stands beside its field. */
export const shareFormOf = ({
  directory,
  portalOrigin,
  policyFor,
  auditStatus,
  now,
  noMoreLinks,
  checkSoon,
  requestShare: request,
}: ShareFormDeps): Form<AskedShare> => ({
  read: async ({ team, userId, privateMetadata, values }) => {
    const { typed, chosen } = placesIn(values, privateMetadata)
    const about = { team, userId, channel: chosen }
    const policy = await policyFor(about)
    const file = read.file(values, portalOrigin)
    const parts = [
      file,
      read.end(values),
      read.limit(values, usualLimit(policy)),
      read.enforcement(values, policy.enforcement),
      read.password(values),
      read.note(values),
    ] as const
    const [, end, limit, enforcement, password, note] = parts
    const errors = Object.assign({}, ...parts.map((part) => (part.ok ? {} : part.errors)))
    if (chosen === null) errors[FIELD.channel] = FIELD_WORDS.noChannel

    const terms: RequestedTerms = {
      end: end.ok ? end.value : null,
      limit: limit.ok ? limit.value : null,
      viewOnly: read.viewOnly(values),
      enforcement: enforcement.ok ? enforcement.value : null,
      password: password.ok ? password.value : null,
      channel: null,
      note: note.ok ? note.value : null,
    }
    // Fields that could not be read are not checked against the rules as well.
    const context = { now: now(), channelId: chosen ?? '', auditStatus: await known(auditStatus) }
    const broken = policyErrors(terms, policy, context)
    const [quota, unfit] = await Promise.all([
      noMoreLinks(team, userId, null).catch(() => null),
      file.ok ? whyUnfit(checkSoon, about, file.value) : null,
    ])
    // No change would help, but waiting a moment may, so the form stays open as typed.
    const full = quota === null ? {} : { [FIELD.file]: ruleBeside(quota) }
    const all = atItsField({ ...full, ...unfit, ...broken, ...errors }, values)
    if (!file.ok || chosen === null || Object.keys(all).length > 0) return { ok: false, errors: all }

    const asked = { fileId: file.value, typed, terms: { ...terms, channel: { id: chosen, name: null } } }
    return { ok: true, asked }
  },
  reshape: async ({ team, userId, privateMetadata, values, wantsMore }) => {
    const { file: chosen, end, moment, view } = FIELD
    const hadMore = values[view] !== undefined
    const shows = { date: valueIn(values, end).option === PICK_DATE, more: wantsMore || hadMore }
    if (shows.date === (values[moment] !== undefined) && shows.more === hadMore) return null
    const { option, label } = valueIn(values, chosen)
    const places = placesIn(values, privateMetadata)
    const start = {
      channel: places.typed,
      fileId: option === NO_FILE ? null : (option ?? valueIn(values, FIELD.address).value),
      fileTitle: label,
      policy: await policyFor({ team, userId, channel: places.chosen }),
      shows,
    }
    return { kind: 'form', start }
  },
  carryOut: async ({ fileId, typed, terms }, { team, userId, replyTo }, act) =>
    request({
      team,
      person: await directory.person(team, userId),
      at: typed === null ? null : { id: typed, name: typed, claimed: true },
      fileId,
      terms,
      replyTo,
      ...act,
    }),
})
