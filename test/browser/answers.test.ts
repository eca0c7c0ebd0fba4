import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { useForms } from './support/form-stage.ts'
import { composer } from './support/slack-page.ts'

const { url, slack, bot } = useForms()
const { open } = useBrowser()

/** A bot that gives the same answer to everything. */
const answering = async (body: string): Promise<string> => {
  const server = createServer((_, response) => response.end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a command whose answer is refused is sent, and the refusal stands in the channel', async () => {
  slack().connect(await answering('{"blocks":[{"type":"zz"}]}'))
  const page = await open(url())
  await composer(page).fill('/form now')
  await composer(page).press('Enter')
  const refused = page.getByRole('log').getByRole('article', { name: 'Sharelink, refused' })
  await refused.getByText('Slack would refuse this: invalid_blocks').waitFor()
  await refused.getByText('unsupported type: zz').waitFor()
  await expect.poll(() => composer(page).inputValue()).toBe('')
  expect(await page.locator('.toasts').getByRole('alert').count()).toBe(0)
})

test('when all forms close at once, the focus is where it was before the first', async () => {
  const view = {
    type: 'modal',
    title: { type: 'plain_text', text: 'Second' },
    submit: { type: 'plain_text', text: 'Finish' },
    blocks: [{ type: 'header', text: { type: 'plain_text', text: 'On top' } }],
  }
  bot().script.submitted = () => ({ response_action: 'push', view })
  bot().script.form = { ...view, title: { type: 'plain_text', text: 'First' } }
  const page = await open(url())
  await composer(page).fill('/form now')
  await composer(page).press('Enter')
  const first = page.getByRole('dialog', { name: 'First' })
  await first.getByRole('button', { name: 'Finish' }).click()
  const second = page.getByRole('dialog', { name: 'Second' })
  await second.waitFor()
  bot().script.submitted = () => ({ response_action: 'clear' })
  await second.getByRole('button', { name: 'Finish' }).click()
  await page.getByRole('dialog').first().waitFor({ state: 'detached' })
  await expect.poll(() => composer(page).and(page.locator(':focus')).count()).toBe(1)
})

test('a screen reader hears how many suggestions there are, and that there are none', async () => {
  const page = await open(url())
  const heard = page.getByRole('status').filter({ hasText: /suggestion/ })
  await composer(page).pressSequentially('/')
  await expect.poll(() => heard.textContent()).toBe('1 suggestion, arrow keys to choose')
  await composer(page).press('Escape')
  await expect.poll(() => heard.textContent()).toBe('No suggestions')
  await composer(page).fill('')
  await heard.waitFor({ state: 'detached' })
})
