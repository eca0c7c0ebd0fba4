import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { links, trail } from './support/portal-page.ts'
import { composer, messages, privateLines } from './support/slack-page.ts'

const { sandbox, inChannel, open, share } = usePeople()

const hasFocus = async (place: Locator): Promise<boolean> =>
  (await place.and(place.page().locator(':focus')).count()) === 1

const expectFocus = (place: Locator) =>
  expect.poll(() => hasFocus(place), { message: String(place) }).toBe(true)

/** Goes there by Tab alone, or backwards. */
const tabTo = async (place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  for (let step = 0; step < 100; step += 1) {
    if (await hasFocus(place)) return
    await place.page().keyboard.press(key)
  }
  throw new Error(`not to be reached by ${key}: ${String(place)}`)
}

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}

test('a link is made, looked at and revoked by keyboard alone, and the focus is never lost', async () => {
  const page = await inChannel('alice', 'design')
  await tabTo(page.getByRole('link', { name: /^general/ }))
  await press(page, 'Enter')
  await tabTo(page.getByRole('textbox', { name: 'Message #general' }))
  await page.keyboard.type('/')
  await page
    .getByRole('listbox')
    .getByRole('option', { name: /sharelink/, selected: true })
    .waitFor()
  await press(page, 'ArrowDown', 'ArrowUp', 'Enter')
  await page.keyboard.type(`${FILES.report} for 1h max 3`)
  await press(page, 'Enter')
  const message = messages(page, 'Shared by @Alice Arendt')
  await message.getByText('0 of 3 downloads').waitFor()
  await privateLines(page, 'Shared Q3.docx').waitFor()
  await expectFocus(composer(page))

  const button = message.getByRole('button', { name: 'Revoke the link to Q3.docx' })
  const question = page.getByRole('alertdialog', { name: 'Revoke this link?' })
  await tabTo(button, 'Shift+Tab')
  await press(page, 'Enter')
  // One careless Enter must not do what cannot be taken back.
  await expectFocus(question.getByRole('button', { name: 'Cancel' }))
  await press(page, 'Escape')
  await question.waitFor({ state: 'hidden' })
  await expectFocus(button)
  await press(page, ' ')
  await tabTo(question.getByRole('button', { name: 'Revoke' }))
  await press(page, 'Enter')
  await messages(page, /Revoked by/).waitFor()
  // The button is gone: what it was on has the focus.
  await expectFocus(message)

  await tabTo(message.getByRole('link', { name: /1 reply/ }))
  await press(page, 'Enter')
  await expectFocus(page.getByRole('textbox', { name: 'Reply…' }))
  await tabTo(page.getByRole('link', { name: 'Close the thread' }), 'Shift+Tab')
  await press(page, 'Enter')
  await expectFocus(message.getByRole('link', { name: /1 reply/ }))

  const told = privateLines(page, 'Shared Q3.docx')
  await tabTo(told.getByRole('button', { name: 'Dismiss message' }))
  await press(page, 'Enter')
  await told.waitFor({ state: 'detached' })
  await expectFocus(message)
})

test('on the portal a stranger downloads, and a link is deleted, by keyboard alone', async () => {
  await share('alice', 'general', `${FILES.pdf} max 3`)
  const page = await open(`${sandbox().url}/portal`)
  await tabTo(page.getByRole('searchbox', { name: 'Find a file' }))
  await page.keyboard.type('offer')
  await tabTo(page.getByRole('link', { name: /^Offer Acme\.pdf/ }))
  await press(page, 'Enter')
  await expectFocus(page.getByRole('heading', { name: 'Offer Acme.pdf' }))
  const link = links(page, 'Live')
  await tabTo(link.getByLabel('Open as'))
  await press(page, 'ArrowDown')
  await tabTo(link.getByRole('button', { name: 'Download', exact: true }))
  await press(page, 'Enter')
  await link.getByText(/^200, .* received$/).waitFor()
  await trail(page, 'File downloaded').filter({ hasText: 'Safari' }).waitFor()

  await tabTo(page.getByText('Change it in the portal'))
  await press(page, 'Enter')
  const remove = link.getByRole('button', { name: 'Delete link' })
  const question = page.getByRole('alertdialog', { name: 'Delete this link in the portal?' })
  await tabTo(remove)
  await press(page, 'Enter')
  await expectFocus(question.getByRole('button', { name: 'Keep it' }))
  await press(page, 'Escape')
  await expectFocus(remove)
  await press(page, 'Enter')
  await tabTo(question.getByRole('button', { name: 'Delete link' }))
  await press(page, 'Enter')
  await links(page, 'Gone').waitFor()
  await expectFocus(page.getByRole('heading', { name: 'Links' }))

  const slow = page.getByRole('switch', { name: 'Portal slow' })
  await tabTo(slow)
  await press(page, ' ')
  await page.getByText('Going wrong now: Portal slow').waitFor()
  await expectFocus(slow)
  await press(page, ' ')
  await page.getByText('Going wrong now').waitFor({ state: 'detached' })
})
