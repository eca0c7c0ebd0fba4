import type { Client } from './client.ts'
import type { PortalLimits } from './limits.ts'

/** Whether the audit trail is there and heeds its filters. */
export const probeAudit = (_client: Client, _limits: PortalLimits) => async (): Promise<void> => {}
