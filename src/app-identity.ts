import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { Member } from './domain/connected-account.ts'
import type { Refusal } from './domain/refusal.ts'
import { connectAddresses } from './gate/connect-requests.ts'
import { createAuthorizationServer } from './portal/authorization-server.ts'
import type { Bearer } from './portal/by-token.ts'
import { forMaker } from './portal/for-maker.ts'
import type { createPortal } from './portal/portal.ts'
import { createAccounts } from './store/accounts.ts'
import type { RedisClient } from './store/connect-redis.ts'
import { createConnectSteps } from './store/connect-steps.ts'
import { createKeys } from './store/keys.ts'
import { createOAuthPosts } from './store/oauth-posts.ts'
import { accessTokens, noAccount } from './use-cases/identity/access-tokens.ts'
import { dropAccount, dropAccountsOf } from './use-cases/identity/drop-account.ts'
import type { Log, Now } from './use-cases/ports.ts'
import { passwordVault } from './vaults.ts'

/** What acting with people's own accounts of the portal needs. */
interface IdentityDeps {
  config: Config
  redis: RedisClient
  portal: ReturnType<typeof createPortal>
  now: Now
  log: Log
  /** Prefix of every Redis key. */
  namespace: string
}

/** People's own accounts of the portal. Null: one key acts for all. */
export const createIdentity = ({ config, redis, portal, now, log, namespace }: IdentityDeps) => {
  const { oauth, publicOrigin } = config
  const vault = passwordVault(config)
  if (oauth === null || publicOrigin === null || vault === null) return null
  const { clientId } = oauth
  const keys = createKeys(namespace)
  const addresses = connectAddresses(publicOrigin)
  const accounts = createAccounts(redis, keys, { vault, clientId })
  const takePost = createOAuthPosts(redis, keys)
  const server = createAuthorizationServer({
    ...oauth,
    origin: config.portal.origin,
    redirectUri: addresses.callback,
    takePost: (use) => takePost(use, now()),
    whose: portal.whose,
    now,
  })
  const pause = (ms: number) => wait(ms, undefined, { ref: false })
  const tokens = accessTokens({ accounts, server, now, pause, log })

  const bearerBy = (find: () => Promise<string>): Bearer => ({
    token: async () => tokens.fresh(await find()),
    renewed: async (refused) => tokens.fresh(await find(), refused),
  })
  const atHand = (account: string): Bearer => ({
    token: async () => {
      const token = await tokens.atHand(account)
      if (token === null) throw noAccount()
      return token
    },
    renewed: async () => {
      throw noAccount()
    },
  })
  const accountOf = async (member: Member): Promise<string | null> => (await accounts.of(member))?.id ?? null

  return {
    accounts,
    steps: createConnectSteps(redis, keys, vault),
    server,
    startAddress: addresses.start,
    newSecret: () => randomBytes(32).toString('base64url'),
    accountOf,
    dropAccount: dropAccount({ accounts, server }),
    dropAccountsOf: dropAccountsOf({ accounts, server }),
    /** Why somebody cannot act yet; null: they can. */
    whyNotConnected: async (member: Member): Promise<Refusal | null> => {
      const row = await accounts.of(member)
      return row === null || row.tokens === null ? { reason: 'connect-first' } : null
    },
    /** The portal with the rights of a member, and no others. */
    portalFor: (member: Member) =>
      portal.acting(
        bearerBy(async () => {
          const account = await accountOf(member)
          if (account === null) throw noAccount()
          return account
        }),
      ),
    /** The portal for what is done to a member's links without them. */
    makerPortal:
      (use: 'making' | 'repairing' | 'clearing') =>
      (account: string): ReturnType<typeof forMaker> =>
        forMaker({
          atHand: portal.acting(atHand(account), use),
          byKey: use === 'making' ? portal : portal.as(use),
          refreshed: portal.acting(
            bearerBy(async () => account),
            use,
          ),
        }),
  }
}

export type Identity = NonNullable<ReturnType<typeof createIdentity>>
