import type { Locator, Page } from 'playwright-core'

/** The links of the file, those in this state: `Live`, `Gone`. */
export const links = (page: Page, state: string): Locator =>
  page.getByRole('article').filter({ has: page.getByText(state, { exact: true }) })

/** Downloads through a link as somebody; resolves with what came. */
export const download = async (link: Locator, visitor: string): Promise<string | null> => {
  const who = link.getByLabel('Open as')
  const option = who.getByRole('option', { name: visitor })
  await who.selectOption((await option.getAttribute('value')) ?? visitor)
  const answer = link.page().waitForResponse((response) => response.url().includes('/api/portal/visit'))
  await link.getByRole('button', { name: 'Download', exact: true }).click()
  await (await answer).finished()
  const result = link.getByRole('status').filter({ hasText: /^(?!Under way)./ })
  // In one step: a used-up link may be dead, and its card another one, a moment later.
  return result.textContent()
}

/** Turns something that goes wrong on or off; resolves when it is so. */
export const turn = async (page: Page, trouble: string, on: boolean): Promise<void> => {
  const control = page.getByRole('switch', { name: trouble })
  await control.click()
  await page.getByRole('switch', { name: trouble, checked: on }).waitFor()
}

/** The lines of the audit trail with these words. */
export const trail = (page: Page, words: string | RegExp): Locator =>
  page.getByRole('region', { name: 'Audit trail' }).getByRole('listitem').filter({ hasText: words })
