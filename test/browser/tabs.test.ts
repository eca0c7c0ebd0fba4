import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { usePeople } from './support/people.ts'
import { composer, privateLines, write } from './support/slack-page.ts'

const { sandbox, inChannel } = usePeople()

/** Another tab comes in front of this one, or this one comes back: a headless browser shows all of them. */
const look = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  `)

test('eight tabs: the one that is looked at works, and a hidden one is up to date as soon as it is seen', async () => {
  const first = await inChannel('alice', 'general')
  const tabs = [first]
  for (const who of ['alice', 'bob', 'carol', 'doris', 'alice', 'bob', 'alice']) {
    await look(tabs.at(-1) ?? first, 'hidden')
    const tab = await first.context().newPage()
    await tab.goto(`${sandbox().url}/#/${who}/${sandbox().world.slack.channel('general').id}`)
    await composer(tab).waitFor()
    tabs.push(tab)
  }
  const last = tabs.at(-1) ?? first
  await write(last, 'Is anybody there?')
  await last.getByRole('article', { name: 'Alice Arendt' }).getByText('Is anybody there?').waitFor()
  expect(await first.getByText('Is anybody there?').count()).toBe(0)

  await look(last, 'hidden')
  await look(first, 'visible')
  await first.getByText('Is anybody there?').waitFor()
  await write(first, '/sharelink list')
  await privateLines(first, /no live links/).waitFor()
})

test.each([
  ['nobody/C0GENERAL1', 'nobody'],
  ['%E0%A4%A/x', '%E0%A4%A'],
])('the address #/%s says that there is no such person, and asks no further', async (hash, name) => {
  const page = await inChannel('bob', 'random', { allow: [/status of 400/] })
  const words = page.getByText(`There is nobody called “${name}” here.`)
  await page.clock.install()
  await page.evaluate(`location.hash = '#/${hash}'`)
  await words.waitFor()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.clock.runFor(20_000)
  expect(asked).toEqual([])

  await page.reload()
  await words.waitFor()
  await page.getByRole('link', { name: 'Be Alice, in #general' }).click()
  await page.getByRole('textbox', { name: 'Message #general' }).waitFor()
})

test('what did not arrive while the sandbox was away is told until it is back', async () => {
  const page = await inChannel('alice', 'general', { allow: [/ERR_INTERNET_DISCONNECTED/] })
  await page.context().setOffline(true)
  // A stream that is under way does not notice by itself.
  await look(page, 'hidden')
  await look(page, 'visible')
  await page.getByText('The sandbox has stopped.').waitFor()
  await write(page, 'Hello?')
  const told = page.getByRole('alert').filter({ hasText: 'The sandbox does not answer.' })
  await told.waitFor()
  await page.context().setOffline(false)
  await page.getByText('The sandbox has stopped.').waitFor({ state: 'detached' })
  await told.waitFor({ state: 'detached' })
  expect(await composer(page).inputValue()).toBe('Hello?')
})
