import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Json } from '../../sandbox/slack/model.ts'
import { useBrowser } from './support/browser.ts'
import { filledIn, useForms } from './support/form-stage.ts'
import { WHOLE_FORM } from './support/whole-form.ts'

const { url, slack, bot } = useForms()
const { open } = useBrowser()

const openForm = async (options = {}): Promise<Page> => {
  const page = await open(url(), options)
  await slack().person('alice').command('/form', { in: 'general' })
  await page.getByRole('dialog', { name: 'Everything' }).waitFor()
  return page
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

const choose = async (page: Page, field: string, option: string | RegExp): Promise<void> => {
  await page.getByRole('combobox', { name: new RegExp(`^${field}\\b`) }).click()
  await page.getByRole('listbox').getByRole('option', { name: option }).click()
}

const fillRequired = async (page: Page): Promise<void> => {
  await page.getByRole('textbox', { name: 'Name' }).fill('Ann')
  await page.getByRole('textbox', { name: 'Count' }).fill('3')
  await choose(page, 'Span', 'Seven days')
}

/** Where the focus is, in words of the form: block and action. */
const focused = (page: Page) => page.evaluate<string>('document.activeElement?.dataset.field ?? ""')

test('every input, filled by keyboard and pointer, arrives as Slack sends it', async () => {
  bot().script.suggest = () => ({
    options: [
      {
        text: { type: 'plain_text', text: 'Quarterly report' },
        value: '12',
        description: { type: 'plain_text', text: 'Finance' },
      },
    ],
  })
  // The person is in Berlin, the computer is not.
  const page = await openForm({ timezoneId: 'Asia/Tokyo' })
  expect(await focused(page)).toBe('name.it')
  await page.keyboard.type('Ann')
  await page.keyboard.press('Tab')
  await page.keyboard.type('two\nlines')
  await page.keyboard.press('Tab')
  await page.keyboard.type('3')
  await page.getByRole('combobox', { name: 'Span' }).focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  await page.getByRole('combobox', { name: 'File' }).fill('quar')
  await page.getByRole('option', { name: 'Finance' }).click()
  await page.getByLabel(/^End/).fill('2026-07-01T09:30')
  expect(await page.getByText('Europe/Berlin (GMT+2)').count()).toBe(1)
  const extras = page.getByRole('group', { name: 'Extras' })
  await extras.getByRole('checkbox', { name: 'Seven days' }).check()
  await extras.getByRole('checkbox', { name: 'One month' }).press(' ')
  await press(page, 'Hand in')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  const values = filledIn(await bot().arrived('view_submission'))
  const codeOf = (option: unknown) => (option as { value: string }).value
  expect(values).toMatchObject({
    name: 'Ann',
    note: 'two\nlines',
    count: '3',
    file: { value: '12', text: { text: 'Quarterly report' } },
    where: slack().channel('general').id,
    end: Date.parse('2026-07-01T07:30:00Z') / 1000,
  })
  expect(codeOf(values.span)).toBe('30d')
  expect((values.extras as Json[]).map(codeOf)).toEqual(['7d', '30d'])
})

test('what the client can see to be wrong stands beside the field, and nothing is sent', async () => {
  const page = await openForm()
  await press(page, 'Hand in')
  const required = page.getByText('Please complete this required field.')
  await expect.poll(() => required.count()).toBe(3)
  expect(await focused(page)).toBe('name.it')
  await fillRequired(page)
  expect(await required.count()).toBe(0)
  await page.getByRole('textbox', { name: 'Name' }).fill('thirteen char')
  await page.getByRole('textbox', { name: 'Count' }).fill('2.5')
  await press(page, 'Hand in')
  for (const words of ['Please enter no more than 12 characters.', 'Please enter a whole number.'])
    await page.getByText(words).waitFor()
  expect(bot().received.map(({ type }) => type)).toEqual(['command'])
})

test('what the app finds wrong stands beside the field, and a bot that fails is told of', async () => {
  bot().script.submitted = () => ({ response_action: 'errors', errors: { count: 'Only two are left.' } })
  const page = await openForm()
  await fillRequired(page)
  await press(page, 'Hand in')
  await page.getByRole('alert').filter({ hasText: 'Only two are left.' }).waitFor()
  await expect.poll(() => focused(page)).toBe('count.it')
  expect(await page.getByRole('textbox', { name: 'Count' }).getAttribute('aria-invalid')).toBe('true')

  slack().connect('http://127.0.0.1:9')
  await press(page, 'Hand in')
  await page.getByText('We had some trouble connecting. Try again?').waitFor()
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ann')
})

test('a question comes before what cannot be taken back', async () => {
  const page = await openForm()
  const question = page.getByRole('alertdialog', { name: 'Are you sure?' })
  for (const leave of ['Leave it', 'Escape']) {
    await press(page, 'Wipe')
    await question.waitFor()
    // One careless Enter does nothing bad.
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Leave it')
    if (leave === 'Escape') await page.keyboard.press('Escape')
    else await press(page, leave)
    await question.waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe('buttons.wipe')
  }
  expect(bot().received.map(({ type }) => type)).toEqual(['command'])
  await press(page, 'Wipe')
  await press(page, 'Do it')
  expect(await bot().arrived('block_actions')).toMatchObject({ actions: [{ action_id: 'wipe' }] })
})

test('an answer to letters that stand there no more is dropped', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  bot().script.suggest = async (query) => {
    if (query === 'qu') await held
    return { options: [{ text: { type: 'plain_text', text: `Found ${query}` }, value: query }] }
  }
  const page = await openForm()
  const file = page.getByRole('combobox', { name: 'File' })
  const late = page.waitForResponse((response) => response.request().postDataJSON()?.query === 'qu')
  await file.fill('q')
  await page.getByText('Type 2 or more letters to search').first().waitFor()
  await file.fill('qu')
  await bot().arrived('block_suggestion')
  await page.getByText('Searching…').first().waitFor()
  await file.fill('quar')
  await page.getByRole('option', { name: 'Found quar' }).waitFor()
  release()
  await (await late).finished()
  expect(await page.getByRole('listbox').getByRole('option').allTextContents()).toEqual(['Found quar'])
})

