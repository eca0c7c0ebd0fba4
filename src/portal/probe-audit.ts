import { z } from 'zod'
import { PortalError } from '../domain/portal-error.ts'
import { readAs } from './answer.ts'
import type { Client } from './client.ts'
import type { PortalLimits } from './limits.ts'

const LABEL = 'GET audit events of the future'
const PATH = '/api/2.0/security/audit/events/filter?actionType=Download&from=2999-01-01T00:00:00Z'

/** Stricter than a page of a reading: an answer without its list proves nothing. */
const rowsOf = z.object({ response: z.array(z.unknown()) })

/**
 * Asks for downloads of the far future, which nobody has: any row at all, whatever its shape, shows that the filters are
 * not heeded, as on plans without the audit feature (contract 3). Throws `plan` then, and what stands in the way otherwise.
 */
export const proveFilters = async (by: Pick<Client, 'read'>): Promise<void> => {
  const answer = await by.read({ label: LABEL, method: 'GET', path: PATH, as: 'auditor' })
  if (readAs(rowsOf, answer, LABEL).response.length === 0) return
  const message = `${LABEL}: the portal ignores the filters, as it does on plans without the audit feature`
  throw new PortalError('plan', message, { status: 200 })
}

/** Whether the audit trail is there, heeds its filters and is open to our key; one try. */
export const probeAudit = (client: Pick<Client, 'once'>, limits: PortalLimits) => (): Promise<void> =>
  proveFilters({ read: (request) => client.once(request, limits.readAttemptMs) })
