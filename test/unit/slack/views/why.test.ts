import { describe, expect, it } from 'vitest'
import { viewFaults as modalFaults } from '../../../../sandbox/slack/limits/view.ts'
import type { Answer, JudgedEvent } from '../../../../src/domain/answer.ts'
import { DETAILS, WHY } from '../../../../src/slack/views/actions.ts'
import { modalView } from '../../../../src/slack/views/modal-view.ts'
import { whyView } from '../../../../src/slack/views/why.ts'
import { aShare, MINUTE, NOW } from '../../../support/builders.ts'
import { buttonsOf, DECEIVING, HOSTILE, viewFaults } from './check-view.ts'

type Why = Extract<Answer, { kind: 'why' }>

const anEvent = (over: Partial<JudgedEvent> = {}): JudgedEvent => ({
  id: 90_412,
  at: NOW - MINUTE,
  actionId: 5009,
  verdict: 'counted',
  place: '',
  browser: 'Chrome 138',
  platform: 'Windows 10',
  ...over,
})
const page = (shown: number, over: Partial<Why> = {}): Why => ({
  kind: 'why',
  share: aShare({ downloads: 3 }),
  events: Array.from({ length: shown }, (_, index) => anEvent({ id: 90_412 + index })),
  counted: 3,
  total: shown,
  older: 0,
  hidden: 0,
  viewsCut: false,
  timeZone: 'Etc/UTC',
  skip: 0,
  bound: null,
  usual: null,
  replace: false,
  ...over,
})
const actions = (answer: Why) => buttonsOf(whyView(answer)).map(({ action_id: id, value }) => [id, value])

it('adds up, then tells each event', () => {
  const answer = page(0, {
    events: [
      anEvent({ id: 5, verdict: 'other-link', browser: 'Firefox 128', platform: 'Linux' }),
      anEvent({ id: 4, actionId: 5010 }),
      anEvent({ id: 3, actionId: 5062, verdict: 'burst' }),
      anEvent({ id: 2, actionId: 5064 }),
    ],
    counted: 2,
    total: 4,
  })
  const lines = whyView(answer).text.split('\n')
  expect(lines.slice(0, 3)).toEqual([
    'Q3 report.docx',
    '2 counted of 4 events · 3 of 3 downloads · ID K7M4QX',
    'Newest first:',
  ])
  expect(lines[3]).toMatch(/^<!date\^\d+\^\{date_long_pretty\}\|2026-11-23 UTC>$/)
  expect(lines[4]).toMatch(/^• <!date.*> · Firefox 128 on Linux · not counted \(another link\) · #5$/)
  expect(lines[5]).toMatch(/^• <!date.* · counted · in another format · #4$/)
  expect(lines[6]).toMatch(/^• <!date.* · not counted \(double click\) · an older version · #3$/)
  expect(lines[7]).toMatch(/^• <!date.* · counted · by action=view, which gives the whole file too · #2$/)
})

it('R13: says what is counted and not listed', () => {
  const { text } = whyView(page(15, { total: 140, older: 19_860, counted: 18_765 }))
  expect(text).toContain('18,765 counted of 20,000 events')
  expect(text).toContain('19,860 older events are in that sum, but no longer listed.')
  expect(text).toContain('Newest first (1 to 15):')
  expect(whyView(page(1, { older: 1 })).text).toContain('1 older event is in that sum')
})

it('says when there is nothing', () => {
  const view = whyView(page(0, { counted: 0 }))
  expect(view.text).toContain('0 counted of 0 events')
  expect(view.text).toContain('No downloads yet.')
  expect(viewFaults(view)).toEqual([])
})

it.each<[hidden: number, said: string]>([
  [1, "1 event of other links and DocSpace members isn't shown."],
  [1_200, "1,200 events of other links and DocSpace members aren't shown."],
])('says how many events are not for the reader: %d', (hidden, said) => {
  expect(whyView(page(1, { hidden })).text.split('\n')[2]).toBe(said)
  const none = whyView(page(0, { counted: 0, hidden }))
  expect(none.text).toContain(said)
  expect(none.text).toContain('No downloads by this link yet.')
})

describe('pages', () => {
  const details = [DETAILS, 'K7M4QX']
  it.each<[shown: number, total: number, skip: number, buttons: string[][]]>([
    [1, 1, 0, [details]],
    [15, 15, 0, [details]],
    [15, 500, 0, [details, [`${WHY}:older`, 'K7M4QX 15']]],
    [15, 500, 30, [details, [`${WHY}:newer`, 'K7M4QX 15'], [`${WHY}:older`, 'K7M4QX 45']]],
    [5, 500, 495, [details, [`${WHY}:newer`, 'K7M4QX 480']]],
  ])('%d of %d after %d', (shown, total, skip, buttons) => {
    const answer = page(shown, { total, skip })
    expect(actions(answer)).toEqual(buttons)
    const view = whyView(answer)
    expect(viewFaults(view)).toEqual([])
    if (shown < total) expect(view.text).toContain(`Newest first (${skip + 1} to ${skip + shown}):`)
  })

  it.each([...HOSTILE, ...DECEIVING])(
    'fit, and leave nothing out for good, whatever is called %s',
    (_, name) => {
      const events = page(15).events.map((event) => ({
        ...event,
        place: name,
        browser: name,
        platform: name,
      }))
      const share = aShare({ file: { id: '1', title: name } })
      const answer = page(15, { share, events, total: 500, skip: 30 })
      const view = whyView(answer)
      expect(viewFaults(view)).toEqual([])
      expect(modalFaults(modalView(answer, null), 'modal')).toEqual([])
      const shown = view.text.match(/· counted · #/g)?.length ?? 0
      expect(shown).toBeGreaterThan(0)
      expect(actions(answer)).toContainEqual([`${WHY}:older`, `K7M4QX ${30 + shown}`])
    },
  )
})

it('says that older views are not kept, where there may have been some', () => {
  const line = "Of views that don't count, only the newest 200 are kept."
  expect(whyView(page(1, { viewsCut: true })).text).toContain(line)
  expect(whyView(page(1)).text).not.toContain(line)
})
