import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readEnvFile, readEnvText } from '../../../src/env-file.ts'

const RULE = { REQUIRE_PASSWORD: 'true' }

describe('ways in which people write a line', () => {
  it.each([
    'REQUIRE_PASSWORD=true',
    'REQUIRE_PASSWORD = true',
    '  REQUIRE_PASSWORD=true  ',
    '\tREQUIRE_PASSWORD=\ttrue',
    'REQUIRE_PASSWORD="true"',
    "REQUIRE_PASSWORD='true'",
    'REQUIRE_PASSWORD=`true`',
    'REQUIRE_PASSWORD: true',
    'export REQUIRE_PASSWORD=true',
    'REQUIRE_PASSWORD=true # every link',
    'REQUIRE_PASSWORD="true" # every link',
    'REQUIRE_PASSWORD="true"# every link',
    'REQUIRE_PASSWORD=true\r',
    '\uFEFFREQUIRE_PASSWORD=true',
    '\u00A0REQUIRE_PASSWORD=true\u00A0',
  ])('%j', (line) => {
    expect(readEnvText(line)).toEqual({ values: RULE, faults: [] })
  })

  it.each([
    ['a line of blanks', '   '],
    ['a line of a tab', '\t'],
    ['an empty one', ''],
    ['an empty value', 'BURST_WINDOW='],
    ['an empty value and blanks', 'BURST_WINDOW=   '],
    ['an empty value in quotes', 'BURST_WINDOW=""'],
    ['an empty value and a comment', 'BURST_WINDOW= # the default'],
    ['a comment', '# BURST_WINDOW=2s'],
    ['a comment with a quote', "# it's"],
    ['an indented comment', '   # BURST_WINDOW=2s'],
    ['the same once more', 'REQUIRE_PASSWORD=true'],
    ['an empty one of the same name', 'REQUIRE_PASSWORD='],
  ])('%s next to it takes nothing away', (_, line) => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(readEnvText(`${line}${end}REQUIRE_PASSWORD=true`)).toEqual({ values: RULE, faults: [] })
      expect(readEnvText(`REQUIRE_PASSWORD=true${end}${line}${end}`)).toEqual({ values: RULE, faults: [] })
    }
  })

  it('keeps what a value consists of', () => {
    const lines = [
      'REDIS_URL="redis://:pa#ss@redis.example:6379"',
      "DOCSPACE_WEBHOOK_SECRET='two words = $one'",
      'ALLOWED_ROOMS=17, 18',
      'ENCRYPTION_KEY=AAAA/+==',
    ]
    expect(readEnvText(lines.join('\n'))).toEqual({
      values: {
        REDIS_URL: 'redis://:pa#ss@redis.example:6379',
        DOCSPACE_WEBHOOK_SECRET: 'two words = $one',
        ALLOWED_ROOMS: '17, 18',
        ENCRYPTION_KEY: 'AAAA/+==',
      },
      faults: [],
    })
  })
})

describe('a line that would be lost, or only guessed at, is named', () => {
  it.each([
    'REQUIRE_PASSWORD',
    'REQUIRE_PASSWORD true',
    'REQUIRE PASSWORD=true',
    'REQUIRE_PASSWORD:true',
    'export REQUIRE_PASSWORD',
    'set REQUIRE_PASSWORD=true',
    '$env:REQUIRE_PASSWORD="true"',
    '// REQUIRE_PASSWORD=true',
    '; a comment',
    '- REQUIRE_PASSWORD=true',
    '[rules]',
    '\u200BREQUIRE_PASSWORD=true',
    '=true',
    'REQUIRE_PASSWORD="true',
    "REQUIRE_PASSWORD='true",
    'REQUIRE_PASSWORD="true" yes',
    'REQUIRE_PASSWORD="tr"ue"',
    'REQUIRE_PASSWORD="a\\"b"',
    'REQUIRE_PASSWORD=“true”',
    'ADMIN_CHANNEL=#alerts',
    'REDIS_URL=redis://:hunter2#x@redis.example',
    'REDIS_URL=redis://:hunter2#x@redis.example # ours',
    'R\0E\0Q\0=\0t\0',
  ])('%j', (line) => {
    const { values, faults } = readEnvText(`ROLE=all\n${line}\nHOST=::1`)
    expect(faults).toEqual([
      { variable: '.env line 2', found: expect.any(String), expected: expect.any(String) },
    ])
    expect(values).toEqual({ ROLE: 'all', HOST: '::1' })
    expect(JSON.stringify(faults)).not.toMatch(/hunter2|true|alerts/)
  })

  it('a value that began in another line', () => {
    const text = 'DOCSPACE_WEBHOOK_SECRET="hunter2\nREQUIRE_PASSWORD=true\n"\n'
    expect(readEnvText(text).faults.map(({ variable }) => variable)).toEqual(['.env line 1', '.env line 3'])
  })

  it('two values of one variable', () => {
    const { faults } = readEnvText('REQUIRE_PASSWORD=true\n\nREQUIRE_PASSWORD=false')
    expect(faults).toEqual([
      { variable: '.env line 3', found: 'another value of REQUIRE_PASSWORD', expected: expect.any(String) },
    ])
  })

  it('a secret in place of a name is not repeated', () => {
    for (const line of ['xoxb-1-hunter2="', `${'hunter2'.repeat(7)}=#x`, 'hunter2_key="x']) {
      expect(JSON.stringify(readEnvText(line))).not.toContain('hunter2')
      expect(readEnvText(line).faults).toHaveLength(1)
    }
  })
})

describe('the file', () => {
  const file = (bytes: string | Buffer): string => {
    const dir = mkdtempSync(join(tmpdir(), 'sharelink-env-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    writeFileSync(join(dir, '.env'), bytes)
    return join(dir, '.env')
  }

  it('may be missing', () => {
    expect(readEnvFile(join(file(''), '..', 'none'))).toEqual({ values: {}, faults: [] })
  })

  it('is read with and without a mark of its byte order', () => {
    expect(readEnvFile(file('\uFEFFREQUIRE_PASSWORD=true\n')).values).toEqual(RULE)
    expect(readEnvFile(file('REQUIRE_PASSWORD=true\n')).values).toEqual(RULE)
  })

  it.each([
    ['in UTF-16', () => file(Buffer.from('\uFEFFREQUIRE_PASSWORD=true', 'utf16le'))],
    ['of bytes that are no text', () => file(Buffer.from([0x41, 0x3d, 0xff]))],
    ['that is a folder', () => join(file(''), '..')],
  ])('%s is a fault', (_, place) => {
    expect(readEnvFile(place())).toEqual({
      values: {},
      faults: [
        { variable: expect.any(String), found: expect.any(String), expected: 'a file of text in UTF-8' },
      ],
    })
  })
})
