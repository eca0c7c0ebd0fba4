import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { download, links, trail, turn } from './support/portal-page.ts'
import { messages, write } from './support/slack-page.ts'

const { inChannel, atFile, share } = usePeople()

const narrow = { viewport: { width: 360, height: 640 } }

/** What can be seen only by scrolling to the side, or not at all. */
const STICKING_OUT = `[...document.querySelectorAll('body *')]
  .filter((element) => element.checkVisibility() && !element.closest('pre, .unseen'))
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect()
    return width > 0 && (left < -0.5 || right > innerWidth + 0.5)
  })
  .map(({ tagName, className, textContent }) => [tagName, className, textContent.slice(0, 40)].join(' '))`

const expectFits = async (page: Page): Promise<void> => {
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  expect(await page.evaluate(STICKING_OUT)).toEqual([])
}

test('Slack in a narrow window: every panel takes the place of the other, and nothing sticks out', async () => {
  await share('alice', 'general', `${FILES.longName} max 3 note ${'abcdefghij'.repeat(12)}`)
  const page = await inChannel('alice', 'random', narrow)
  const conversations = page.getByRole('navigation', { name: 'Conversations' })
  expect(await conversations.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Conversations' }).click()
  await expectFits(page)
  await conversations.getByRole('link', { name: /^general/ }).click()
  await conversations.waitFor({ state: 'hidden' })
  const message = messages(page, 'Shared by @Alice Arendt')
  await message.waitFor()
  // Most of the little room is for the messages.
  const hint = page.getByRole('complementary', { name: 'What to try first' })
  expect((await hint.boundingBox())?.height).toBeLessThan(60)
  await hint.getByText(`/sharelink ${FILES.report}`).waitFor()
  await write(page, '/sharelink help')
  await page.getByText('Share a DocSpace file with a link that expires').waitFor()
  await expectFits(page)

  await message.getByRole('button', { name: /^Revoke/ }).click()
  await page.getByRole('alertdialog').waitFor()
  await expectFits(page)
  await page.getByRole('button', { name: 'Cancel' }).click()

  const { href } = await message.getByRole('link', { name: 'Download' }).evaluate(({ href }) => ({ href }))
  expect((await fetch(href)).status).toBe(200)
  await message.getByRole('link', { name: /1 reply/ }).click()
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText('Downloaded (1 of 3).').waitFor()
  await expectFits(page)
  await thread.getByRole('link', { name: 'Close the thread' }).click()
  await thread.waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: /^What Slack saw/ }).click()
  const saw = page.getByRole('complementary', { name: 'What Slack saw' })
  await saw.getByText('chat.postMessage').first().click()
  await expectFits(page)
  await saw.getByRole('button', { name: 'Close what Slack saw' }).click()
  await saw.waitFor({ state: 'hidden' })
  await message.waitFor()
})

test('the portal in a narrow window: everything stands below one another, and nothing sticks out', async () => {
  await share('alice', 'general', `${FILES.longName} max 3 note ${'abcdefghij'.repeat(12)}`)
  const page = await atFile(FILES.longName, { ...narrow, allow: [/status of 502/] })
  const link = links(page, 'Live').first()
  await download(link, 'Stranger 1:')
  await trail(page, 'File downloaded').first().waitFor()
  for (const details of ['Its addresses', 'Change it in the portal']) await link.getByText(details).click()
  for (const place of [
    page.getByRole('navigation', { name: 'Files' }),
    link,
    page.getByRole('region', { name: 'Audit trail' }),
    page.getByRole('region', { name: 'What goes wrong in life' }),
  ]) {
    await place.scrollIntoViewIfNeeded()
    expect(await place.isVisible()).toBe(true)
  }
  await expectFits(page)
  await turn(page, 'Portal down', true)
  await download(link, 'Stranger 2:')
  await expectFits(page)
  await turn(page, 'Portal down', false)
  await link.getByRole('button', { name: 'Delete link' }).click()
  await page.getByRole('alertdialog').waitFor()
  await expectFits(page)
})
