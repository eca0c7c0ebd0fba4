import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const SELF = 'test/unit/set-up/cited-pages.test.ts'

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name))

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const CODE = ['src', 'sandbox', 'test', 'scripts', 'bench']
  .flatMap((folder) => filesIn(folder, /\.[cm]?[jt]sx?$/))
  .filter((file) => file !== SELF)
const PAGES = [...filesIn('docs', /\.md$/), 'README.md', 'CONTRIBUTING.md']

/** A page that is not in the repository, cited by the number of a section. */
const numberedIn = (text: string): string[] =>
  text.match(/\b(?:contract|product|notes|threat(?: model)?)(?:\.md)?(?:,? sections?)?[ -]\d+(?:\.\d+)?/gi) ??
  []

/** What `text` cites: `docs/portal.md, The end` within brackets, several divided by `;`, or only `docs/portal.md`. */
const citedIn = (text: string): { page: string; heading: string | null }[] => {
  const lines = text.replace(/\n\s*(?:\*|\/\/) ?/g, ' ')
  const whole = [...lines.matchAll(/\((docs\/[\w-]+\.md[^()]*)\)/g)].flatMap(([, inside = '']) =>
    inside.split(';').map((one) => {
      const [, page = '', heading] = /^\s*(docs\/[\w-]+\.md)(?:, (.+?))?\s*$/.exec(one) ?? []
      return { page, heading: heading ?? null }
    }),
  )
  const named = [...lines.matchAll(/\bdocs\/[\w-]+\.md/g)].map(([page]) => ({ page, heading: null }))
  return [...whole, ...named]
}

const headingsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading)

const isThere = ({ page, heading }: { page: string; heading: string | null }): boolean =>
  existsSync(join(ROOT, page)) && (heading === null || headingsOf(page).includes(heading))

it('no comment and no page cites a numbered section of a page that is not there', () => {
  const wrong = [...CODE, ...PAGES].flatMap((file) => numberedIn(read(file)).map((what) => ({ file, what })))
  expect(wrong).toEqual([])
})

it('every page and heading that a comment cites is there', () => {
  const cited = CODE.filter((file) => !file.startsWith('test/unit/set-up/')).flatMap((file) =>
    citedIn(read(file)).map((one) => ({ file, ...one })),
  )
  expect(cited.filter(({ heading }) => heading !== null).length).toBeGreaterThan(50)
  expect(cited.filter((one) => !isThere(one))).toEqual([])
})

it.each(['contract 1.3', 'product 5', 'contract section 4', 'threat model 2', 'Notes 3'])(
  'the number in "%s" is found',
  (text) => {
    expect(numberedIn(`Written anew (${text}).`)).toEqual([text])
  },
)

it('a heading is read across lines, and one that is not there is found', () => {
  const text = ' * Ends then (docs/portal.md, The\n * end; docs/counting.md, Nowhere).\n // See docs/none.md.'
  const found = citedIn(text).map((one) => [one.page, one.heading, isThere(one)])
  expect(found).toContainEqual(['docs/portal.md', 'The end', true])
  expect(found).toContainEqual(['docs/counting.md', 'Nowhere', false])
  expect(found).toContainEqual(['docs/none.md', null, false])
})
