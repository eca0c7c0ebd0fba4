import { expect, it } from 'vitest'
import { offerFaults } from '../../../sandbox/slack/limits/options.ts'
import { fileOptions } from '../../../src/slack/forms/file-options.ts'
import type { FileHit } from '../../../src/use-cases/ports.ts'
import { HOSTILE } from '../views/check-view.ts'

const hit = (more: Partial<FileHit> = {}): FileHit => ({
  id: '4821',
  title: 'Q3.docx',
  place: 'Marketing',
  changedAt: 0,
  ...more,
})

const NAMES: readonly [what: string, name: string][] = [
  ...HOSTILE,
  ['nothing', ''],
  ['only what cannot be seen', '\u200b\u2060 \u3164'],
  ['several lines', 'a\nb\r\nc\u2028d'],
  ['turned text', 'invoice\u202efdp.exe\u2066x'],
  ['half a character', 'a\ud800b'],
]

it.each(NAMES)('offers a file whose title and place are %s', (_what, name) => {
  const options = fileOptions([hit({ title: name, place: name })])
  expect(offerFaults({ options })).toEqual([])
  for (const text of options.flatMap((option) => [option.text, option.description])) {
    if (text === undefined) continue
    expect(text).toMatchObject({ type: 'plain_text', emoji: false })
    expect(text.text.trim()).not.toBe('')
    expect(text.text).not.toMatch(/[\p{Cc}\u2028\u202a-\u202e\u2066-\u2069]/u)
    expect(text.text.isWellFormed()).toBe(true)
  }
})

it('cuts a title by whole characters, at 75', () => {
  const [option] = fileOptions([hit({ title: '📄'.repeat(300) })])
  expect(option?.text.text).toBe(`${'📄'.repeat(74)}…`)
})

it('says where a file lies, where that is known', () => {
  const [known, unknown] = fileOptions([hit(), hit({ id: '2', place: '' })])
  expect(known).toMatchObject({ value: '4821', description: { text: 'Marketing' } })
  expect(unknown).not.toHaveProperty('description')
})

it('leaves out a file whose id does not fit, and keeps third-party ids', () => {
  const fits = `sbox-12-${'x'.repeat(67)}`
  expect(fileOptions([hit({ id: fits }), hit({ id: `${fits}y` })]).map(({ value }) => value)).toEqual([fits])
})
