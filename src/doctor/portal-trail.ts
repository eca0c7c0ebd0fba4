import { PortalError } from '../domain/portal-error.ts'
import type { PortalInspection } from '../portal/inspection.ts'
import { type Finding, findingsOf } from './finding.ts'
import { type KeyVariable, portalTrouble } from './portal-trouble.ts'

const { pass, warn, fail } = findingsOf('docspace.trail')

interface TrailExam {
  portal: Pick<PortalInspection, 'account' | 'hasTrailInPlan' | 'probeTrail'>
  /** The variable that the key for the trail was read from. */
  variable: KeyVariable
  /** Exact limits do without the trail. */
  needsTrail: boolean
}

const NO_PLAN = {
  found: "The portal's plan has no audit trail: downloads of watched links can't be counted.",
  remedy: 'Take a plan with the audit trail, or use exact limits alone (PUBLIC_URL).',
}

const adminKey = (variable: KeyVariable) =>
  `Make a key with *:read as the portal's owner or a DocSpace admin, and set DOCSPACE_AUDIT_API_KEY${
    variable === 'DOCSPACE_API_KEY' ? '' : ' to it'
  }.`

/** Why the trail cannot be read. */
const troubleOfTrail = async (
  error: unknown,
  { portal, variable }: TrailExam,
): Promise<{ found: string; remedy: string }> => {
  const kind = error instanceof PortalError ? error.kind : null
  if (kind === 'plan') return NO_PLAN
  if (kind === 'scope')
    return {
      found: `${variable} lacks the permission *:read: the audit trail can't be read.`,
      remedy: adminKey(variable),
    }
  if (kind === 'forbidden') {
    const account = await portal.account('trail').catch(() => null)
    const who = account === null ? 'its account' : account.displayName
    return {
      found: `The account of ${variable} (${who}) is no DocSpace admin: the audit trail can't be read.`,
      remedy: adminKey(variable),
    }
  }
  return portalTrouble(error, variable)
}

/** Whether downloads can be counted: the plan, the key, and the trail itself, which is the judge. */
export const portalTrailFindings = async (exam: TrailExam): Promise<Finding[]> => {
  const { portal, needsTrail } = exam
  // An empty trail looks well whatever the plan; so the plan is asked too.
  const inPlan = await portal.hasTrailInPlan().catch(() => null)
  const name = needsTrail ? fail : warn
  try {
    await portal.probeTrail()
    if (inPlan === false) return [name(NO_PLAN.found, NO_PLAN.remedy)]
    return [pass('The audit trail can be read, and heeds its filters: downloads are counted.')]
  } catch (error) {
    const { found, remedy } = inPlan === false ? NO_PLAN : await troubleOfTrail(error, exam)
    return [name(found, remedy)]
  }
}
