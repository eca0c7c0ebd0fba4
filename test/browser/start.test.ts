import { expect, test } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { useSandbox } from './support/sandbox.ts'

const sandbox = useSandbox()
const { open } = useBrowser()

const BOTH = [
  ['/', /· Sharelink sandbox$/],
  ['/portal', /portal/i],
] as const
const SCHEMES = ['light', 'dark'] as const

/** How bright the page's own ground is, 0 to 255. */
const brightness = 'Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])'

test.each(BOTH)('%s comes up, says what it is, and complains of nothing', async (path, title) => {
  const page = await open(`${sandbox().url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(() => page.title()).toMatch(title)
  expect(await page.getByRole('main').count()).toBe(1)
})

test.each(SCHEMES)('both pages follow a system that is %s', async (colorScheme) => {
  for (const [path] of BOTH) {
    const page = await open(`${sandbox().url}${path}`, { colorScheme })
    await page.getByRole('heading').first().waitFor()
    const ground = await page.evaluate<number>(brightness)
    expect(colorScheme === 'light' ? ground > 200 : ground < 60, `${path}: ${ground}`).toBe(true)
  }
})

test.each(BOTH)('%s needs no scrolling to the side in a narrow window', async (path) => {
  const page = await open(`${sandbox().url}${path}`, { viewport: { width: 360, height: 640 } })
  await page.getByRole('heading').first().waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
})
