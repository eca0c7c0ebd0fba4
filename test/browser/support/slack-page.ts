import type { Locator, Page } from 'playwright-core'

const log = (page: Page): Locator => page.getByRole('log', { name: /^Messages in/ })

/** Messages of the app that everybody sees, those with these words. */
export const messages = (page: Page, words: string | RegExp): Locator =>
  log(page).getByRole('article', { name: 'Sharelink', exact: true }).filter({ hasText: words })

/** What the app tells this person alone, with these words. */
export const privateLines = (page: Page, words: string | RegExp = ''): Locator =>
  log(page).getByRole('article', { name: 'Sharelink, only to you' }).filter({ hasText: words })

/** Where messages and commands are written. */
export const composer = (page: Page): Locator => page.getByRole('textbox', { name: /^Message / })

/** Writes something and sends it. */
export const write = async (page: Page, text: string): Promise<void> => {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

/** Presses Revoke of a message and answers the question that comes. */
export const revoke = async (message: Locator, answer: 'Revoke' | 'Cancel'): Promise<void> => {
  await message.getByRole('button', { name: /^Revoke/ }).click()
  const question = message.page().getByRole('alertdialog', { name: 'Revoke this link?' })
  await question.getByRole('button', { name: answer }).click()
  await question.waitFor({ state: 'hidden' })
}
