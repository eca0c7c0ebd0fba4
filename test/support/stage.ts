import { randomUUID } from 'node:crypto'
import { inject, onTestFinished } from 'vitest'
import { startPortal } from '../../sandbox/portal/server.ts'
import type { Portal } from '../../sandbox/portal/types.ts'
import { startSlack } from '../../sandbox/slack/server.ts'
import type { Slack, StartOptions } from '../../sandbox/slack/types.ts'
import { type App, startApp } from '../../src/app.ts'
import { realRuntime } from '../../src/app-parts.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { readNamedRules } from '../../src/policy-file.ts'
import type { AtEnd } from './program.ts'

export interface Stage {
  portal: Portal
  slack: Slack
  /** Variables of product.md that point the bot at the stand-ins. */
  env: Record<string, string>
  /** Every line the bot has logged. */
  logged: string[]
  /** Of the bot's Redis keys. */
  namespace: string
  /** In the namespace of the test, or as another deployment, in its own. */
  startBot(as?: { namespace: string }): Promise<App>
}

/** The variables that the bot needs to talk to these two. */
export const botEnv = (portal: Portal, slack: Slack): Record<string, string> => ({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_API_URL: slack.apiUrl,
  DOCSPACE_URL: portal.url,
  DOCSPACE_API_KEY: portal.adminKey,
  AUDIT_INTERVAL: '1s',
  MIN_EXPIRY: '1s',
  PORT: '0',
})

/** The same where the app uses Socket Mode. */
export const socketEnv = (slack: Slack): Record<string, string> => ({
  SLACK_APP_TOKEN: slack.sockets.appToken,
})

/**
 * Portal, Slack and the bot, each over real HTTP, on a Redis namespace of the test's own. Tests that run at the same
 * time pass the `onTestFinished` of their own context: the imported one belongs to the test that began last.
 */
export const setStage = async (
  overrides: Record<string, string> = {},
  slackOptions: StartOptions = {},
  atEnd: AtEnd = onTestFinished,
): Promise<Stage> => {
  const portal = await startPortal()
  const slack = await startSlack(slackOptions)
  const over = slackOptions.socketMode ? socketEnv(slack) : {}
  const env = { ...botEnv(portal, slack), ...over, ...overrides }
  const logged: string[] = []
  // As short as REDIS_PREFIX has to be.
  const namespace = `test-${randomUUID().replaceAll('-', '')}`
  const bots: App[] = []
  atEnd(async () => {
    await Promise.all(bots.map((bot) => bot.close()))
    await Promise.all([portal.close(), slack.close()])
  })
  const startBot = async (as = { namespace }) => {
    const read = readConfig(env)
    const rules = readNamedRules(env)
    if (!read.ok || !rules.ok) throw new Error(JSON.stringify([read, rules]))
    const world = { ...realRuntime(createLog('info', [], (line) => logged.push(line))), ...as }
    const bot = await startApp({ ...read.config, rules: rules.rules }, { path: inject('redisSocket') }, world)
    bots.push(bot)
    slack.connect(`http://127.0.0.1:${bot.port}`)
    return bot
  }
  return { portal, slack, env, logged, namespace, startBot }
}
