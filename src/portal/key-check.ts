import { z } from 'zod'
import { PortalError, type PortalErrorKind } from '../domain/portal-error.ts'
import type { PortalClient } from './client.ts'
import type { PortalLimits } from './limits.ts'
import { text } from './schemas.ts'

/** Whose key it is; empty where the portal does not say. The name is only shown. */
export interface Account {
  id: string
  name: string
}

const NOBODY: Account = { id: '', name: '' }
const named = z
  .object({ id: text, displayName: text })
  .transform(({ id, displayName: name }) => ({ id, name }))
const self = z
  .object({ response: named })
  .transform(({ response }) => response)
  .catch(NOBODY)
const owner = z
  .object({ response: z.object({ createBy: named }) })
  .transform(({ response }) => response.createBy)
  .catch(NOBODY)

/**
 * Asks whose key it is, in one try. Resolves with its owner when the portal takes the key. A key for files only
 * gets 403 here, and so does one from an address that the portal does not allow. `keys/@self` needs no permission, and
 * so tells the two apart.
 */
export const checkKey = async (client: PortalClient, limits: PortalLimits): Promise<Account> => {
  const begun = performance.now()
  try {
    const answer = await client.once(
      { label: 'GET people/@self', method: 'GET', path: '/api/2.0/people/@self' },
      limits.pingMs,
    )
    return self.parse(answer)
  } catch (error) {
    if (!isForbidden(error)) throw error
    const left = limits.pingMs - (performance.now() - begun)
    const key = await client
      .once({ label: 'GET keys/@self', method: 'GET', path: '/api/2.0/keys/@self' }, left)
      .catch((second: unknown) => {
        throw second instanceof PortalError && second.kind === 'unauthorized' ? second : error
      })
    return owner.parse(key)
  }
}

const NOT_TAKEN: ReadonlySet<PortalErrorKind> = new Set(['unauthorized', 'no-account'])

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
      const isKnown = found instanceof PortalError && (found.retryable || NOT_TAKEN.has(found.kind))
      if (isKnown) throw found
    })
    throw error
  }

const isForbidden = (error: unknown): error is PortalError =>
  error instanceof PortalError && error.status === 403
