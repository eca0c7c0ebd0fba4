import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { startBot } from '../sandbox/bot/start-bot.ts'
import { startPortal } from '../sandbox/portal/server.ts'
import { startSlack } from '../sandbox/slack/server.ts'
import { startPrivateRedis } from '../src/private-redis/private-redis.ts'

interface BenchOptions {
  settings?: Record<string, string>
  portal?: Parameters<typeof startPortal>[0]
  slack?: Parameters<typeof startSlack>[0]
}

/** What the program and its Redis have used so far. */
export interface Usage {
  botCpuS: number
  botMb: number
  /** Of that, what its JavaScript has in use. */
  botHeapMb: number
  /** The longest that its event loop was held up since the last look. */
  botLagMs: number
  redisCpuS: number
  redisCommands: number
  redisMb: number
}

const numberIn = (text: string, name: string): number =>
  Number(new RegExp(`^${name}[: ](\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN)

/**
 * A Redis, a portal and a Slack of a bench's own, and a bot between them that starts when it is told to. The bot and the Redis
 * have processes of their own, so that what the stand-ins use is not counted with theirs.
 */
export const openBench = async (options: BenchOptions = {}) => {
  const dir = await mkdtemp(join(tmpdir(), 'sharelink-bench-'))
  const redis = await startPrivateRedis({
    dir,
    mayInstall: true,
    log: () => {},
    onExit: () => process.exit(1),
  })
  const portal = await startPortal(options.portal)
  const slack = await startSlack(options.slack)
  const path = redis.socketPath
  const connection = new Redis({ path })

  return {
    portal,
    slack,
    path,
    connection,
    namespace: 'sharelink',
    startBot: async () => {
      const settings = {
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
        SLACK_API_URL: slack.apiUrl,
        DOCSPACE_URL: portal.url,
        DOCSPACE_API_KEY: portal.adminKey,
        REDIS_URL: `unix://${path}`,
        PORT: '0',
        ...options.settings,
      }
      const bot = startBot(dir, settings, () => {})
      const port = await bot.up.catch((error: unknown) => {
        throw new Error(bot.lastLines().join('\n'), { cause: error })
      })
      slack.connect(`http://127.0.0.1:${port}`)
      const usage = async (): Promise<Usage> => {
        const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
        const info = await connection.info()
        return {
          botCpuS: numberIn(metrics, 'process_cpu_seconds_total'),
          botMb: numberIn(metrics, 'process_resident_memory_bytes') / 2 ** 20,
          botHeapMb: numberIn(metrics, 'nodejs_heap_size_used_bytes') / 2 ** 20,
          botLagMs: numberIn(metrics, 'nodejs_eventloop_lag_max_seconds') * 1_000,
          redisCpuS: numberIn(info, 'used_cpu_sys') + numberIn(info, 'used_cpu_user'),
          redisCommands: numberIn(info, 'total_commands_processed'),
          redisMb: numberIn(info, 'used_memory') / 2 ** 20,
        }
      }
      return { port, usage, close: async () => void (await bot.stop()) }
    },
    close: async () => {
      connection.disconnect()
      await Promise.all([portal.close(), slack.close()])
      await redis.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
