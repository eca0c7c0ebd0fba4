import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** From any channel to Home. */
export const openHome = (page: Page): Promise<void> =>
  page.getByRole('link', { name: 'Sharelink (Home)' }).click()

/** The words of Home from one heading to the next. */
export const part = async (page: Page, heading: string): Promise<string> => {
  const words = (await page.getByRole('main').textContent()) ?? ''
  const at = words.indexOf(heading)
  const from = at < 0 ? `no ${heading} in: ${words}` : words.slice(at + heading.length)
  const headings = ['Your live links', 'Ended lately', "Everybody's live links", 'Download counting']
  return from.split(new RegExp(headings.filter((name) => name !== heading).join('|')))[0] ?? ''
}

/** Waits until it says that. */
export const expectPart = (page: Page, heading: string, words: string | RegExp) =>
  expect.poll(() => part(page, heading)).toMatch(words)
