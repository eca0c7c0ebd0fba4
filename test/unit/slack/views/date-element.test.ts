import { describe, expect, it } from 'vitest'
import { type Line, richText, textOf } from '../../../../src/slack/views/rich.ts'
import { NOW } from '../../../support/builders.ts'

const day = { date: NOW }
const elementsOf = (line: Line) => richText([line]).elements[0]?.elements

describe('a moment', () => {
  it.each<[what: string, Line, string]>([
    [
      'the word before it',
      ['Expires ', day],
      '<!date^1795428000^Expires {date_long_pretty} at {time}|Expires 2026-11-23 10:00 UTC>',
    ],
    ['nothing before it', [day], '<!date^1795428000^{date_long_pretty} at {time}|2026-11-23 10:00 UTC>'],
    [
      'a person before it',
      [{ user: 'U0BOB' }, day],
      '<@U0BOB><!date^1795428000^{date_long_pretty} at {time}|2026-11-23 10:00 UTC>',
    ],
    ['in a log', [{ logged: NOW }], '<!date^1795428000^{date_short_pretty} at {time}|2026-11-23 10:00 UTC>'],
  ])('stands in the text: %s', (_, line, text) => {
    expect(textOf([line])).toBe(text)
  })

  it('has the word before it in its own format, so that Slack draws the day small', () => {
    expect(elementsOf(['It ends ', day, '.'])).toEqual([
      { type: 'text', text: 'It ' },
      {
        type: 'date',
        timestamp: NOW / 1_000,
        format: 'ends {date_long_pretty} at {time}',
        fallback: 'ends 2026-11-23 10:00 UTC',
      },
      { type: 'text', text: '.' },
    ])
  })

  it.each(['{date} ', 'a|b ', '<x> ', 'a^b ', '*x* '])(
    'leaves outside what a format would read: %s',
    (text) => {
      expect(elementsOf([text, day])?.[0]).toEqual({ type: 'text', text })
    },
  )
})
