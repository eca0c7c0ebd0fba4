import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { fileBytes } from '../support/file-server.ts'
import { cheapHash, openGateStage } from '../support/gate-stage.ts'
import { type OpenOptions, useBrowser } from './support/browser.ts'
import { contrastOf } from './support/colours.ts'

const { open } = useBrowser()
let stage: Awaited<ReturnType<typeof openGateStage>>
beforeEach(async () => {
  stage = await openGateStage(inject('redisSocket'))
})
afterEach(() => stage.close())

const MARKUP = '<img src=x onerror=alert(1)>_für_Björn.docx'
/** Chromium says so of each page that is not 200. */
const allow = [/status of (403|404|410)/]
const visit = (options: OpenOptions = {}, path = stage.page) =>
  open(stage.origin + path, { allow, ...options })

const pressed = async (page: Page, press = () => page.getByRole('button', { name: /^Download/ }).click()) => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

const expectFits = async (page: Page): Promise<void> => {
  const { width = 0 } = page.viewportSize() ?? {}
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
}

const expectReadable = async (page: Page): Promise<void> => {
  const weak: string[] = []
  for (const place of await page.locator('h1, p, dt, dd, label, button, .button').all()) {
    const contrast = await contrastOf(place)
    if (contrast < 4.5) weak.push(`${await place.textContent()}: ${contrast.toFixed(2)}`)
  }
  expect(weak).toEqual([])
}

describe.each([
  { width: 320, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const)('at $width px, $colorScheme', ({ width, colorScheme }) => {
  const narrow = { viewport: { width, height: 640 }, colorScheme }

  test('the page of a file fits and can be read, and gives the file under its name', async () => {
    await stage.put({ file: { id: '1', title: MARKUP } })
    const page = await visit(narrow)
    expect(await page.getByRole('heading').textContent()).toBe(MARKUP)
    await page.getByText('3 of 3').waitFor()
    await expectFits(page)
    await expectReadable(page)
    const { name, bytes } = await pressed(page)
    expect(name).toMatch(/_für_Björn\.docx$/)
    expect(bytes.equals(fileBytes(0, 1_000))).toBe(true)
    expect(await stage.taken()).toBe(1)
  })

  test('a wrong password is told beside its field, the right one gives the file', async () => {
    await stage.put({ passwordHash: cheapHash('secret') })
    const page = await visit(narrow)
    await page.getByLabel('Password').fill('Secret')
    await page.getByRole('button', { name: 'Download' }).click()
    await page.getByRole('alert').getByText("That isn't the password").waitFor()
    await expectFits(page)
    await expectReadable(page)
    expect(await stage.taken()).toBe(0)
    await page.getByLabel('Password').fill('secret')
    expect((await pressed(page)).name).toBe('Q3 report.docx')
  })

  test('the pages that say why there is nothing fit', async () => {
    await stage.put({})
    const late = await stage.claim()
    for (const [heading, path, change] of [
      ['There is nothing here', `${stage.page.slice(0, -1)}!`, {}],
      ['All downloads are taken', stage.page, { terms: { ...stage.share.terms, limit: 1 } }],
      ['This link is closed', late, { state: 'revoking', end: { reason: 'manual', by: null } }],
    ] as const) {
      await stage.change(change)
      const page = await visit(narrow, path)
      expect(await page.getByRole('heading').textContent()).toBe(heading)
      await expectFits(page)
    }
  })
})

test('the keyboard alone is enough, and so is a browser without JavaScript', async () => {
  await stage.put({ passwordHash: cheapHash('secret') })
  const page = await visit({ javaScriptEnabled: false })
  await page.keyboard.press('Tab')
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  // The field has the focus again.
  await page.keyboard.type('secret')
  await page.keyboard.press('Tab')
  const { name } = await pressed(page, () => page.keyboard.press('Enter'))
  expect(name).toBe('Q3 report.docx')
})

test('who has taken the last download may fetch it again, and the next one is told', async () => {
  await stage.put({ terms: { ...stage.share.terms, limit: 1 } })
  const page = await visit()
  await pressed(page)
  await page.reload()
  await page.getByText('Yours is the only one').waitFor()
  expect((await pressed(page)).bytes).toHaveLength(1_000)
  expect(await stage.taken()).toBe(1)
  const next = await visit()
  expect(await next.getByRole('heading').textContent()).toBe('All downloads are taken')
  expect(await next.getByText('ask Alice').count()).toBe(1)
})
