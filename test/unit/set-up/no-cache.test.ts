import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const ROOT = new URL('../../../', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8')
const scripts = Object.entries((JSON.parse(read('package.json')) as { scripts: object }).scripts)

// tsx keeps compiled code in the folder for temporary files, and runs what it finds there, no matter who put it there.
it.each(scripts.filter(([, script]) => script.includes('tsx')))('npm run %s keeps none', (_, script) => {
  expect(script).toMatch(/^(exec env )?TSX_DISABLE_CACHE=1 node /)
})

it('nor does the Docker image', () => {
  expect(read('Dockerfile')).toMatch(/^ENV .*\bTSX_DISABLE_CACHE=1$/m)
})
