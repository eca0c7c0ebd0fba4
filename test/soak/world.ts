import { startPortal } from '../../sandbox/portal/server.ts'
import type { Portal } from '../../sandbox/portal/types.ts'
import { ALL_SCOPES, HISTORY_SCOPES } from '../../sandbox/slack/seed.ts'
import { startSlack } from '../../sandbox/slack/server.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import { readConfig } from '../../src/config.ts'
import { connectRedis, type RedisClient } from '../../src/store/connect-redis.ts'
import type { AtEnd } from '../support/program.ts'
import { botEnv } from '../support/stage.ts'
import { type Kept, keepRunning } from './processes.ts'
import type { SoakRedis } from './redis.ts'

const FILES = 60

export interface World {
  portal: Portal
  slack: Slack
  redis: SoakRedis
  /** A look into the records from outside. */
  records: RedisClient
  /** The files that people share. */
  files: readonly string[]
  pair: readonly Kept[]
}

/** Portal, Slack, and two processes on that Redis. */
export const openWorld = async (redis: SoakRedis, atEnd: AtEnd): Promise<World> => {
  const portal = await startPortal()
  // It may look for its own posts, so no number of faults leaves an end untold.
  const slack = await startSlack({ scopes: [...ALL_SCOPES, ...HISTORY_SCOPES] })
  await slack.inviteBot('#random', { heard: false })
  atEnd(async () => {
    await Promise.all([portal.close(), slack.close()])
  })
  const titles = Array.from({ length: FILES }, (_, index) => `File ${index}.docx`)
  const files = titles.map((title) => portal.addFile({ title }).id)
  const env = {
    ...botEnv(portal, slack),
    ...redis.env,
    BURST_WINDOW: '0s',
    BLIND_AFTER: '30s',
    WARN_BEFORE: '4s',
    LINKS_PER_MINUTE: 'none',
    ADMIN_USERS: slack.user('doris').id,
  }
  const read = readConfig(env)
  if (!read.ok || read.config.redis === null) throw new Error('the settings of the soak are wrong')
  const records = connectRedis(read.config.redis, 'prompt', () => {})
  atEnd(async () => records.disconnect())
  const pair = [await keepRunning('one', env, atEnd), await keepRunning('two', env, atEnd)]
  return { portal, slack, redis, records, files, pair }
}
