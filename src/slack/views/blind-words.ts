import type { BlindCause } from '../../domain/audit-health.ts'
import type { Piece } from './rich.ts'

/** Why downloads cannot be seen, as part of a sentence. */
export const WHY_BLIND: Record<BlindCause, string> = {
  plan: "the portal's plan has no audit trail",
  rights:
    "Sharelink's key may not read the portal's audit trail: its owner is no admin of the portal, or the key lacks the permission",
  key: "the portal does not accept Sharelink's key for the audit trail",
  outage: "the portal's audit trail cannot be read",
}

/** Since when, and why: one sentence. */
export const blindSince = (cause: BlindCause, since: number): Piece[] => [
  'Downloads have not been counted since ',
  { date: since },
  `: ${WHY_BLIND[cause]}.`,
]

const VARIABLE = 'DOCSPACE_AUDIT_API_KEY (where that is not set, DOCSPACE_API_KEY)'

/** What is to be done about it, by whoever runs the app. */
const REMEDY: Record<BlindCause, Piece[]> = {
  plan: ['It needs a plan of the portal that includes the audit trail.'],
  rights: [`It needs the key of an admin of the portal, with `, { code: '*:read' }, `, in ${VARIABLE}.`],
  key: [`It needs a key that the portal accepts, in ${VARIABLE}.`],
  outage: ['It goes on by itself when the portal answers again.'],
}

/** To whoever runs the app. */
export const remedy = (cause: BlindCause): Piece[] => REMEDY[cause]

/** To anybody else: whom to ask, and for what. */
export const remedyForAnybody = (cause: BlindCause): Piece[] =>
  cause === 'outage'
    ? [...REMEDY.outage, ' If that takes long, tell whoever runs Sharelink.']
    : [...REMEDY[cause], ' Ask whoever runs Sharelink.']

/** Beside the limit of a form. `comesBack`: of a link that has ended, which cannot become view only. */
export const blindField = (cause: BlindCause, noLimitAllowed: boolean, comesBack: boolean): string => {
  const wrong = `No limit can be kept at present: ${WHY_BLIND[cause]}.`
  if (comesBack) return noLimitAllowed ? `${wrong} Empty this for no limit.` : wrong
  return `${wrong} ${noLimitAllowed ? 'Empty this for no limit, or to tick view only.' : 'Empty this and tick view only.'}`
}
