import { startPortal } from '../../sandbox/portal/server.ts'
import type { Portal } from '../../sandbox/portal/types.ts'
import { startSlack } from '../../sandbox/slack/server.ts'
import type { ShareLink } from '../../src/domain/share.ts'
import { connectRedis } from '../../src/store/connect-redis.ts'
import { createStore } from '../../src/store/store.ts'
import { type Kept, keepRunning } from '../soak/processes.ts'
import { GATE_ENV, putExactShare } from '../support/exact-share.ts'
import type { AtEnd } from '../support/program.ts'
import { type RedisOfOwn, startRedis } from '../support/redis-of-own.ts'
import { botEnv } from '../support/stage.ts'

/** What was acked is on the disk, as docs/operate.md wants it of a Redis that stands alone. */
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always']
/** Of the program's keys. */
const NAMESPACE = 'sharelink'
const FILE_BYTES = 20_000

export interface ClaimsWorld {
  portal: Portal
  redis: RedisOfOwn
  /** A look into the records from outside. */
  store: ReturnType<typeof createStore>
  /** Two processes that visitors come to. */
  webs: readonly Kept[]
  shares: readonly ShareLink[]
  fileBytes: number
}

/** Two processes that serve the gate, one that carries out jobs where it `works`, and exact shares of these limits. */
export const openClaimsWorld = async (
  { limits, claimWindow, works }: { limits: readonly number[]; claimWindow: string; works: boolean },
  atEnd: AtEnd,
): Promise<ClaimsWorld> => {
  const redis = await startRedis(DURABLE, atEnd)
  const portal = await startPortal()
  const slack = await startSlack()
  atEnd(async () => {
    await Promise.all([portal.close(), slack.close()])
  })
  const records = connectRedis({ url: redis.url }, 'prompt', () => {})
  atEnd(async () => records.disconnect())
  const store = createStore(records, NAMESPACE)
  const alice = slack.user('alice')
  const shares: ShareLink[] = []
  for (const [index, limit] of limits.entries()) {
    const file = portal.addFile({ title: `Part ${index}.bin`, content: new Uint8Array(FILE_BYTES) })
    shares.push(
      await putExactShare(
        { shares: store.shares, portal },
        {
          team: slack.teamId,
          id: `CLAIM${index}`,
          creator: { id: alice.id, name: 'Alice' },
          channel: { id: slack.channel('general').id, name: 'general' },
          limit,
          file,
        },
      ),
    )
  }
  const env = {
    ...botEnv(portal, slack),
    ...GATE_ENV,
    CLAIM_WINDOW: claimWindow,
    REDIS_URL: redis.url,
    ADMIN_USERS: alice.id,
  }
  const web = (name: string) => keepRunning(name, { ...env, ROLE: 'web' }, atEnd)
  const webs = [await web('one'), await web('two')]
  if (works) await keepRunning('worker', { ...env, ROLE: 'worker' }, atEnd)
  return { portal, redis, store, webs, shares, fileBytes: FILE_BYTES }
}
