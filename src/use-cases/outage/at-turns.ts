import type { AuditStatusStore } from '../audit-ports.ts'

/**
 * Does something that may change whether downloads are seen, or why not. If that changed, `turned` is called, even
 * where the work failed. What follows from it may take long, and is not waited for here.
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
