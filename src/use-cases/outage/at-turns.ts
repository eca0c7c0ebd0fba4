import type { AuditStatusStore } from '../audit-ports.ts'

/**
 * Does something that may turn whether downloads are seen, and why not; where it has turned, `turned` is called, however it
 * went. What follows from a turn may take long, and is not to be waited for here.
 */
export const atTurns =
  ({ auditStatus, turned }: { auditStatus: Pick<AuditStatusStore, 'read'>; turned: () => Promise<void> }) =>
  async (work: () => Promise<unknown>): Promise<void> => {
    const before = await auditStatus.read()
    try {
      await work()
    } finally {
      const { state, cause } = await auditStatus.read()
      if (state !== before.state || cause !== before.cause) await turned()
    }
  }
