import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (name: string): string => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')
const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }

/** What an operator is told to install, by name and version. */
const told = (file: string): [string, string][] =>
  [...read(file).matchAll(/((?:@[a-z-]+\/)?[a-z-]+)@(\d+\.\d+\.\d+)/g)].map(([, name = '', version = '']) => [
    name,
    version,
  ])

it.each(['docs/operate.md', 'src/run.ts'])('%s names packages in the versions that tests use', (file) => {
  const names = told(file)
  expect(names.length).toBeGreaterThan(0)
  for (const [name, version] of names) {
    const tried = devDependencies[name] ?? devDependencies[`${name}-for-tests`]?.replace(`npm:${name}@`, '')
    expect(tried, name).toBe(version)
  }
})
