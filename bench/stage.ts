import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPortal } from '../sandbox/portal/server.ts'
import { startSlack } from '../sandbox/slack/server.ts'
import { startApp } from '../src/app.ts'
import { realRuntime } from '../src/app-parts.ts'
import { readConfig } from '../src/config.ts'
import { createLog } from '../src/log.ts'
import { startPrivateRedis } from '../src/private-redis/private-redis.ts'

export interface BenchOptions {
  settings?: Record<string, string>
  portal?: Parameters<typeof startPortal>[0]
  slack?: Parameters<typeof startSlack>[0]
}

/** A Redis, a portal and a Slack of a bench's own, and a bot between them that starts when it is told to. */
export const openBench = async (options: BenchOptions = {}) => {
  const dir = await mkdtemp(join(tmpdir(), 'sharelink-bench-'))
  const redis = await startPrivateRedis({ dir, log: () => {}, onExit: () => process.exit(1) })
  const portal = await startPortal(options.portal)
  const slack = await startSlack(options.slack)
  const read = readConfig({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    DOCSPACE_URL: portal.url,
    DOCSPACE_API_KEY: portal.adminKey,
    PORT: '0',
    ...options.settings,
  })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const { config } = read
  const world = realRuntime(createLog('error', [], () => {}))
  const path = redis.socketPath

  return {
    portal,
    slack,
    path,
    namespace: world.namespace,
    startBot: async () => {
      const bot = await startApp(config, { path }, world)
      slack.connect(`http://127.0.0.1:${bot.port}`)
      return bot
    },
    close: async () => {
      await Promise.all([portal.close(), slack.close()])
      await redis.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
