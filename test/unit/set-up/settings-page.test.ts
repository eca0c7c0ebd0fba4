import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { settingsPage } from '../../../scripts/settings-page.ts'
import { variables } from '../../../src/config-variables.ts'
import { settings } from '../../../src/config-words.ts'

const schemas: Record<string, z.ZodType> = variables
const described = Object.values(settings).flatMap((group) => Object.entries(group))
const examples = described.flatMap(([name, { example }]) =>
  example === undefined ? [] : [{ name, example }],
)

it('docs/settings.md says what is read now (if not: npm run settings)', () => {
  expect(readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8')).toBe(settingsPage())
})

describe('what is said of settings', () => {
  it('names every variable that is read, once, and no other', () => {
    expect(described.map(([name]) => name).sort()).toEqual(Object.keys(variables).sort())
  })

  it('gives the form of each', () => {
    expect(settingsPage().match(/^- Form: \S/gm)).toHaveLength(described.length)
  })

  it('has an example of each but the keys that everybody makes for themselves', () => {
    const names = examples.map(({ name }) => name)
    expect(described.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([
      'ENCRYPTION_KEY',
      'ENCRYPTION_KEY_PREVIOUS',
    ])
  })

  it.each(examples)('$name=$example is taken', ({ name, example }) => {
    expect(schemas[name]?.safeParse(example)).toMatchObject({ success: true })
  })

  it.each(examples)('$name=$example is not the default', ({ name, example }) => {
    expect(schemas[name]?.safeParse(example).data).not.toEqual(schemas[name]?.safeParse(undefined).data)
  })
})
