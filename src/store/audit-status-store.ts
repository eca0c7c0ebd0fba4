import { NEVER_LOOKED } from '../domain/audit-health.ts'
import type { KeptAuditStatus } from '../domain/audit-status.ts'
import type { AuditStatusStore } from '../use-cases/audit-ports.ts'
import { changeJson } from './compare-and-set.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

const UNKNOWN: KeptAuditStatus = {
  ...NEVER_LOOKED,
  provenAt: null,
  readingFails: false,
  suspect: null,
  doubtedAt: null,
}

/** Whether the audit trail can be read, as last found out by any process. */
export const createAuditStatusStore = (redis: RedisClient, keys: Keys): AuditStatusStore => {
  const parse = (json: string | null): KeptAuditStatus =>
    json === null ? UNKNOWN : (JSON.parse(json) as KeptAuditStatus)

  return {
    read: async () => parse(await redis.get(keys.auditStatus())),
    change: async (decide) => {
      const { before, after } = await changeJson(redis, keys.auditStatus(), parse, decide)
      return { before, auditStatus: after ?? before }
    },
  }
}
