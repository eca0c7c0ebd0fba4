import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Bot, startBot } from '../bot/start-bot.ts'
import { startPages, type World } from '../pages/server.ts'
import { FILES, KEYS } from '../portal/seed-ids.ts'
import { createClosing } from './closing.ts'
import { installEverywhere, SEVERAL } from './install-everywhere.ts'
import { LOCK_FILE, takeLock } from './lock.ts'
import { onPort } from './on-port.ts'
import { openWorld, type Secrets } from './open-world.ts'
import { registerClient } from './register-client.ts'
import { registerWebhook } from './register-webhook.ts'
import { withRules } from './rules.ts'

/** Where the pages are when nobody says otherwise, unless something else is there. */
export const USUAL_PORT = 4477

/** Two seconds, not ten, and half a minute, not a quarter of an hour: who tries things out need not wait. */
const HASTE = { AUDIT_INTERVAL: '2s', BLIND_AFTER: '30s' }
/** Besides the admins of the Slack workspace: whom the bot tells when something is wrong. */
const ADMIN = 'carol'
/** Where they are asked, with rules. */
const ADMIN_CHANNEL = '#board'

export type Sandbox = {
  /** The one address. */
  url: string
  bot: Bot
  /** For programs, which play without a browser. */
  world: World
  /** Resolves once the bot is up and Slack knows it; rejects when it ends before. */
  ready: Promise<void>
  /** Stops everything, the state kept; once, however often it is called. */
  close(): Promise<void>
}

export type SandboxOptions = {
  /** Where everything is kept. */
  folder: string
  /** Of the pages: this one or none. Left out: the usual one, or any free one. */
  port?: number
  /** Forget what was kept. */
  reset?: boolean
  /** People act with their own accounts of the portal. */
  accounts?: boolean
  /** Links have to keep rules, and admins can be asked for more. */
  rules?: boolean
  /** The other company has the app too, each in a workspace of its own. */
  workspaces?: boolean
  /** What happens meanwhile, for people. */
  say?: (text: string) => void
  /** More variables for the bot. */
  env?: Record<string, string>
}

/** A folder that nobody else uses: its lock stays. */
const empty = (folder: string): void => {
  for (const name of readdirSync(folder).filter((entry) => entry !== LOCK_FILE))
    rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 })
}

const launch = (
  folder: string,
  { slack, portal, publicUrl }: World,
  { encryptionKey, webhookSecret }: Secrets,
  more: SandboxOptions,
): Bot => {
  const home = join(folder, 'bot')
  mkdirSync(home, { recursive: true })
  const settings = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    DOCSPACE_URL: portal.url,
    DOCSPACE_API_KEY: KEYS.ownerFilesOnly,
    DOCSPACE_AUDIT_API_KEY: KEYS.adminReadOnly,
    ENCRYPTION_KEY: encryptionKey,
    DOCSPACE_WEBHOOK_SECRET: webhookSecret,
    CANARY_FILE: FILES.oldDoc,
    ADMIN_USERS: slack.state.users.find(({ name }) => name === ADMIN)?.id ?? '',
    PORT: new URL(publicUrl).port,
    PUBLIC_URL: publicUrl,
    ...HASTE,
    ...(more.accounts ? registerClient(portal, publicUrl) : {}),
    ...(more.rules ? withRules(home, slack.channel(ADMIN_CHANNEL).id) : {}),
    ...(more.workspaces ? SEVERAL : {}),
    ...more.env,
  }
  return startBot(home, settings, more.say ?? (() => {}))
}

/**
 * Starts a portal, a Slack workspace, the unchanged bot with a Redis of its own, and the pages to play with them.
 * Rejects when one of them cannot start; nothing is left running then. The bot takes longest: see `ready`.
 */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { folder, port, reset = false } = options
  mkdirSync(folder, { recursive: true })
  const lock = takeLock(folder)
  const { add, close } = createClosing()
  add(lock.release)
  try {
    if (reset) empty(folder)
    const { world, secrets } = await openWorld(folder, add, options.workspaces)
    const startAt = (at: number) => startPages(world, { port: at })
    const pages = await (port === undefined ? onPort(USUAL_PORT, startAt) : startAt(port))
    add(pages.close)
    lock.tell(pages.url)
    const bot = launch(folder, world, secrets, options)
    add(bot.stop)
    const ready = bot.up.then(async (at) => {
      world.slack.connect(`http://127.0.0.1:${at}`)
      if (options.workspaces) await installEverywhere(world.slack, `http://127.0.0.1:${at}`)
      await registerWebhook(world.portal, at, secrets.webhookSecret)
    })
    ready.catch(() => {})
    return { url: pages.url, bot, world, ready, close }
  } catch (error) {
    await close()
    throw error
  }
}
