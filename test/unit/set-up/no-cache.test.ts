import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const ROOT = new URL('../../../', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const ofNode = Object.entries(scripts).filter(([, script]) => /node .*\.ts/.test(script))

// tsx keeps compiled code in the folder for temporary files, and runs what it finds there, no matter who put it there.
it.each(ofNode)('npm run %s loads tsx only in the way that keeps none', (_, script) => {
  expect(script).toMatch(/ --import \.\/src\/typescript\.mjs [\w/-]+\.ts$/)
})

it('which says so before it loads tsx', () => {
  expect(read('src/typescript.mjs')).toMatch(/process\.env\.TSX_DISABLE_CACHE = '1'\n.*import\('tsx'\)/s)
})
