import { describe, expect, it } from 'vitest'
import { byteSize } from '../../../src/domain/byte-size.ts'
import type { ClaimGone } from '../../../src/domain/gone.ts'
import { gonePage } from '../../../src/gate/views/gone-page.ts'
import { type OpenPage, openPage } from '../../../src/gate/views/open-page.ts'
import { elsewherePage, NOT_FOUND_PAGE, tryAgainPage } from '../../../src/gate/views/trouble-pages.ts'
import { aboutWords } from '../../../src/gate/views/words.ts'
import { DAY, HOUR, MINUTE, NOW } from '../../support/builders.ts'

const facts: OpenPage = {
  fileName: 'Q3 report.docx',
  bytes: 2_400_000,
  workspace: 'Acme',
  expiresAt: NOW + 3 * DAY,
  now: NOW,
  limit: 3,
  left: 2,
  needsPassword: false,
  trouble: null,
  ownUntil: null,
  windowMs: 10 * MINUTE,
  secret: 'A'.repeat(22),
}
const gone = {
  creator: 'Alice',
  limit: 3,
  expiresAt: NOW,
  windowMs: 10 * MINUTE,
  pagePath: '/d/x',
}
const REASONS: ClaimGone[] = ['used-up', 'expired', 'revoked', 'paused', 'late', 'too-much', 'given-back']

/** Every page there is. */
const pages = [
  openPage(facts),
  openPage({ ...facts, needsPassword: true, limit: null, left: null, bytes: null, workspace: null }),
  openPage({ ...facts, needsPassword: true, trouble: { kind: 'missing' } }),
  openPage({ ...facts, needsPassword: true, trouble: { kind: 'wrong' } }),
  openPage({ ...facts, needsPassword: true, trouble: { kind: 'too-many', waitMs: 41_000 } }),
  openPage({ ...facts, fileName: null }),
  openPage({ ...facts, left: 0, ownUntil: NOW + MINUTE }),
  ...REASONS.flatMap((why) => [
    gonePage({ ...gone, why }),
    gonePage({ ...gone, why, pagePath: null, limit: 1 }),
  ]),
  NOT_FOUND_PAGE,
  tryAgainPage(null, true),
  tryAgainPage('/d/x', false),
  elsewherePage('/d/x'),
]

describe('every page of the gate', () => {
  it('has a language, a title, one heading, and room on a small screen', () => {
    for (const page of pages) {
      expect(page).toMatch(/^<!doctype html>\n<html lang="en">/)
      expect(page).toMatch(/<title>[^<]+<\/title>/)
      expect(page).toContain('width=device-width')
      expect(page.match(/<h1>/g)).toHaveLength(1)
      expect(page.match(/<main>/g)).toHaveLength(1)
    }
  })

  it('runs and loads nothing', () => {
    for (const page of pages)
      expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=|style="|https?:/)
  })

  it('has a label for what is typed, and says what was wrong with it', () => {
    const page = pages[3] ?? ''
    expect(page).toContain('<label for="password">')
    expect(page).toMatch(/<p class="alert" role="alert" id="trouble">That isn't the password/)
    expect(page).toMatch(/<input id="password"[^>]* aria-invalid="true" aria-describedby="trouble"/)
  })
})

describe('names on a page', () => {
  it.each([
    ['a script', '<script>alert(1)</script>.docx', '&lt;script&gt;alert(1)&lt;/script&gt;.docx'],
    ['quotes', `"'><img src=x onerror=alert(1)>`, '&quot;&#39;&gt;&lt;img src=x onerror=alert(1)&gt;'],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['line breaks', 'a\r\nb\u2028c\0d', 'a b c d'],
    ['a turned direction', 'invoice\u202efdp.exe', 'invoice fdp.exe'],
    ['nothing to see', '\u200b\u2800', '(no name)'],
    ['half an emoji', 'a\ud83d', 'a\ufffd'],
  ])('%s in it is text', (_, name, shown) => {
    const open = openPage({ ...facts, fileName: name, workspace: name })
    expect(open).toContain(`<h1><bdi>${shown}</bdi></h1>`)
    expect(open).toContain(`<title>${shown}</title>`)
    expect(open).toContain(`<p class="from">${shown} shares`)
    expect(gonePage({ ...gone, why: 'expired', creator: name })).toContain(`<bdi>${shown}</bdi>`)
  })

  it('of a file with underscores may break behind them', () => {
    expect(openPage({ ...facts, fileName: 'Q3_final_v2.docx' })).toContain(
      '<bdi>Q3_<wbr>final_<wbr>v2.docx</bdi>',
    )
  })

  it('too long for a page is cut', () => {
    expect(openPage({ ...facts, fileName: 'x'.repeat(5_000) }).length).toBeLessThan(6_000)
  })
})

describe('words', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [2_449_000, '2.4 MB'],
    [15_999_999, '15 MB'],
    [3_000_000_000_000, '3 TB'],
    [5e15, '5000 TB'],
  ])('a file of %i bytes has %s', (bytes, words) => expect(byteSize(bytes)).toBe(words))

  it.each([
    [3 * DAY + HOUR, '3 days'],
    [7 * DAY - MINUTE, '7 days'],
    [47 * HOUR, '47 hours'],
    [HOUR, '60 minutes'],
    [MINUTE, '1 minute'],
    [59_000, 'less than a minute'],
  ])('%i ms are %s', (ms, words) => expect(aboutWords(ms)).toBe(words))
})
