import { PortalError } from '../domain/portal-error.ts'
import type { Client } from './client.ts'
import type { PortalLimits } from './limits.ts'

/**
 * Resolves when the portal answers and takes the key, in one try. A key that may only do files gets 403
 * here, as does one used from an address that is not allowed; `keys/@self`, which needs no permission at
 * all, tells them apart (contract 4).
 */
export const checkKey = async (client: Client, limits: PortalLimits): Promise<void> => {
  const begun = performance.now()
  try {
    await client.once(
      { label: 'GET people/@self', method: 'GET', path: '/api/2.0/people/@self' },
      limits.pingMs,
    )
  } catch (error) {
    if (!isForbidden(error)) throw error
    const left = limits.pingMs - (performance.now() - begun)
    await client
      .once({ label: 'GET keys/@self', method: 'GET', path: '/api/2.0/keys/@self' }, left)
      .catch((second: unknown) => {
        throw second instanceof PortalError && second.kind === 'unauthorized' ? second : error
      })
  }
}

/**
 * What a 403 on a read that is open to guests really means: a key that is not accepted makes the portal
 * treat the call as a guest's (contract 1.8).
 */
export const explainForbidden =
  (client: Client, limits: PortalLimits) =>
  async (error: unknown): Promise<never> => {
    if (!isForbidden(error)) throw error
    await checkKey(client, limits).catch((found: unknown) => {
      // As long as it is not known which of the two it is, "may not" would be a guess.
      if (found instanceof PortalError && (found.kind === 'unauthorized' || found.retryable)) throw found
    })
    throw error
  }

const isForbidden = (error: unknown): error is PortalError =>
  error instanceof PortalError && error.status === 403
