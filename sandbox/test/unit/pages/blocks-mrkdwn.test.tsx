import { describe, expect, test } from 'vitest'
import { Mrkdwn } from '../../../pages/client/blocks/mrkdwn.tsx'
import { drawn, seen } from './blocks-on-surface.tsx'

const html = (text: string, more = {}) => drawn(<Mrkdwn text={text} />, more)
/** What stands inside of the one element that holds all. */
const inside = (text: string) => html(text).replace(/^<span[^>]*>|<\/span>$/g, '')
const link = (url: string, label: string) =>
  `<a href="${url}" target="_blank" rel="noopener noreferrer" class="parts-link" dir="auto">${label}</a>`
const chip = (text: string) => `<bdi class="parts-mention">${text}</bdi>`
const loud = (text: string) => `<bdi class="parts-mention parts-broadcast">${text}</bdi>`

describe('markup is drawn', () => {
  test.each([
    ['*bold* _it_ ~old~ `co*de*`', '<b>bold</b> <i>it</i> <s>old</s> <code>co*de*</code>'],
    ['*_~all~_* *a*, _b_', '<b><i><s>all</s></i></b> <b>a</b>, <i>b</i>'],
    ['*<https://p.example/_a_|the *file*>*', `<b>${link('https://p.example/_a_', 'the <b>file</b>')}</b>`],
    [
      '<https://p.example/?a=1&amp;b=2>',
      link('https://p.example/?a=1&amp;b=2', 'https://p.example/?a=1&amp;b=2'),
    ],
    ['<mailto:a@b.example|a@b.example>', link('mailto:a@b.example', 'a@b.example')],
    ['(see https://p.example/a_b_.)', `(see ${link('https://p.example/a_b_', 'https://p.example/a_b_')}.)`],
    ['*https://p.example*', `<b>${link('https://p.example', 'https://p.example')}</b>`],
    ['<@U1> <@U9|eve> <@U9> <#C1>', `${chip('@bob')} ${chip('@eve')} ${chip('@U9')} ${chip('#design')}`],
    [
      '<!here> <!channel> <!everyone|all> <!subteam^S1|@team>',
      `${loud('@here')} ${loud('@channel')} ${loud('@everyone')} ${loud('@team')}`,
    ],
    ['a\n&gt; q *b*\n> r\nc', 'a<blockquote class="parts-quote" dir="auto">q <b>b</b>\nr</blockquote>c'],
    ['a\n```\n*x* <@U1> &lt;\n```\nb', 'a<pre class="parts-pre" dir="auto">*x* &lt;@U1> &lt;</pre>b'],
    [
      'a\n&gt;&gt;&gt;b\n> c\n```d```\ne',
      'a<blockquote class="parts-quote" dir="auto">b<blockquote class="parts-quote" dir="auto">c</blockquote><pre class="parts-pre" dir="auto">d</pre>e</blockquote>',
    ],
    ['```\n>>> a\n```\nb', '<pre class="parts-pre" dir="auto">>>> a</pre>b'],
    [':+1::skin-tone-3: :point_up::skin-tone-6:', '👍🏼 ☝🏿'],
    ['a\u0000b\u001b[1m\tc\u0085', 'ab[1m\tc'],
    [':tada: :constructor: 1:100:2', '🎉 :constructor: 1💯2'],
    ['one\ntwo', 'one\ntwo'],
  ])('%s', (text, drawing) => {
    expect(inside(text)).toBe(drawing)
  })
})

describe('what is no markup stays text', () => {
  const long = 'x'.repeat(3000)
  test.each([
    ['&lt;!channel&gt;', '<!channel>'],
    ['&lt;@U1&gt; &lt;#C1&gt; &lt;!subteam^S1&gt;', '<@U1> <#C1> <!subteam^S1>'],
    ['&lt;https&#58;//e|a&gt;', '<https&#58;//e|a>'],
    ['&amp;lt;!here&amp;gt; &amp;amp;', '&lt;!here&gt; &amp;'],
    ['<&lt;!channel&gt;>', '<<!channel>>'],
    ['<!&lt;here&gt;>', '<!<here>>'],
    ['*unclosed _and ~this and <https and `', '*unclosed _and ~this and <https and `'],
    ['snake_case_name 2*3*4 a ~ b ~ c **x**', 'snake_case_name 2*3*4 a ~ b ~ c **x**'],
    ['<javascript:alert(1)|open> <data:text/html,x>', '<javascript:alert(1)|open> <data:text/html,x>'],
    ['< javascript:alert(1)> <JaVaScRiPt://x>', '< javascript:alert(1)> <JaVaScRiPt://x>'],
    ['<b>x</b><img src=x onerror=alert(1)>', '<b>x</b><img src=x onerror=alert(1)>'],
    ['<!unknown> <!unknown|as told>', '<!unknown> <as told>'],
    ['\uE0000\uE001', '0'],
    [long, long],
  ])('%s', (text, words) => {
    const drawing = html(text)
    expect(seen(drawing)).toBe(words)
    expect(drawing.match(/<[a-z]+/g)).toEqual(['<span'])
  })

  test('a label with bars, markers and a name of somebody shows as it is, and leads where the address says', () => {
    expect(inside('<https://e.example/a|b|&lt;@U1&gt; https://p.example/_x_>')).toBe(
      link('https://e.example/a', 'b|&lt;@U1> https://p.example/_x_'),
    )
  })

  test('an escaped address in angle brackets is no disguise', () => {
    const drawing = html('&lt;https://e.example|invoice.pdf&gt;')
    expect(seen(drawing)).toBe('<https://e.example|invoice.pdf>')
    expect(drawing).toContain('href="https://e.example|invoice.pdf"')
  })

  test('a name that turns the reading direction does not turn what stands around it', () => {
    expect(inside('*\u202Egpj.exe* ends soon')).toBe('<b><bdi>\u202Egpj.exe</bdi></b> ends soon')
    expect(html('<@U1>', { names: { U1: '\u202Ebob' } })).toContain(
      '<bdi class="parts-mention">@\u202Ebob</bdi>',
    )
  })

  test('names that every object has are nobody', () => {
    expect(seen(html('<@constructor> <#toString> <!date^0^{constructor}|x>'))).toBe(
      '@constructor #toString {constructor}',
    )
  })
})

describe('dates', () => {
  const friday = Date.parse('2026-11-27T22:30:00Z') / 1000

  test.each([
    ['Europe/Berlin', 'Nov 27 at 11:30 PM', 'Friday, November 27th, 2026 at 11:30 PM (Europe/Berlin)'],
    ['Asia/Tokyo', 'Nov 28 at 7:30 AM', 'Saturday, November 28th, 2026 at 7:30 AM (Asia/Tokyo)'],
  ])('in the zone of the viewer: %s', (tz, text, title) => {
    const drawing = html(`<!date^${friday}^{date_short} at {time}|27 Nov UTC>`, { tz })
    expect(drawing).toContain(`<time datetime="2026-11-27T22:30:00.000Z" title="${title}">${text}</time>`)
  })

  test('near ones in words, with a link', () => {
    const drawing = html(`<!date^${friday - 3 * 86_400}^ends {date_pretty}^https://p.example/|x>`)
    expect(drawing).toContain('href="https://p.example/"')
    expect(seen(drawing)).toBe('ends tomorrow')
  })

  test.each(['99999999999999999', '', 'soon', '1e3'])('no such moment, "%s": the fallback', (seconds) => {
    expect(inside(`<!date^${seconds}^{date}^javascript:alert(1)|&lt;later&gt;>`)).toBe('&lt;later>')
  })
})
