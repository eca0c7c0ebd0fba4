import { type AuditStatus, NEVER_LOOKED } from '../../domain/audit-health.ts'
import { liftRules } from '../../domain/beyond-rules.ts'
import { type Policy, usualLimit } from '../../domain/policy.ts'
import { withPreset } from '../../domain/preset.ts'
import type { RequestedTerms } from '../../domain/terms.ts'
import { within } from '../../timing/within.ts'
import type { HasApprovers } from '../../use-cases/approval-ports.ts'
import type { AuditStatusStore } from '../../use-cases/audit-ports.ts'
import type { CheckedFile } from '../../use-cases/link/check-file.ts'
import type { CheckSoon } from '../../use-cases/make/check-soon.ts'
import type { onceAForm } from '../../use-cases/make/once-a-form.ts'
import type { PolicyFor, PolicyQuestion } from '../../use-cases/policy-ports.ts'
import type { Directory, Now } from '../../use-cases/ports.ts'
import type { whyNoMoreLinks } from '../../use-cases/rights/link-quotas.ts'
import { FIELD_WORDS } from '../views/field-words.ts'
import { besideFile } from '../views/file-refusals.ts'
import { ruleBeside } from '../views/rule-words.ts'
import { FIELD, NO_FILE, PICK_DATE } from '../views/share-form-fields.ts'
import { asJustified, type Form, type FormValues } from './form.ts'
import * as read from './read-share-fields.ts'
import { valueIn } from './read-values.ts'
import { atTheirFields, policyErrors, rulesToLift } from './share-form-rules.ts'

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
  /** Asks for the link, once however often the form is sent for the same. */
  requestShare: ReturnType<typeof onceAForm>
  /** Tells what is asked for from anything else, and nothing of it. */
  markOf: (text: string) => string
  hasApprovers: HasApprovers
}

/** How long the file may be looked at: the whole form is read within less than 2 s. */
const CHECK_MS = 1_000

/** Ids of conversations, as they come in a form that went through a client. */
const CONVERSATION = /^[CDG][A-Z\d]{1,30}$/

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

/** What DocSpace says at once of the file; null where it says nothing so soon. What it says later is told over the form. */
const lookSoon = async (
  checkSoon: CheckSoon,
  about: PolicyQuestion,
  fileId: string,
): Promise<CheckedFile | null> =>
  (await within(CHECK_MS, checkSoon(about, fileId)).catch(() => null))?.found ?? null

/** Where Slack is asked for the facts and does not answer soon, the rules for everywhere. The use case asks again. */
const rulesSoon = async (policyFor: PolicyFor, about: PolicyQuestion): Promise<Policy> =>
  (await within(CHECK_MS, policyFor(about)).catch(() => null))?.found ?? policyFor({ team: about.team })

/** `typed`: where the form was opened, as it says. The channel that was chosen stands in the terms. */
export interface AskedShare {
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
  markOf,
  hasApprovers,
}: ShareFormDeps): Form<AskedShare> => ({
  read: async ({ team, userId, privateMetadata, values }) => {
    const { typed, chosen } = placesIn(values, privateMetadata)
    const about = { team, userId, channel: chosen }
    const policy = await rulesSoon(policyFor, about)
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
      preset: read.preset(values),
    }
    // Fields that could not be read are not checked against the rules as well.
    const named = withPreset(terms, policy)
    if (!named.ok) errors[FIELD.preset] = FIELD_WORDS.noSuchChoice
    const context = { now: now(), channelId: chosen ?? '', auditStatus: await known(auditStatus) }
    const [quota, looked] = await Promise.all([
      noMoreLinks(team, userId, null).catch(() => null),
      file.ok ? lookSoon(checkSoon, about, file.value) : null,
    ])
    const unfit = looked?.ok === false ? besideFile(looked.refusal) : null
    const rooms = looked?.ok ? looked.rooms : null
    const there = rooms === null ? policy : await rulesSoon(policyFor, { ...about, rooms })
    const full = named.ok ? named.terms : terms
    // Where approvers may let it go beyond the rules that stand against it, it is sent, and the refusal over the form offers that.
    const lifted = (await hasApprovers(team)) ? rulesToLift(full, there, { ...context, looked }) : null
    const isOffered = lifted !== null && Object.keys(errors).length === 0 && quota === null
    const broken = policyErrors(full, isOffered ? liftRules(there, lifted) : there, context)
    // No change would help, but waiting a moment may, so the form stays open as typed.
    const noMore = quota === null ? {} : { [FIELD.file]: ruleBeside(quota) }
    const ofFile = unfit === null || isOffered ? {} : { [FIELD.file]: unfit }
    const all = atTheirFields({ ...noMore, ...ofFile, ...broken.errors, ...errors }, values)
    if (!file.ok || chosen === null || Object.keys(all).length > 0) {
      const overQuota = quota === null ? null : ({ reason: 'policy', ...quota } as const)
      const refusal = overQuota ?? (looked?.ok === false && unfit !== null ? looked.refusal : broken.refusal)
      const about = file.ok ? { fileId: file.value } : null
      return { ok: false, errors: all, ...(refusal === null ? {} : { ruledOut: { refusal, about } }) }
    }

    const asked = { fileId: file.value, typed, terms: { ...terms, channel: { id: chosen, name: null } } }
    return { ok: true, asked }
  },
  reshape: async ({ team, userId, privateMetadata, values, wantsMore }) => {
    const { file: chosen, end, moment, view } = FIELD
    const hadMore = values[view] !== undefined
    const shows = { date: valueIn(values, end).option === PICK_DATE, more: wantsMore || hadMore }
    const preset = read.preset(values)
    const isSame = shows.date === (values[moment] !== undefined) && shows.more === hadMore
    // A preset stands in place of the fields for its terms.
    if (isSame && preset === null && values[end] !== undefined) return null
    const { option, label } = valueIn(values, chosen)
    const places = placesIn(values, privateMetadata)
    const start = {
      channel: places.typed,
      fileId: option === NO_FILE ? null : (option ?? valueIn(values, FIELD.address).value),
      fileTitle: label,
      policy: await rulesSoon(policyFor, { team, userId, channel: places.chosen }),
      mayAsk: await hasApprovers(team),
      shows,
      preset,
    }
    return { kind: 'form', start }
  },
  carryOut: async ({ fileId, typed, terms }, by, act, ahead = null) => {
    const asked = {
      team: by.team,
      person: await (ahead?.directory ?? directory).person(by.team, by.userId),
      at: typed === null ? null : { id: typed, name: typed, claimed: true },
      fileId,
      terms,
      replyTo: by.replyTo,
      ...act,
      ...asJustified(by),
    }
    return request(asked, markOf(JSON.stringify([fileId, terms])), ahead)
  },
})
