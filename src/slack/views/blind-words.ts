import type { BlindCause } from '../../domain/audit-health.ts'
import type { Piece } from './rich.ts'

/** Why downloads cannot be counted, as part of a sentence. */
export const WHY_BLIND: Record<BlindCause, string> = {
  plan: 'the DocSpace plan has no audit trail',
  rights: "Sharelink's key can't read the DocSpace audit trail",
  key: "DocSpace doesn't accept Sharelink's key",
  outage: "the DocSpace audit trail can't be read",
}

/** Since when, and why: one sentence. */
export const blindSince = (cause: BlindCause, since: number): Piece[] => [
  'Download counting stopped ',
  { date: since },
  `: ${WHY_BLIND[cause]}.`,
]

const WAIT = 'Counting resumes once DocSpace answers again.'

/** To admins: what to do about it. */
export const remedy = (cause: BlindCause): Piece[] => {
  switch (cause) {
    case 'outage':
      return [WAIT]
    case 'plan':
      return ['To fix it, switch to a DocSpace plan that includes the audit trail.']
    case 'rights':
      return [
        'To fix it, use the key of a DocSpace admin with the permission ',
        { code: '*:read', exact: true },
        ' as DOCSPACE_AUDIT_API_KEY, and restart.',
      ]
    case 'key':
      return ['To fix it, set a valid DOCSPACE_AUDIT_API_KEY (or DOCSPACE_API_KEY) and restart.']
  }
}

/** To anybody else. */
export const remedyForAnybody = (cause: BlindCause): Piece[] => [
  cause === 'outage'
    ? `${WAIT} If that takes long, tell your Sharelink admin.`
    : 'Ask your Sharelink admin to fix it.',
]

/** Beside the limit in a form. `revives`: the link has ended, and cannot become view only. */
export const blindField = (cause: BlindCause, noLimitAllowed: boolean, revives: boolean): string => {
  const wrong = `Downloads can't be counted right now: ${WHY_BLIND[cause]}.`
  if (revives) return noLimitAllowed ? `${wrong} Clear this for no limit.` : wrong
  return `${wrong} ${noLimitAllowed ? 'Clear this for no limit, or tick View only.' : 'Clear this and tick View only.'}`
}
