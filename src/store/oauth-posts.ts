import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { takeInMinute } from './minute-quota.ts'

/** The portal takes ten POSTs a minute of one address (docs/portal.md, OAuth); each use leaves some to what is more urgent. */
const MOST = { connecting: 9, refreshing: 7, ending: 5 }

/** What a POST to the portal's authorization server is for. A code dies within a minute, so connecting goes first. */
export type OAuthUse = keyof typeof MOST

/** Takes one of these POSTs, over all processes. Null: it is taken; else how long that has to wait. */
export type TakeOAuthPost = (use: OAuthUse, now: number) => Promise<number | null>

export const createOAuthPosts =
  (redis: RedisClient, keys: Keys): TakeOAuthPost =>
  (use, now) =>
    takeInMinute(redis, keys.oauthPosts(), now, MOST[use])
