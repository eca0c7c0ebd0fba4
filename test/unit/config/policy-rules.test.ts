import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { policyOf } from '../../../src/domain/policy-of.ts'
import { readRules } from '../../../src/policy-rules.ts'
import { aPolicy, DAY } from '../../support/builders.ts'

const read = (text: string, hasKey = true) => readRules(text, { hasKey })
const good = (text: string) => {
  const got = read(text)
  if (!got.ok) throw new Error(JSON.stringify(got.faults))
  return got.rules
}
const faults = (text: string, hasKey = true): string[] => {
  const got = read(text, hasKey)
  return got.ok
    ? []
    : got.faults.map(({ line, column, found, expected }) => `${line}:${column} ${found}, ${expected}`)
}

describe('a policy file', () => {
  it('says nothing where it is empty, or has comments alone', () => {
    const none = { everywhere: {}, kinds: {}, channels: {}, rooms: {}, presets: {} }
    for (const text of ['', '# nothing yet\n', 'channels:\n  # C0TEAM\n', '{}'])
      expect(good(text)).toEqual(none)
  })

  it('keeps the line of each rule, and ids as they are written', () => {
    expect(good('rooms:\n  007:\n    max_expiry: 1d\n    channels: [c0team]\n')).toMatchObject({
      rooms: {
        '007': { maxExpiryMs: { value: DAY, line: 3 }, channels: { value: ['C0TEAM'], line: 4 } },
      },
    })
  })

  it('names all that is wrong at once, each with its line and column', () => {
    const text = [
      'everywhere:',
      '  max_expiry: soon',
      '  max_download: 3',
      '  password: maybe',
      'kinds:',
      '  secret: {}',
      'channels:',
      '  general:',
      '    downloads: 0',
      'rooms: [12]',
      'evrywhere: {}',
    ].join('\n')
    expect(faults(text).sort()).toEqual(
      [
        '2:15 "soon", a duration of at least 1s, such as 90s, 10m, 36h or 7d',
        '3:3 "max_download", a name that Sharelink does not know here, max_downloads, if that is meant',
        '4:13 "maybe", one of required, generated',
        '6:3 "secret", a name that Sharelink does not know here, one of public, private, external, guests, direct',
        '8:3 "general", a Slack channel id (C…, G… or D…) in capitals',
        '9:16 "0", a whole number from 1 to 1000000',
        '10:8 a list, names with values, one to a line',
        '11:1 "evrywhere", a name that Sharelink does not know here, everywhere, if that is meant',
      ].sort(),
    )
  })

  it.each([
    ['a name twice', 'everywhere:\n  exact: true\n  exact: false\n', /^3:3 /],
    ['a line that is none', 'everywhere:\n  max_expiry: 1d\n exact: true\n', /^3:1 /],
    [
      'aliases that grow without end',
      `a: &a [x]\n${'bcdefghij'
        .split('')
        .map((id, n) => `${id}: &${id} [${`*${'abcdefghi'[n]},`.repeat(9)}]`)
        .join('\n')}`,
      /^1:1 /,
    ],
  ])('that has %s is none', (_what, text, fault) => {
    expect(faults(text)[0]).toMatch(fault)
  })

  it('cannot ask for passwords without a key to keep them', () => {
    const text = 'kinds:\n  external:\n    password: generated\n'
    expect(faults(text, true)).toEqual([])
    expect(faults(text, false)).toEqual([expect.stringMatching(/^3:5 .*ENCRYPTION_KEY/)])
  })
})

describe('docs/policy.md', () => {
  const page = readFileSync(new URL('../../../docs/policy.md', import.meta.url), 'utf8')
  const examples = [...page.matchAll(/### (.+)\n[^#]*?```yaml\n([\s\S]*?)```/g)]
  const example = (name: string) => {
    const found = examples.find(([, title]) => title === name)
    return good(found?.[2] ?? '')
  }
  const at = (kinds: ('public' | 'private' | 'external')[], id = 'C0TEAM') => ({ id, kinds })

  it('has three examples, which load', () => {
    expect(examples.map(([, title]) => title)).toEqual(['An agency', 'A law firm', 'A school'])
    for (const [, title] of examples) expect(example(title ?? '').everywhere).not.toEqual({})
  })

  it('An agency: channels that are shared have stricter rules, and there are presets', () => {
    const rules = example('An agency')
    const facts = { person: null, rooms: null }
    const inside = policyOf(aPolicy(), rules, { ...facts, channel: at(['public']) })
    const outside = policyOf(aPolicy(), rules, { ...facts, channel: at(['public', 'external']) })
    expect(inside).toMatchObject({
      maxExpiryMs: 30 * DAY,
      maxLifeMs: 90 * DAY,
      exactOnly: false,
      highestLimit: null,
    })
    expect(outside).toMatchObject({
      maxExpiryMs: 7 * DAY,
      maxLifeMs: 90 * DAY,
      exactOnly: true,
      highestLimit: 5,
    })
    expect(Object.keys(inside.presets)).toEqual(['client', 'review'])
  })

  it('A law firm: lawyers alone, and a matter in its channel', () => {
    const rules = example('A law firm')
    const facts = { channel: at(['private']), rooms: ['77', '5120'] }
    const barred = (person: { id: string; groups: string[] }) =>
      policyOf(aPolicy(), rules, { ...facts, person }).barred.map(({ rule }) => rule)
    expect(barred({ id: 'U0BOB', groups: [] })).toEqual(['makers', 'ALLOWED_CHANNELS'])
    expect(barred({ id: 'U0BOB', groups: ['S0LAWYERS'] })).toEqual(['ALLOWED_CHANNELS'])
    expect(barred({ id: 'U0CLERK', groups: [] })).toEqual(['ALLOWED_CHANNELS'])
    const there = {
      person: { id: 'U0CLERK', groups: [] },
      channel: at(['private'], 'C0DOE'),
      rooms: ['5120'],
    }
    expect(policyOf(aPolicy(), rules, there)).toMatchObject({
      barred: [],
      generatesPassword: true,
      onlyLimit: 1,
      maxExpiryMs: 2 * DAY,
    })
  })

  it('A school: exams are view only, and nothing leaves the two rooms', () => {
    const rules = example('A school')
    const of = (rooms: string[]) => policyOf(aPolicy(), rules, { person: null, channel: null, rooms })
    expect(of(['211'])).toMatchObject({ viewOnly: true, maxExpiryMs: DAY, barred: [] })
    expect(of(['210'])).toMatchObject({ viewOnly: false, maxExpiryMs: 60 * DAY, barred: [] })
    expect(of(['9']).barred).toMatchObject([{ rule: 'ALLOWED_ROOMS' }])
  })
})
