import { createHash } from 'node:crypto'
import type { ConnectStep, ConnectSteps } from '../use-cases/identity-ports.ts'
import type { Vault } from '../use-cases/ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Each step is to be taken within that time. */
const WAIT_MS = 10 * 60_000

/** Steps of connecting an account, sealed, under names out of which nobody reads the secret that leads to them. */
export const createConnectSteps = (redis: RedisClient, keys: Keys, vault: Vault): ConnectSteps => {
  const nameOf = (at: string, secret: string): string =>
    createHash('sha256').update(`${at} ${secret}`).digest('base64url')
  const placeOf = (name: string): string => `connect step ${name}`

  const open = <K extends ConnectStep['at']>(name: string, sealed: string | null) => {
    try {
      return sealed === null
        ? null
        : (JSON.parse(vault.open(sealed, placeOf(name))) as Extract<ConnectStep, { at: K }>)
    } catch {
      return null
    }
  }

  return {
    keep: async (secret, step) => {
      const name = nameOf(step.at, secret)
      const sealed = vault.seal(JSON.stringify(step), placeOf(name))
      await redis.set(keys.connectStep(name), sealed, 'PX', WAIT_MS)
    },
    look: async <K extends ConnectStep['at']>(secret: string, at: K) => {
      const name = nameOf(at, secret)
      return open<K>(name, await redis.get(keys.connectStep(name)))
    },
    take: async <K extends ConnectStep['at']>(secret: string, at: K) => {
      const name = nameOf(at, secret)
      return open<K>(name, await redis.getdel(keys.connectStep(name)))
    },
  }
}
