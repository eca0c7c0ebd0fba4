// Plays the main states in a sandbox of its own and writes a picture of each: `npm run screenshots`.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { gatePages } from '../sandbox/pages/gate/pages.ts'
import { FILES } from '../sandbox/portal/seed-ids.ts'
import { type Sandbox, startSandbox } from '../sandbox/start/start.ts'
import { launchChromium } from '../test/browser/support/chromium.ts'

const TARGET = fileURLToPath(new URL('../docs/images/', import.meta.url))
const COMMAND = `/sharelink ${FILES.report} for 7d max 3 note the final version`

type Stage = { browser: Browser; sandbox: Sandbox }
/** One picture. They are taken in the order of a story: each finds what those before it have done. */
type Scene = { name: string; play: (stage: Stage) => Promise<Page> }

const open = async ({ browser, sandbox }: Stage, path: string, more: BrowserContextOptions = {}) => {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 680 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...more,
  })
  const page = await context.newPage()
  await page.goto(`${sandbox.url}${path}`)
  return page
}

/** Somebody's view of a channel who knows the place: without the hint for newcomers. */
const openChannel = async (stage: Stage, who: string, channel: string, more?: BrowserContextOptions) => {
  const { id } = stage.sandbox.world.slack.channel(channel)
  const page = await open(stage, `/#/${who}/${id}`, more)
  await page.getByRole('log').waitFor()
  await page.getByRole('button', { name: 'Put this hint away' }).click()
  return page
}

const openFile = async (stage: Stage, file: string) => {
  // Tall enough for the trail below the link.
  const page = await open(stage, `/portal#/file/${file}`, { viewport: { width: 1280, height: 1040 } })
  await page.getByRole('article').first().waitFor()
  return page
}

const downloadAs = async (page: Page, visitor: number, result: RegExp) => {
  const link = page.getByRole('article').first()
  await link.getByLabel('Open as').selectOption({ index: visitor })
  await link.getByRole('button', { name: 'Download', exact: true }).click()
  await link.getByRole('status').filter({ hasText: result }).waitFor()
}

/** As somebody outside Slack, at a phone, with the address that Alice was told. */
const openGate = async ({ browser, sandbox }: Stage, height: number) => {
  const pages = await sandbox.world.slack.waitFor((now) => {
    const found = gatePages({ ...sandbox.world, slack: now })
    return found.size > 0 ? [...found.values()] : undefined
  })
  const size = { viewport: { width: 390, height }, deviceScaleFactor: 2 }
  const context = await browser.newContext({ ...size, locale: 'en-US', colorScheme: 'light' })
  const page = await context.newPage()
  await page.goto(pages[0] ?? '')
  return page
}

