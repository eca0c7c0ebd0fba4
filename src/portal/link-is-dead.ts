import type { PortalClient } from './client.ts'
import { segment } from './path.ts'
import { readAs } from './response.ts'
import { shareAnswer } from './schemas.ts'

const LABEL = 'GET share'

/** Unknown, revoked, or its file is in the trash or the archive. */
const INVALID = 1
const EXPIRED = 2

/**
 * Whether visitors are turned away. Asked as a visitor: asked with our key, the portal would list the file as shared
 * with the key's owner (docs/portal.md, What a visitor meets).
 */
export const linkIsDead =
  (client: Pick<PortalClient, 'read'>) =>
  async (requestToken: string): Promise<boolean> => {
    const path = `/api/2.0/files/share/${segment(requestToken)}`
    const status = readAs(
      shareAnswer,
      await client.read({ label: LABEL, method: 'GET', path, as: 'visitor' }),
      LABEL,
    )
    return status === INVALID || status === EXPIRED
  }
