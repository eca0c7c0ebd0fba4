import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const LINK = /\]\(([^()\s]+)\)|<(?:img|a)\s[^>]*?(?:src|href)="([^"]+)"/g

const pagesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return /^(node_modules|\.\w+)$/.test(entry.name) ? [] : pagesIn(path)
    return entry.name.endsWith('.md') ? [path] : []
  })

const prose = (page: string): string =>
  readFileSync(join(ROOT, page), 'utf8')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]+`/g, (code) => code.replace(/[[\]()]/g, ''))

/** The names that GitHub gives the headings of a page, and the anchors that it sets itself. */
const anchorsOf = (page: string): Set<string> => {
  const text = prose(page)
  const slugs = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, head = '']) =>
    head
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
  const set = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)
  return new Set([...slugs.map((slug, at) => repeated(slugs, slug, at)), ...set])
}

const repeated = (slugs: readonly string[], slug: string, at: number): string => {
  const before = slugs.slice(0, at).filter((one) => one === slug).length
  return before === 0 ? slug : `${slug}-${before}`
}

const isBroken = (page: string, target: string): boolean => {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path))
  if (file.startsWith('..') || !existsSync(join(ROOT, file))) return true
  return anchor !== undefined && (!file.endsWith('.md') || !anchorsOf(file).has(anchor))
}

const pages = pagesIn('.')
const links = pages.flatMap((page) =>
  [...prose(page).matchAll(LINK)]
    .map(([, inline, tag]) => ({ page, target: inline ?? tag ?? '' }))
    .filter(({ target }) => !/^[a-z]+:/.test(target)),
)

it('every relative link of a page leads to a file, and every anchor to a heading', () => {
  expect(links.length).toBeGreaterThan(30)
  expect(links.filter(({ page, target }) => isBroken(page, target))).toEqual([])
})

it.each([
  ['a file that is not there', 'docs/none.md'],
  ['a heading that is not there', 'docs/counting.md#none'],
  ['a file outside the project', '../shared/product.md'],
])('a link to %s is found', (_, target) => {
  expect(isBroken('README.md', target)).toBe(true)
})

it('a heading that stands on a page is found', () => {
  expect(isBroken('docs/portal.md', 'counting.md#what-can-be-forged')).toBe(false)
})

it('README.md names every page', () => {
  const named = links.filter(({ page }) => page === 'README.md').map(({ target }) => target)
  const read = pages.filter((page) => page !== 'README.md' && !page.startsWith('test/'))
  expect(read.filter((page) => !named.includes(page))).toEqual([])
})

it('README.md is short: what is more stands in a page', () => {
  expect(readFileSync(join(ROOT, 'README.md')).length).toBeLessThanOrEqual(12_288)
})

const SOURCES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.includes('node_modules'),
)
const namedIn = (text: string): string[] =>
  [...text.matchAll(/`([\w./-]+\.ts)`/g)].map(([, name]) => name ?? '')
const isThere = (name: string): boolean => SOURCES.some((file) => `/${file}`.endsWith(`/${name}`))

it('every file of code that a page names is there', () => {
  const named = pages.flatMap((page) =>
    namedIn(readFileSync(join(ROOT, page), 'utf8')).map((name) => ({ page, name })),
  )
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter(({ name }) => !isThere(name))).toEqual([])
})

it('a file of code that is not there is found', () => {
  expect(namedIn('as `domain/decide.ts` and `domain/none.ts` say').map(isThere)).toEqual([true, false])
})
