import type { RedisClient } from './connect-redis.ts'
import { createKeys } from './keys.ts'
import { createStore } from './store.ts'
import type { KeyedVault } from './vault.ts'

/**
 * Has the addresses of live links, and tokens of workspaces, sealed with the present key, once after it was changed: then the one before
 * is needed no longer. Links
 * that do not open any more are unfinished from then on, so that they are read from the portal (`needsRepair`). Resolves to how many
 * of these there are. Safe to repeat.
 */
export const resealLinks = async (
  redis: RedisClient,
  namespace: string,
  vault: KeyedVault,
): Promise<number> => {
  const keys = createKeys(namespace)
  if ((await redis.get(keys.linkKey())) === vault.keyId) return 0
  const { shares, installations } = createStore(redis, namespace, vault)
  let lost = 0
  for (const team of await shares.teams()) {
    for (const ref of await shares.liveRefs(team)) {
      const share = await shares.index(ref)
      if (share?.state === 'active' && share.key === null) lost += 1
    }
  }
  await installations.sealAnew()
  await redis.set(keys.linkKey(), vault.keyId)
  return lost
}
