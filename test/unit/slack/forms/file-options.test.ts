import type { Option } from '@slack/types'
import { expect, it } from 'vitest'
import { offerFaults } from '../../../../sandbox/slack/limits/options.ts'
import type { SearchStop } from '../../../../src/domain/search-stop.ts'
import { fileOptions } from '../../../../src/slack/forms/file-options.ts'
import type { FileHit, FileOffer } from '../../../../src/use-cases/search-ports.ts'
import { HOUR, NOW, ORIGIN } from '../../../support/builders.ts'
import { HOSTILE } from '../views/check-view.ts'

const hit = (more: Partial<FileHit> = {}): FileHit => ({
  id: '4821',
  title: 'Q3.docx',
  place: 'Marketing',
  documentsOf: null,
  bytes: null,
  changedAt: NOW - 26 * HOUR,
  ...more,
})

const answerTo = (letters: string, more: Partial<FileOffer> = {}) =>
  fileOptions({ hits: [], stop: null, named: null, problem: null, letters, ...more }, ORIGIN, NOW)

const offered = (hits: readonly FileHit[], stop: SearchStop | null = null): Option[] => {
  const answer = answerTo('q3', { hits, stop })
  expect(offerFaults(answer)).toEqual([])
  return 'options' in answer ? answer.options : answer.option_groups.flatMap(({ options }) => options)
}
const labelOf = (answer: ReturnType<typeof answerTo>) =>
  'options' in answer ? null : answer.option_groups.map(({ label }) => label.text).join()

const NAMES: readonly [what: string, name: string][] = [
  ...HOSTILE,
  ['nothing', ''],
  ['only what cannot be seen', '\u200b\u2060 \u3164'],
  ['several lines', 'a\nb\r\nc\u2028d'],
  ['turned text', 'invoice\u202efdp.exe\u2066x'],
  ['half a character', 'a\ud800b'],
]

it.each(NAMES)('offers a file whose title, place and owner are %s', (_what, name) => {
  const options = offered([hit({ title: name, place: name }), hit({ id: '5', documentsOf: name })])
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

it('says where a file lies, how big it is, and when it was edited, where that is known', () => {
  const [known, unknown, nothing, own] = offered([
    hit({ bytes: 2_140_000 }),
    hit({ id: '2', place: '' }),
    hit({ id: '3', place: '', changedAt: 0 }),
    hit({ id: '4', place: 'My documents', documentsOf: 'Alice', bytes: 1 }),
  ])
  expect(nothing).not.toHaveProperty('description')
  expect(known).toMatchObject({
    value: '4821',
    description: { text: 'Marketing · 2.1 MB · edited 1 day ago' },
  })
  expect(own).toMatchObject({ description: { text: "Alice's documents · 1 byte · edited 1 day ago" } })
  expect(unknown).toMatchObject({ description: { text: 'edited 1 day ago' } })
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

it.each(STOPS)('says why nothing was found, above what to do, as no file: $why', (stop) => {
  const answer = answerTo('q3', { stop })
  expect(offerFaults(answer)).toEqual([])
  expect(answer).toMatchObject({ option_groups: [{ options: [{ value: 'no file' }] }] })
  expect(labelOf(answer)?.length).toBeGreaterThan(5)
})

it('says what was missed, and nothing about "No results"', () => {
  expect(labelOf(answerTo('zzzz'))).toBe('No file named "zzzz" that Sharelink can share')
  const long = answerTo('z'.repeat(300))
  expect(offerFaults(long)).toEqual([])
  expect(labelOf(long)).toMatch(/…" that Sharelink can share$/)
})

it('offers a file that was named by its link or number, though DocSpace is too slow to look at it', () => {
  const link = `${ORIGIN}/doceditor?fileid=4821`
  const answer = answerTo(link, { named: '4821', stop: { why: 'slow' } })
  expect(labelOf(answer)).toBe('DocSpace is slow right now')
  expect(answer).toMatchObject({
    option_groups: [
      { options: [{ text: { text: 'Use this link' }, value: '4821', description: { text: link } }] },
    ],
  })
  // Where it was looked at, there is no such file.
  expect(answerTo(link, { named: '4821' })).toMatchObject({
    option_groups: [{ options: [{ value: 'no file' }] }],
  })
})

it('says what is wrong with a link', () => {
  const answer = answerTo('https://evil.example/x', { problem: 'room-or-folder' })
  expect(offerFaults(answer)).toEqual([])
  expect(answer).toMatchObject({
    option_groups: [{ options: [{ text: { text: "That's a room or folder." }, value: 'no file' }] }],
  })
})

it.each(STOPS)('says below what was found why there may be more: $why', (stop) => {
  const options = offered([hit()], stop)
  expect(options).toMatchObject([{ value: '4821' }, { value: 'no file' }])
  expect(options[1]?.text.text).toMatch(/^There may be more.*\.$/)
})

it('says when searches go on', () => {
  expect(labelOf(answerTo('q3', { stop: { why: 'quota', waitMs: 22_400 } }))).toMatch(/They go on in 23 s$/)
})

it('leaves room for that below as many files as Slack takes', () => {
  const many = Array.from({ length: 200 }, (_, index) => hit({ id: String(index) }))
  const options = offered(many, { why: 'slow' })
  expect(options).toHaveLength(100)
  expect(offerFaults({ options })).toEqual([])
})
