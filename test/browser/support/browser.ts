import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { launchChromium } from './chromium.ts'
import { watchFaults } from './faults.ts'

export type OpenOptions = BrowserContextOptions & {
  /** What the page is expected to complain of: a portal that refuses a visitor, a server that is gone. */
  allow?: RegExp[]
}

/**
 * A browser for the tests of a file. `open` is somebody who comes with nothing kept and opens an address. The
 * test fails at its end when a page of theirs complained on its console, threw, or asked for anything that is
 * not on this computer.
 */
export const useBrowser = (): { open: (url: string, options?: OpenOptions) => Promise<Page> } => {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())
  const open = async (url: string, { allow = [], ...options }: OpenOptions = {}): Promise<Page> => {
    if (!browser) throw new Error('open is for tests and hooks that run after the first beforeAll')
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-US',
      reducedMotion: 'reduce',
      ...options,
    })
    // Shorter than a test may take, so that it tells what it has waited for.
    context.setDefaultTimeout(60_000)
    const faults = await watchFaults(context)
    onTestFinished(async () => {
      await context.close()
      expect(faults.filter((fault) => !allow.some((known) => known.test(fault)))).toEqual([])
    })
    const page = await context.newPage()
    await page.goto(url)
    return page
  }
  return { open }
}
