import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { gatePages } from '../../sandbox/pages/gate/pages.ts'
import type { Sandbox } from '../../sandbox/start/start.ts'

export type Stage = { browser: Browser; sandbox: Sandbox }
/** One picture. They are taken in the order of a story: each finds what those before it have done. */
export type Scene = { name: string; play: (stage: Stage) => Promise<Page> }

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
export const openChannel = async (
  stage: Stage,
  who: string,
  channel: string,
  more?: BrowserContextOptions,
) => {
  const { id } = stage.sandbox.world.slack.channel(channel)
  const page = await open(stage, `/#/${who}/${id}`, more)
  await page.getByRole('log').waitFor()
  await page.getByRole('button', { name: 'Put this hint away' }).click()
  return page
}

export const openFile = async (stage: Stage, file: string) => {
  // Tall enough for the trail below the link.
  const page = await open(stage, `/portal#/file/${file}`, { viewport: { width: 1280, height: 1040 } })
  await page.getByRole('article').first().waitFor()
  return page
}

export const downloadAs = async (page: Page, visitor: number, result: RegExp) => {
  const link = page.getByRole('article').first()
  await link.getByLabel('Open as').selectOption({ index: visitor })
  await link.getByRole('button', { name: 'Download', exact: true }).click()
  await link.getByRole('status').filter({ hasText: result }).waitFor()
}

/** As somebody outside Slack, at a phone, with the address that was told as the `nth`. */
export const openGate = async ({ browser, sandbox }: Stage, height: number, nth: number) => {
  const address = await sandbox.world.slack.waitFor(
    (now) => [...gatePages({ ...sandbox.world, slack: now }).values()][nth - 1],
  )
  const size = { viewport: { width: 390, height }, deviceScaleFactor: 2 }
  const context = await browser.newContext({ ...size, locale: 'en-US', colorScheme: 'light' })
  const page = await context.newPage()
  await page.goto(address)
  return page
}

/** Takes the file that was shared last in a channel as its message offers it: by one click, and the address in the answer. */
export const takeAs = async ({ sandbox }: Stage, who: string, channel: string): Promise<void> => {
  const { slack } = sandbox.world
  const message = slack.history(channel).findLast(({ broadcast }) => broadcast !== true)
  const told = slack.ephemerals(who).length
  if (message) await slack.person(who).click(message, { label: 'Get the file' })
  const answer = await slack.waitFor((now) => now.ephemerals(who)[told])
  const [address = ''] = /http[^"]+\/d\/[^"]+/.exec(JSON.stringify(answer.blocks)) ?? []
  await (await fetch(address)).arrayBuffer()
}
