import { z } from 'zod'
import { PortalError } from '../domain/portal-error.ts'
import type { PortalClient } from './client.ts'
import type { PortalLimits } from './limits.ts'
import { readAs } from './response.ts'

const LABEL = 'GET audit events of the future'
const PATH = '/api/2.0/security/audit/events/filter?actionType=Download&from=2999-01-01T00:00:00Z'

/** Here the list must be there: an answer without it would look like an empty one, and proves nothing. */
const rowsOf = z.object({ response: z.array(z.unknown()) })

/**
 * Asks for downloads of the far future, of which there are none. Any row in the answer shows that the portal ignores
 * filters, as it does on plans without the audit feature (docs/portal.md, Reading the audit trail): then it throws
 * `plan`. Throws what went wrong, where the question could not be asked.
 */
export const proveFilters = async (by: Pick<PortalClient, 'read'>): Promise<void> => {
  const answer = await by.read({ label: LABEL, method: 'GET', path: PATH, as: 'auditor' })
  if (readAs(rowsOf, answer, LABEL).response.length === 0) return
  const message = `${LABEL}: the portal ignores the filters, as it does on plans without the audit feature`
  throw new PortalError('plan', message, { status: 200 })
}

/** Resolves when the audit trail can be read with our key and heeds its filters. One try. */
export const probeTrail = (client: Pick<PortalClient, 'once'>, limits: PortalLimits) => (): Promise<void> =>
  proveFilters({ read: (request) => client.once(request, limits.readAttemptMs) })
