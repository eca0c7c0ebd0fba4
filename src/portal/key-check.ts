import { z } from 'zod'
import { PortalError } from '../domain/portal-error.ts'
import type { Client } from './client.ts'
import type { PortalLimits } from './limits.ts'
import { text } from './schemas.ts'

/** Nothing hangs on a name: an answer of another shape has none. */
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
 * Asks whose key it is, in one try: resolves when the portal answers and takes the key, with the name of its owner. A key that may only do files gets 403
 * here, as does one used from an address that is not allowed; `keys/@self`, which needs no permission at
 * all, tells them apart (contract 4).
 */
export const checkKey = async (client: Client, limits: PortalLimits): Promise<string> => {
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
