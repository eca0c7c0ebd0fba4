import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const rows = read('docs/troubleshooting.md')
  .split('\n')
  .filter((line) => line.startsWith('|'))
const quoted = rows.flatMap((row) => [...row.matchAll(/"([^"]+)"/g)].map(([, text]) => text ?? ''))

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
)

test('what is quoted for troubles is what the program says', () => {
  const said = [read('docs/messages.md'), ...sources.map((path) => read(join('src', path)))].join('\n')
  expect(quoted.length).toBeGreaterThan(20)
  expect(quoted.filter((text) => !said.includes(text))).toEqual([])
})
