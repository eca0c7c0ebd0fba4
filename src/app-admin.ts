import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import { askRevokeAll, revokeAll } from './use-cases/admin/revoke-all.ts'

/** What admins do to many links at once. */
export const createAdminActs = (config: Config, parts: Parts, { now }: Runtime) => {
  const { adminUsers } = config
  const { store, queues: jobs, directory } = parts
  const deps = { ...store, jobs, directory, adminUsers, now }
  return {
    askRevokeAll: askRevokeAll(deps),
    revokeAll: revokeAll(deps),
  }
}
