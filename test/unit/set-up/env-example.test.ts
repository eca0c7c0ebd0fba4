import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { readConfig } from '../../../src/config.ts'
import { variables } from '../../../src/config-variables.ts'

const file = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8')
const LINE = /^(# )?([A-Z][A-Z0-9_]*)=(.*)$/

/** Every variable of the file, with its value; `active` when its line is not commented out. */
const entries = file.split('\n').flatMap((line) => {
  const [, comment, name = '', value = ''] = LINE.exec(line) ?? []
  return name === '' ? [] : [{ name, value, active: comment === undefined }]
})
const schemas: Record<string, z.ZodType> = variables
const commentedOut = entries.filter(({ active }) => !active)
/** What counts when the variable is not set; undefined where nothing does. */
const unset = (name: string): unknown => schemas[name]?.safeParse(undefined).data
const defaulted = commentedOut.filter(({ name }) => unset(name) !== undefined)
const filled = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret-of-the-app',
  DOCSPACE_URL: 'https://acme.onlyoffice.com',
  DOCSPACE_API_KEY: 'sk-1',
}

describe('.env.example', () => {
  it('names every variable that is read, once, and no other', () => {
    expect(entries.map(({ name }) => name).sort()).toEqual(Object.keys(variables).sort())
  })

  it('asks only for what the program cannot start without', () => {
    const active = parseEnv(file)
    expect(Object.values(active).join('')).toBe('')
    const read = readConfig(active)
    const missing = read.ok ? [] : read.faults.map(({ variable }) => variable)
    expect(missing.sort()).toEqual(Object.keys(active).sort())
  })

  it('starts once these are filled in', () => {
    const text = file.replace(/^([A-Z_]+)=$/gm, (_, name: keyof typeof filled) => `${name}=${filled[name]}`)
    expect(readConfig(parseEnv(text))).toMatchObject({ ok: true, config: { unused: [] } })
  })

  it('has defaults to compare', () => {
    expect(defaulted.length).toBeGreaterThan(10)
  })

  it.each(defaulted)('shows the real default of $name', ({ name, value }) => {
    expect(schemas[name]?.safeParse(value)).toEqual({ success: true, data: unset(name) })
  })

  it('gives no value to what has no default', () => {
    const others = commentedOut.filter((entry) => !defaulted.includes(entry))
    expect(others.map(({ name }) => name)).toContain('REDIS_URL')
    expect(others.filter(({ value }) => value !== '')).toEqual([])
  })

  it('changes nothing when all defaults are set', () => {
    const text = file.replace(/^# (?=[A-Z][A-Z0-9_]*=)/gm, '')
    expect(readConfig({ ...parseEnv(text), ...filled })).toEqual(readConfig(filled))
  })
})
