import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { fileVariables } from '../../../src/config-secret-files.ts'
import { variables } from '../../../src/config-variables.ts'

const dir = mkdtempSync(join(tmpdir(), 'sharelink-secrets-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const keep = (name: string, text: string | Buffer): string => {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}
const NEEDED = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret-of-the-app',
  DOCSPACE_URL: 'https://acme.onlyoffice.com',
  DOCSPACE_API_KEY: 'sk-1',
}
const without = (name: keyof typeof NEEDED) =>
  Object.fromEntries(Object.entries(NEEDED).filter(([each]) => each !== name))
const faultsOf = (env: Record<string, string>) => {
  const read = readConfig(env)
  return read.ok ? [] : read.faults
}

describe('T28 a secret in a file', () => {
  it('is the same as in the variable, without the line end at its end', () => {
    const key = Buffer.alloc(32, 7).toString('base64')
    const read = readConfig({
      ...without('SLACK_BOT_TOKEN'),
      SLACK_BOT_TOKEN_FILE: keep('token', 'xoxb-from-a-file\n'),
      ENCRYPTION_KEY_FILE: keep('key', `${key}\r\n`),
      REDIS_URL_FILE: keep('redis', 'redis://:of-a-file@127.0.0.1:6379'),
    })
    expect(read).toMatchObject({
      ok: true,
      config: {
        slack: { botToken: 'xoxb-from-a-file' },
        encryptionKey: Buffer.alloc(32, 7),
        redis: { url: 'redis://:of-a-file@127.0.0.1:6379' },
        unused: [],
      },
    })
  })

  it.each(fileVariables(Object.keys(variables)))('%s is read', (name) => {
    const missing = join(dir, 'nothing-here')
    const secret = name.replace(/_FILE$/, '')
    const rest = secret in NEEDED ? without(secret as keyof typeof NEEDED) : NEEDED
    expect(faultsOf({ ...rest, [name]: missing })).toContainEqual({
      variable: name,
      found: `a file that cannot be read (ENOENT) at ${missing}`,
      expected: 'the path of a file of text',
    })
  })

  it('is not set twice, nor empty, nor bytes', () => {
    const path = keep('twice', 'sk-2')
    expect(faultsOf({ ...NEEDED, DOCSPACE_API_KEY_FILE: path })).toEqual([
      {
        variable: 'DOCSPACE_API_KEY_FILE',
        found: 'a file, and DOCSPACE_API_KEY too',
        expected: 'one of the two',
      },
    ])
    for (const [name, text, found] of [
      ['empty', '\n', 'an empty file'],
      ['bytes', Buffer.from([0xff, 0xfe, 0x00]), 'a file that is no text'],
    ] as const) {
      const env = { ...without('DOCSPACE_API_KEY'), DOCSPACE_API_KEY_FILE: keep(name, text) }
      expect(faultsOf(env)).toMatchObject([
        { variable: 'DOCSPACE_API_KEY_FILE', found: `${found} at ${env.DOCSPACE_API_KEY_FILE}` },
      ])
    }
  })

  it('is checked like any other, and never shown', () => {
    const faults = faultsOf({
      ...without('SLACK_BOT_TOKEN'),
      SLACK_BOT_TOKEN_FILE: keep('mixed-up', 'xapp-very-secret-text'),
    })
    expect(faults).toMatchObject([{ variable: 'SLACK_BOT_TOKEN' }])
    expect(JSON.stringify(faults)).not.toContain('very-secret-text')
  })
})
