import { expect, it } from 'vitest'
import { offerFaults } from '../../../../sandbox/slack/limits/options.ts'
import type { SearchStop } from '../../../../src/domain/search-stop.ts'
import { fileOptions } from '../../../../src/slack/forms/file-options.ts'
import type { FileHit } from '../../../../src/use-cases/search-ports.ts'
import { HOSTILE } from '../views/check-view.ts'

const hit = (more: Partial<FileHit> = {}): FileHit => ({
  id: '4821',
  title: 'Q3.docx',
  place: 'Marketing',
  changedAt: 0,
  ...more,
})

const offered = (hits: readonly FileHit[], stop: SearchStop | null = null) => fileOptions({ hits, stop })

const NAMES: readonly [what: string, name: string][] = [
  ...HOSTILE,
  ['nothing', ''],
  ['only what cannot be seen', '\u200b\u2060 \u3164'],
  ['several lines', 'a\nb\r\nc\u2028d'],
  ['turned text', 'invoice\u202efdp.exe\u2066x'],
  ['half a character', 'a\ud800b'],
]

it.each(NAMES)('offers a file whose title and place are %s', (_what, name) => {
  const options = offered([hit({ title: name, place: name })])
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
  const [option] = offered([hit({ title: '📄'.repeat(300) })])
  expect(option?.text.text).toBe(`${'📄'.repeat(74)}…`)
})

it('says where a file lies, where that is known', () => {
  const [known, unknown] = offered([hit(), hit({ id: '2', place: '' })])
  expect(known).toMatchObject({ value: '4821', description: { text: 'Marketing' } })
  expect(unknown).not.toHaveProperty('description')
})

it('leaves out a file whose id does not fit, and keeps third-party ids', () => {
  const fits = `sbox-12-${'x'.repeat(67)}`
  expect(offered([hit({ id: fits }), hit({ id: `${fits}y` })]).map(({ value }) => value)).toEqual([fits])
})

const STOPS: SearchStop[] = [
  ...(['letters', 'rooms', 'slow', 'down', 'busy', 'closed', 'crowded', 'newer', 'broken'] as const).map(
    (why) => ({ why }),
  ),
  { why: 'quota', waitMs: 59_999 },
]

it.each(STOPS)('says why nothing was found, as no file: $why', (stop) => {
  const options = offered([], stop)
  expect(options).toMatchObject([{ value: 'no file' }])
  expect(offerFaults({ options })).toEqual([])
  expect(options[0]?.text.text).not.toContain('…')
})

it.each(STOPS)('says below what was found why there may be more: $why', (stop) => {
  const options = offered([hit()], stop)
  expect(options).toMatchObject([{ value: '4821' }, { value: 'no file' }])
  expect(options[1]?.text.text).toMatch(/^There may be more.*\.$/)
})

it('says when searches go on', () => {
  expect(offered([], { why: 'quota', waitMs: 22_400 })[0]?.text.text).toBe(
    'That was a lot of searches. They go on in 23 s; or paste its address.',
  )
})

it('leaves room for that below as many files as Slack takes', () => {
  const many = Array.from({ length: 200 }, (_, index) => hit({ id: String(index) }))
  const options = offered(many, { why: 'slow' })
  expect(options).toHaveLength(100)
  expect(offerFaults({ options })).toEqual([])
})

it('has nothing to offer where there is nothing', () => {
  expect(offered([])).toEqual([])
})
