import { Cluster } from 'ioredis'
import type { RedisClient } from './connect-redis.ts'
import { type Keys, keysOfTeam } from './keys.ts'

/** How many keys Redis looks at in one step, and are deleted at once. */
const STEP = 500

/** Deletes all that is kept of a workspace. Whoever reads its records meanwhile finds none. Safe to repeat. */
export const createForgetTeam =
  (redis: RedisClient, namespace: string, keys: Keys) =>
  async (team: string): Promise<void> => {
    // A pattern with other signs might be that of all workspaces.
    if (!/^[A-Z0-9]{2,40}$/.test(team)) return
    const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis]
    for (const node of nodes) {
      for await (const found of node.scanStream({ match: keysOfTeam(namespace, team), count: STEP })) {
        const names = found as string[]
        if (names.length > 0) await redis.unlink(...names)
      }
    }
    await redis.srem(keys.teams(), team)
  }
