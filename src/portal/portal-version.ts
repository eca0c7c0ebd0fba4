import { z } from 'zod'
import type { PortalClient } from './client.ts'
import type { PortalLimits } from './limits.ts'
import { readAs } from './response.ts'
import { text } from './schemas.ts'

/** Where the portal tells its version, to everybody. */
export const VERSION_PATH = 'settings/version/build'

export const versionAnswer = z
  .object({ response: z.object({ docSpace: text }) })
  .transform((answer) => answer.response.docSpace)

/** In one try. Throws `PortalError`. */
export const readVersion = async (client: PortalClient, limits: PortalLimits): Promise<string> => {
  const label = `GET ${VERSION_PATH}`
  const found = await client.once(
    { label, method: 'GET', path: `/api/2.0/${VERSION_PATH}`, as: 'visitor' },
    limits.pingMs,
  )
  return readAs(versionAnswer, found, label)
}