const scenes: Scene[] = [
  {
    name: 'command',
    play: async (stage) => {
      const page = await openChannel(stage, 'alice', 'general')
      await page.getByRole('textbox').pressSequentially('/')
      await page.getByRole('listbox').waitFor()
      return page
    },
  },
  {
    name: 'revoke-confirm',
    play: async (stage) => {
      const page = await openChannel(stage, 'alice', 'general')
      await page.getByRole('textbox').fill(COMMAND)
      await page.keyboard.press('Enter')
      await page.getByText('0 of 3 downloads').first().waitFor()
      const portal = await openFile(stage, FILES.report)
      await downloadAs(portal, 0, /received/)
      await portal.context().close()
      await page.getByText('1 of 3 downloads').first().waitFor()
      await page.getByRole('button', { name: 'Dismiss message' }).click()
      await page.getByRole('button', { name: /^Revoke/ }).click()
      await page.getByRole('alertdialog').waitFor()
      return page
    },
  },
  {
    name: 'portal',
    play: async (stage) => {
      const page = await openFile(stage, FILES.report)
      await downloadAs(page, 1, /received/)
      return page
    },
  },
  {
    name: 'form',
    play: async (stage) => {
      const page = await openChannel(stage, 'alice', 'general', { viewport: { width: 1200, height: 960 } })
      await page.getByRole('textbox').fill('/sharelink')
      await page.keyboard.press('Enter')
      const form = page.getByRole('dialog', { name: 'Share a file' })
      await form.getByRole('textbox', { name: /^Note/ }).fill('for the meeting on Friday')
      await form.getByRole('textbox', { name: /^Download limit/ }).fill('5')
      await form.getByRole('combobox', { name: /^File/ }).fill('press')
      await page.getByRole('listbox').getByRole('option').nth(1).waitFor()
      return page
    },
  },
  {
    name: 'details',
    play: async (stage) => {
      const page = await openChannel(stage, 'alice', 'general')
      await page.getByText('2 of 3 downloads').first().waitFor()
      await page
        .getByRole('button', { name: /^Details/ })
        .first()
        .click()
      await page
        .getByRole('dialog', { name: 'Details' })
        .getByText(/Safari/)
        .waitFor()
      return page
    },
  },
  {
    name: 'narrow-dark',
    play: async (stage) => {
      const narrow = {
        viewport: { width: 390, height: 760 },
        deviceScaleFactor: 2,
        colorScheme: 'dark',
      } as const
      const page = await openChannel(stage, 'alice', 'general', narrow)
      await page.getByText('2 of 3 downloads').first().waitFor()
      return page
    },
  },
  {
    name: 'gate',
    play: async (stage) => {
      const { slack } = stage.sandbox.world
      const line = `/sharelink ${FILES.pdf} for 7d max 3 exact note for your signature`
      await slack.person('alice').command(line, { in: '#random' })
      return openGate(stage, 530)
    },
  },
  {
    name: 'channel',
    play: async (stage) => {
      const { slack } = stage.sandbox.world
      const [message] = slack.history('random').slice(-1)
      if (message) await slack.person('bob').click(message, { label: 'Get the file' })
      const taken = await slack.waitFor((now) => now.ephemerals('bob').at(-1))
      const [address = ''] = /http[^"]+\/d\/[^"]+/.exec(JSON.stringify(taken.blocks)) ?? []
      await fetch(address)
      const page = await openChannel(stage, 'bob', 'random')
      await page.getByText('1 of 3 downloads').first().waitFor()
      await page.getByRole('link', { name: /1 reply/ }).click()
      await page.getByRole('log', { name: 'Replies' }).waitFor()
      await page.evaluate('document.activeElement.blur()')
      return page
    },
  },
  {
    name: 'gate-used-up',
    play: async (stage) => {
      const page = await openGate(stage, 330)
      for (const _ of [1, 2]) await fetch(page.url(), { method: 'POST', body: new URLSearchParams() })
      await page.reload()
      await page.getByText('All downloads are taken').waitFor()
      return page
    },
  },
  {
    name: 'trouble',
    play: async (stage) => {
      const page = await openFile(stage, FILES.report)
      await page.getByRole('switch', { name: 'Portal down' }).click()
      await downloadAs(page, 2, /cannot be reached/)
      return page
    },
  },
  {
    name: 'ended',
    play: async (stage) => {
      stage.sandbox.world.troubles.set('down', false)
      const portal = await openFile(stage, FILES.report)
      await downloadAs(portal, 2, /received/)
      await portal.context().close()
      const page = await openChannel(stage, 'bob', 'general')
      await page.getByText('This link has ended.').first().waitFor()
      return page
    },
  },
  {
    name: 'home',
    play: async (stage) => {
      const { slack } = stage.sandbox.world
      const before = slack.history('board').length
      for (const line of [`${FILES.pdf} for 36h`, `${FILES.roomDocx} view`])
        await slack.person('alice').command(`/sharelink ${line}`, { in: 'board' })
      await slack.waitFor((now) => now.history('board').length === before + 2)
      const page = await openChannel(stage, 'alice', 'general', { viewport: { width: 1200, height: 800 } })
      await page.getByRole('link', { name: 'Sharelink (Home)' }).click()
      await page.getByText('Your live links: 2').waitFor()
      return page
    },
  },
  {
    name: 'refused',
    play: async (stage) => {
      const { slack } = stage.sandbox.world
      // As a bot in the making would: the real one posts nothing that Slack refuses.
      const draft = {
        channel: slack.channel('random').id,
        text: 'A draft of a message',
        blocks: [
          {
            type: 'header',
            text: { type: 'plain_text', text: `Downloads ${'of this long week '.repeat(12)}` },
          },
          { type: 'context', elements: [{ type: 'mrkdwn', text: '*3 of 3* downloads' }] },
          { type: 'marquee', text: 'one more thing' },
        ],
      }
      await fetch(`${slack.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(draft),
      })
      const page = await openChannel(stage, 'alice', 'random')
      await page.getByRole('article', { name: /refused/ }).waitFor()
      return page
    },
  },
]

const shoot = async (stage: Stage, { name, play }: Scene): Promise<void> => {
  const page = await play(stage)
  const file = join(TARGET, `${name}.png`)
  // Away from what would show that it is under the mouse.
  await page.mouse.move(600, 20)
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
  await page.context().close()
  // What is left open would be there again in the next scene.
  stage.sandbox.world.slack.change(({ views }) => {
    for (const view of views) view.open = false
  })
  console.log(`docs/images/${name}.png  ${Math.round(statSync(file).size / 1024)} KB`)
}

const folder = mkdtempSync(join(tmpdir(), 'screenshots-'))
const browser = await launchChromium()
const sandbox = await startSandbox({
  folder,
  port: 0,
  say: console.log,
  env: { CANARY_FILE: '', ENFORCEMENT: 'watched' },
})
try {
  mkdirSync(TARGET, { recursive: true })
  await sandbox.ready
  // Its name would be boxes where fonts for it are missing.
  sandbox.world.portal.removeFile('4833')
  for (const scene of scenes) await shoot({ browser, sandbox }, scene)
} finally {
  await browser.close()
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