test('the app may change the form under the hands: what is typed and the focus stay', async () => {
  bot().script.clicked = (payload, call) => {
    const first = { type: 'header', block_id: 'new', text: { type: 'plain_text', text: 'Something new' } }
    const blocks = [first, ...(WHOLE_FORM.blocks as Json[]).toReversed()]
    return call('views.update', { view_id: (payload.view as Json).id, view: { ...WHOLE_FORM, blocks } })
  }
  const page = await openForm()
  await fillRequired(page)
  await press(page, 'More')
  await page.getByRole('textbox', { name: 'Note' }).pressSequentially('still typing')
  await page.getByText('Something new').waitFor()
  expect(await focused(page)).toBe('note.it')
  await press(page, 'Hand in')
  const { name, count, note } = filledIn(await bot().arrived('view_submission'))
  expect({ name, count, note }).toEqual({ name: 'Ann', count: '3', note: 'still typing' })
})

test('one form over another, opened on a message: Escape leads back step by step', async () => {
  const title = { type: 'plain_text', text: 'Second' }
  const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'On top' } }]
  bot().script.submitted = () => ({ response_action: 'push', view: { type: 'modal', title, blocks } })
  slack().person('bob').say('general', 'Please share this')
  const page = await open(url())
  const message = page.getByRole('article', { name: 'Bob Brown' }).last()
  await message.hover()
  const tools = message.getByRole('button', { name: 'More actions' })
  await tools.click()
  await page.getByRole('menuitem', { name: 'Use in a form' }).click()
  await page.getByRole('dialog', { name: 'Everything' }).waitFor()
  expect(await bot().arrived('message_action')).toMatchObject({ message: { text: 'Please share this' } })
  await fillRequired(page)
  await press(page, 'Hand in')
  const second = page.getByRole('dialog', { name: 'Second' })
  await second.getByText('On top').waitFor()
  await page.keyboard.press('Escape')
  await second.waitFor({ state: 'hidden' })
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ann')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(slack().view('alice')).toBeUndefined()
  expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('More actions')
})
