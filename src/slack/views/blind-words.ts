import type { BlindCause } from '../../domain/audit-health.ts'
import type { Piece } from './rich.ts'

/** Why downloads cannot be seen, as part of a sentence. */
export const WHY_BLIND: Record<BlindCause, string> = {
  plan: "the portal's plan has no audit trail",
  rights:
    "Sharelink's key may not read the portal's audit trail, because its owner is no admin of the portal or it lacks the permission",
  key: "the portal does not accept Sharelink's key for the audit trail",
  outage: "the portal's audit trail cannot be read",
}

/** Since when, and why: one sentence. */
export const blindSince = (cause: BlindCause, since: number): Piece[] => [
  'Downloads have not been counted since ',
  { date: since },
  `: ${WHY_BLIND[cause]}.`,
]

/** What to do about it, after the word `to`. There is nothing to do about an outage. */
const TO_MEND: Record<Exclude<BlindCause, 'outage'>, Piece[]> = {
  plan: ["see that the portal's plan includes the audit trail."],
  rights: [
    'set DOCSPACE_AUDIT_API_KEY to the key of an admin of the portal, with the permission ',
    { code: '*:read', exact: true },
    '.',
  ],
  key: [
    'put a key that the portal accepts into DOCSPACE_AUDIT_API_KEY, or DOCSPACE_API_KEY if only that is set.',
  ],
}

const WAIT = 'It goes on by itself when the portal answers again.'

/** To admins. */
export const remedy = (cause: BlindCause): Piece[] =>
  cause === 'outage' ? [WAIT] : ['Whoever runs Sharelink is to ', ...TO_MEND[cause]]

/** To anybody else. */
export const remedyForAnybody = (cause: BlindCause): Piece[] =>
  cause === 'outage'
    ? [`${WAIT} If that takes long, tell whoever runs Sharelink.`]
    : ['Ask whoever runs Sharelink to ', ...TO_MEND[cause]]

/** Beside the limit in a form. `revives`: the link has ended, and cannot become view only. */
export const blindField = (cause: BlindCause, noLimitAllowed: boolean, revives: boolean): string => {
  const wrong = `No limit can be kept at present: ${WHY_BLIND[cause]}.`
  if (revives) return noLimitAllowed ? `${wrong} Empty this for no limit.` : wrong
  return `${wrong} ${noLimitAllowed ? 'Empty this for no limit, or to tick view only.' : 'Empty this and tick view only.'}`
}
