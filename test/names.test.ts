import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

const DECLARED =
  /^export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|class|interface|type|enum|function\s*\*?)\s*\b([\w$]+)/gm
const LISTED = /^export\s+(?:type\s+)?\{([^}]*)\}(?!\s*from)/gm

/** The names that a module gives to what is its own; what it passes on from another has its name there. */
const namesIn = (text: string): string[] => [
  ...new Set([
    ...[...text.matchAll(DECLARED)].map(([, name = '']) => name),
    ...[...text.matchAll(LISTED)]
      .flatMap(([, list = '']) => list.split(','))
      .map((item) => item.trim().split(/\s+/).at(-1) ?? '')
      .filter((name) => name !== ''),
  ]),
]

const modules = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }))

describe('the reader of names', () => {
  it('reads every way of exporting', () => {
    const text = [
      'export const a = 1',
      'export async function* b() {}',
      'export class C {}',
      'export interface D {}',
      'export type E<T> = T',
      'export type { F } from "./f.ts"',
      'export * from "./g.ts"',
      'const h = 1, i = 2',
      'export {',
      '  h,',
      '  i as j,',
      '}',
      'export const D = {}',
    ].join('\n')
    expect(namesIn(text)).toEqual(['a', 'b', 'C', 'D', 'E', 'h', 'j'])
  })

  it('has found the program, which exports in no other way', () => {
    expect(modules.flatMap(({ text }) => namesIn(text)).length).toBeGreaterThan(500)
    const unread = /^export\s+(?:default\b|(?:const|let)\s*[[{])/m
    expect(modules.filter(({ text }) => unread.test(text)).map(({ file }) => file)).toEqual([])
  })
})

it('no exported name means two things', () => {
  const homes = new Map<string, string[]>()
  for (const { file, text } of modules) {
    for (const name of namesIn(text)) homes.set(name, [...(homes.get(name) ?? []), file])
  }
  expect([...homes].filter(([, files]) => files.length > 1)).toEqual([])
})
