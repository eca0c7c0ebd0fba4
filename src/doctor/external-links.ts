import type { PortalInspection } from '../portal/inspection.ts'
import { type Finding, findingsOf } from './finding.ts'
import { portalTrouble } from './portal-trouble.ts'

const { pass, warn, fail } = findingsOf('docspace.links')

/** Whether the portal lets anybody make external links at all. */
export const externalLinksFindings = async (
  portal: Pick<PortalInspection, 'sharing'>,
): Promise<Finding[]> => {
  try {
    const sharing = await portal.sharing()
    if (sharing === null)
      return [
        warn(
          "DocSpace doesn't tell whether external links are allowed.",
          'Try it: npm run doctor -- --live --file ID.',
        ),
      ]
    const { isAllowed, barsDocuments, barsRooms, cutsOldLinks } = sharing
    if (isAllowed || !(barsDocuments || barsRooms)) return [pass('DocSpace allows external links.')]
    const where = barsDocuments && barsRooms ? '' : barsRooms ? ' in rooms' : ' in My documents'
    const old = cutsOldLinks ? ', and has cut off those that exist' : ''
    return [
      fail(
        `An admin of DocSpace has prohibited external links${where}${old}: no link can be shared.`,
        'Allow them in DocSpace (Settings, Security, external sharing).',
      ),
    ]
  } catch (error) {
    const { found, remedy } = portalTrouble(error, 'DOCSPACE_API_KEY')
    return [warn(`Whether DocSpace allows external links can't be seen. ${found}`, remedy)]
  }
}
