import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bot, startBot } from '../bot/start-bot.ts'
import { startPortal } from '../portal/server.ts'
import type { Portal } from '../portal/types.ts'
import { startSlack } from '../slack/server.ts'
import type { Slack } from '../slack/types.ts'
import { findPort } from '../start/find-port.ts'

/** Shorter than the defaults (10 min, 1 min), so that nobody waits long for the story to go on. */
export const HASTE = { CLAIM_WINDOW: '5s', MIN_EXPIRY: '1s' }

export type Stage = {
  portal: Portal
  slack: Slack
  bot: Bot
  /** Takes all of it away, also a bot that still runs; once, however often it is called. */
  clear(): Promise<void>
}

/** Portal, Slack and the bot on ports of their own, the bot in a temporary folder. */
export const setStage = async (onNews: (text: string) => void): Promise<Stage> => {
  const portal = await startPortal()
  const slack = await startSlack()
  const folder = await mkdtemp(join(tmpdir(), 'sharelink-demo-'))
  const port = await findPort(undefined)
  const bot = startBot(
    folder,
    {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      DOCSPACE_URL: portal.url,
      DOCSPACE_API_KEY: portal.adminKey,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      ...HASTE,
    },
    onNews,
  )
  const clearOnce = async () => {
    await bot.stop()
    await Promise.all([slack.close(), portal.close()])
    // A server whose owner was killed may need a moment more to go.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
  let clearing: Promise<void> | undefined
  return {
    portal,
    slack,
    bot,
    clear: () => {
      clearing ??= clearOnce()
      return clearing
    },
  }
}
