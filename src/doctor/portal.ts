import type { PortalInspection } from '../portal/inspection.ts'
import { clockFindings } from './clocks.ts'
import { externalLinksFindings } from './external-links.ts'
import { type Finding, findingsOf } from './finding.ts'
import { lookAround } from './look-around.ts'
import { portalKeyFindings } from './portal-key.ts'
import { portalTrailFindings } from './portal-trail.ts'
import { type KeyVariable, portalTrouble } from './portal-trouble.ts'
import { type Reach, reachFindings } from './reach.ts'

const { pass, warn, fail } = findingsOf('docspace.version')

export interface PortalExam {
  portal: PortalInspection
  auditVariable: KeyVariable
  needsTrail: boolean
  hasWebhook: boolean
  reach: Omit<Reach, 'account' | 'placeName'>
  now: () => number
  /** Slack's clock less ours; null: unknown. */
  slackSkewMs: () => Promise<number | null>
}

const isOlder = (version: string, ...least: readonly number[]): boolean => {
  const parts = version.split('.').map(Number)
  const at = least.findIndex((number, index) => (parts[index] ?? 0) !== number)
  return at !== -1 && (parts[at] ?? 0) < (least[at] ?? 0)
}

const versionFindings = (version: string, hasWebhook: boolean): Finding[] => {
  if (version === '')
    return [warn('DocSpace answers, but not with its version.', 'Check that it is 3.5 or newer.')]
  if (isOlder(version, 3, 5))
    return [
      fail(
        `DocSpace is ${version}: revoking a link could hit that of a whole room.`,
        'Upgrade DocSpace to 3.5 or newer.',
      ),
    ]
  return [
    pass(`DocSpace answers: version ${version}.`),
    ...(hasWebhook && isOlder(version, 3, 7, 1)
      ? [
          warn(
            `DOCSPACE_WEBHOOK_SECRET is set, but DocSpace ${version} tells nothing of downloads.`,
            'Upgrade DocSpace to 3.7.1 or newer, or take the variable out.',
          ),
        ]
      : []),
  ]
}

/** All about the portal: nothing else is asked where it cannot be reached, and nothing by a key that it does not take. */
export const portalFindings = async (exam: PortalExam): Promise<Finding[]> => {
  const { portal, auditVariable, needsTrail, now } = exam
  const version = await portal.version().catch((error: unknown) => portalTrouble(error, 'DOCSPACE_API_KEY'))
  if (typeof version !== 'string') return [fail(version.found, version.remedy)]
  const byKey = async (): Promise<Finding[]> => {
    const { findings, account, isTaken } = await portalKeyFindings(portal, now())
    if (!isTaken) return findings
    const { placeName } = portal
    const rest = await lookAround([
      { name: 'docspace.links', examine: () => externalLinksFindings(portal) },
      { name: 'people.reach', examine: () => reachFindings({ ...exam.reach, account, placeName }) },
    ])
    return [...findings, ...rest]
  }
  const looked = await lookAround([
    { name: 'docspace.key', examine: byKey },
    {
      name: 'docspace.trail',
      examine: () => portalTrailFindings({ portal, variable: auditVariable, needsTrail }),
    },
    {
      name: 'docspace.clock',
      examine: async () => clockFindings(portal.clockSkewMs(), await exam.slackSkewMs()),
    },
  ])
  return [...versionFindings(version, exam.hasWebhook), ...looked]
}
