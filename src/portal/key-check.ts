import { z } from 'zod'
import { PortalError } from '../domain/portal-error.ts'
import type { PortalClient } from './client.ts'
import type { PortalLimits } from './limits.ts'
import { text } from './schemas.ts'

/** The name is only shown, so an answer of another shape counts as one without a name. */
const named = z.object({ displayName: text })
const selfName = z
  .object({ response: named })
  .transform(({ response }) => response.displayName)
  .catch('')
const ownerName = z
  .object({ response: z.object({ createBy: named }) })
  .transform(({ response }) => response.createBy.displayName)
  .catch('')

/**
 * Asks whose key it is, in one try. Resolves with its owner's name when the portal takes the key. A key for files only
 * gets 403 here, and so does one from an address that the portal does not allow. `keys/@self` needs no permission, and
 * so tells the two apart.
 */
export const checkKey = async (client: PortalClient, limits: PortalLimits): Promise<string> => {
  const begun = performance.now()
  try {
    const self = await client.once(
      { label: 'GET people/@self', method: 'GET', path: '/api/2.0/people/@self' },
      limits.pingMs,
    )
    return selfName.parse(self)
  } catch (error) {
    if (!isForbidden(error)) throw error
    const left = limits.pingMs - (performance.now() - begun)
    const key = await client
      .once({ label: 'GET keys/@self', method: 'GET', path: '/api/2.0/keys/@self' }, left)
      .catch((second: unknown) => {
        throw second instanceof PortalError && second.kind === 'unauthorized' ? second : error
      })
    return ownerName.parse(key)
  }
}

/**
 * Finds out what a 403 means on a read that is open to guests: when the portal does not accept the key, it treats the
 * call as a guest's (docs/portal.md, Errors).
 */
export const explainForbidden =
  (client: PortalClient, limits: PortalLimits) =>
  async (error: unknown): Promise<never> => {
    if (!isForbidden(error)) throw error
    await checkKey(client, limits).catch((found: unknown) => {
      // If the key cannot be checked, it is not known that the key is right and only this is not allowed.
      if (found instanceof PortalError && (found.kind === 'unauthorized' || found.retryable)) throw found
    })
    throw error
  }

const isForbidden = (error: unknown): error is PortalError =>
  error instanceof PortalError && error.status === 403
