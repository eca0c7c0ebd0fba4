import { describe, expect, it } from 'vitest'
import { NO_TERMS, type RequestedTerms } from '../../../../src/domain/terms.ts'
import { parse, refusal, share } from './parsing.ts'

describe('terms', () => {
  it.each<[string, Partial<RequestedTerms>]>([
    ['for 7d', { end: { kind: 'for', ms: 604_800_000 } }],
    ['FOR 7D', { end: { kind: 'for', ms: 604_800_000 } }],
    ['for 1h30m', { end: { kind: 'for', ms: 5_400_000 } }],
    ['for 1h 30m', { end: { kind: 'for', ms: 5_400_000 } }],
    ['for\r\n1h\n30m max 3', { end: { kind: 'for', ms: 5_400_000 }, limit: 3 }],
    ['until friday 5pm', { end: { kind: 'until', at: Date.parse('2026-11-27T16:00:00Z') } }],
    ['max 3', { limit: 3 }],
    ['max 003', { limit: 3 }],
    ['max 1', { limit: 1 }],
    ['max 1000000', { limit: 1_000_000 }],
    ['Max None', { limit: 'none' }],
    ['view', { viewOnly: true }],
    ['view max none', { viewOnly: true, limit: 'none' }],
    ['max none VIEW', { viewOnly: true, limit: 'none' }],
    ['exact', { enforcement: 'exact' }],
    ['max 3 Exact', { limit: 3, enforcement: 'exact' }],
    ['watched, max 3', { limit: 3, enforcement: 'watched' }],
    ['view watched', { viewOnly: true, enforcement: 'watched' }],
    ['exact max none', { limit: 'none', enforcement: 'exact' }],
    ['in <#C1|general>', { channel: { id: 'C1', name: 'general' } }],
    ['in <#C1|>', { channel: { id: 'C1', name: null } }],
    ['in <#C1>', { channel: { id: 'C1', name: null } }],
    ['in <#G0ABC|x&amp;y>', { channel: { id: 'G0ABC', name: 'x&y' } }],
    ['in #General', { channel: { id: null, name: 'general' } }],
    ['in #größe-2_ü', { channel: { id: null, name: 'größe-2_ü' } }],
    ['\u200bmax\u200b \u200d 3', { limit: 3 }],
    ['for 7d, max 3.', { end: { kind: 'for', ms: 604_800_000 }, limit: 3 }],
    ['for: 1h, 30m; max: 3!', { end: { kind: 'for', ms: 5_400_000 }, limit: 3 }],
    ['– for 7d – max 3', { end: { kind: 'for', ms: 604_800_000 }, limit: 3 }],
    ['“for” “7d”', { end: { kind: 'for', ms: 604_800_000 } }],
    ['for\u00a07d\u202fmax\u30003', { end: { kind: 'for', ms: 604_800_000 }, limit: 3 }],
    ['ｆｏｒ ７ｄ ｍａｘ ３', { end: { kind: 'for', ms: 604_800_000 }, limit: 3 }],
    ['(view, max none)', { viewOnly: true, limit: 'none' }],
    ['until friday, 5pm.', { end: { kind: 'until', at: Date.parse('2026-11-27T16:00:00Z') } }],
    ['until 2026–12–31, １７：００', { end: { kind: 'until', at: Date.parse('2026-12-31T16:00:00Z') } }],
    ['until 2026‑12‑31.', { end: { kind: 'until', at: Date.parse('2026-12-31T22:59:59Z') } }],
    ['in <#C1|general>, max 3', { channel: { id: 'C1', name: 'general' }, limit: 3 }],
    ['in #general.', { channel: { id: null, name: 'general' } }],
    ['note: for “you” – thanks.', { note: 'for “you” – thanks.' }],
    [
      'view in #a password x for 1d note all max 3',
      {
        viewOnly: true,
        channel: { id: null, name: 'a' },
        password: 'x',
        end: { kind: 'for', ms: 86_400_000 },
        note: 'all max 3',
      },
    ],
  ])('%j', (text, terms) => {
    expect(parse(`4821 ${text}`)).toEqual(share(terms))
  })

  it.each([
    ['password hunter2', 'hunter2'],
    ['PASSWORD Hunter2', 'Hunter2'],
    ['password view', 'view'],
    ['password "two  words"', 'two  words'],
    ["password 'two words'", 'two words'],
    ['password “two words”', 'two words'],
    ['password “two words“', 'two words'],
    ['password „two words“', 'two words'],
    ['password ‘two words’', 'two words'],
    ['password "it\'s"', "it's"],
    ['password ‘it’s me’', 'it’s me'],
    ['password a"b', 'a"b'],
    ['password p&amp;s&lt;s', 'p&s<s'],
    ['password "p &amp;amp; s"', 'p &amp; s'],
    ['password <http://foo.com|foo.com>', 'foo.com'],
    ['password <https://foo.com>', 'https://foo.com'],
    ['password <mailto:a@b.de|a@b.de>', 'a@b.de'],
    ['password <@U1|bob>', '@bob'],
    ['password <tag>', '<tag>'],
    ['password 👩‍👩‍👧🔑', '👩‍👩‍👧🔑'],
    ['password \u200b"two words"', 'two words'],
    ['password: «two words»', 'two words'],
    ['password »two words«', 'two words'],
    ['password ‚two words’', 'two words'],
    ['password ＂two words＂', 'two words'],
    ['password "two words",', 'two words'],
    ['password “two words”;', 'two words'],
    ['password hunter–2,', 'hunter–2,'],
    ['password ｐａｓｓ１！', 'ｐａｓｓ１！'],
    ['password (x),', '(x),'],
    ['password -', '-'],
    ['password ...', '...'],
    [`password ${'x'.repeat(255)}`, 'x'.repeat(255)],
  ])('%j gives the password %j', (text, password) => {
    expect(parse(`4821 ${text}`)).toEqual(share({ password }))
    expect(parse(`4821 ${text} max 3`)).toEqual(share({ password, limit: 3 }))
  })

  it.each([
    ['note for your review', 'for your review'],
    ['NOTE max 3 view', 'max 3 view'],
    ['note  two\r\nlines\tand  spaces ', 'two lines and spaces'],
    ['note ask <@U1|bob> or <@U2> in <#C1|x> or <#C2|>', 'ask @bob or @U2 in #x or #C2'],
    [
      'note see <https://x.de/a?b&amp;c|this> and <http://y.de|y.de>',
      'see https://x.de/a?b&c and http://y.de',
    ],
    ['note <mailto:a@b.de|a@b.de>', 'a@b.de'],
    ['note <!here> <!subteam^S1|@team>', '@here @team'],
    ['note &lt;!channel&gt; &amp;amp; *bold*', '<!channel> &amp; *bold*'],
    ['note a\u0000b\u202ec\u2066d\u200be\u00adf', 'abcdef'],
    ['note a \u200b b', 'a b'],
    ['note a < b <b> <', 'a < b <b> <'],
    ['note half \ud83d emoji 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'half emoji 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    [`note ${'🎉'.repeat(300)}`, '🎉'.repeat(300)],
  ])('%j', (text, note) => {
    expect(parse(`4821 ${text}`)).toEqual(share({ note }))
  })
})

describe('terms not understood', () => {
  it.each<[string, string | null, RegExp]>([
    ['bogus', 'bogus', /I know `for`/],
    ['7d', '7d', /I know `for`/],
    ['max 3 bogus for 1d', 'bogus', /I know `for`/],
    ['R&amp;D', 'R&D', /I know `for`/],
    ['<@U1|bob>', '@bob', /I know `for`/],
    ['&lt;b&gt;', '<b>', /I know `for`/],
    ['constructor', 'constructor', /I know `for`/],
    ['for', 'for', /How long/],
    ['FOR max 3', 'FOR', /How long/],
    ['for 7', '7', /duration/],
    ['for 7x', '7x', /duration/],
    ['for 1.5h', '1.5h', /duration/],
    ['for -1h', '-1h', /duration/],
    ['for 7 days', '7', /duration/],
    ['for 1h 30', '30', /I know `for`/],
    ['for 1h 1h', '1h 1h', /once/],
    ['for 1d for 2d', 'for 2d', /once/],
    ['until friday until monday', 'until monday', /once/],
    ['for 1d until friday 5pm', 'until friday 5pm', /either `for` or `until`/],
    ['until friday for 1d', 'for 1d', /either `for` or `until`/],
    ['max', 'max', /How many downloads/],
    ['max view', 'max', /How many downloads/],
    ['max 0', '0', /1 to 1,000,000/],
    ['max -1', '-1', /1 to 1,000,000/],
    ['max +1', '+1', /1 to 1,000,000/],
    ['max 1.5', '1.5', /1 to 1,000,000/],
    ['max 1e3', '1e3', /1 to 1,000,000/],
    ['max 0x10', '0x10', /1 to 1,000,000/],
    ['max ٣', '٣', /1 to 1,000,000/],
    ['max 1000001', '1000001', /1 to 1,000,000/],
    [`max ${'9'.repeat(40)}`, '9'.repeat(40), /1 to 1,000,000/],
    ['max 3 max 3', 'max 3', /once/],
    ['max none max 3', 'max 3', /once/],
    ['view view', 'view', /once/],
    ['view max 3', 'max 3', /either `view` or `max`/],
    ['max 3 View', 'View', /either `view` or `max`/],
    ['exact exact', 'exact', /once/],
    ['exact watched', 'watched', /either `exact` or `watched`/],
    ['Watched Exact', 'Exact', /either `exact` or `watched`/],
    ['exact view', 'view', /either `view` or `exact`/],
    ['view exact', 'exact', /either `view` or `exact`/],
    ['max exact', 'max', /How many downloads/],
    ['in', 'in', /Which channel/],
    ['in for 7d', 'in', /Which channel/],
    ['in general', 'general', /#/],
    ['in <@U1|bob>', '@bob', /#/],
    ['in #', '#', /#/],
    ['in #a#b', '#a#b', /#/],
    ['in #a in #b', 'in #b', /once/],
    ['in <#C1|a> in <#C2|b>', 'in #b', /once/],
    ['note', 'note', /What should the note say/],
    ['note \u200b\r\n', 'note', /What should the note say/],
    [`note ${'x'.repeat(301)}`, 'note', /300 characters\. This one has 301/],
    ['password', 'password', /Which password/],
    ['password ""', 'password', /empty/],
    ['password "  "', 'password', /empty/],
    ['password “”', 'password', /empty/],
    ['password "open secret', 'password', /closing/],
    ['password “open secret', 'password', /closing/],
    ['password "open"secret', 'password', /closing/],
    ['password "a\nb"', 'password', /can't be seen/],
    ['password a\u202eb', 'password', /can't be seen/],
    [`password ${'x'.repeat(256)}`, 'password', /255 characters/],
    ['password x1 password y1', 'password', /once/],
    ['password my secret', null, /quotation marks/],
    ['password my max secret', null, /1 to/],
    ['password "my words" max 3 bogus', 'bogus', /I know `for`/],
    ['password "say "x" y"', null, /quotation marks/],
    ['password "my" secret"', null, /quotation marks/],
    ['password abc max 3 bogus', 'bogus', /I know `for`/],
    ['password abc max 3 xabcx', null, /I know `for`/],
    ['password=secret', 'password', /Put a space between/],
    ['passwordsecret', 'password', /Put a space between/],
    ['pw:secret', 'pw', /I know `for`/],
    ['max password=secret', 'password', /1 to/],
    ['🎉'.repeat(300), `${'🎉'.repeat(199)}…`, /I know `for`/],
  ])('%j', (text, quoted, problem) => {
    const refused = refusal(`4821 ${text}`)
    expect(refused.quoted).toBe(quoted)
    expect(refused.problem).toMatch(problem)
    expect(JSON.stringify(refused)).not.toContain('secret')
    // What is offered as an example is always understood.
    expect(parse(refused.example.replace('/sharelink ', ''))).toMatchObject({ ok: true })
    expect(JSON.stringify(refusal(`extend K7M4QX ${text}`))).not.toContain('secret')
  })
})

describe('extend', () => {
  it.each<[string, Partial<RequestedTerms>]>([
    ['', {}],
    ['for 3d', { end: { kind: 'for', ms: 259_200_000 } }],
    ['max 5 for 1h', { limit: 5, end: { kind: 'for', ms: 3_600_000 } }],
    ['MAX NONE', { limit: 'none' }],
  ])('takes the end and the limit: %j', (text, terms) => {
    expect(parse(`extend K7M4QX ${text}`)).toEqual({
      ok: true,
      command: { verb: 'extend', id: 'K7M4QX', terms: { ...NO_TERMS, ...terms } },
    })
  })

  it.each([
    ['view', 'view', /only the end and the limit: `for`, `until` and `max`/],
    ['for 7d VIEW', 'VIEW', /only the end/],
    ['max 5 exact', 'exact', /only the end/],
    ['password secret', 'password', /only the end/],
    ['max 5 password "my secret"', 'password', /only the end/],
    ['in #general', 'in', /only the end/],
    ['in <#C0TEAM|team>', 'in', /only the end/],
    ['note for your review', 'note', /only the end/],
    ['bogus', 'bogus', /Here I know `for`, `until` and `max`/],
    ['password=secret', 'password', /Here I know/],
    ['for 7d max 3 secretly', 'secretly', /Here I know/],
    ['max 3 max 4', 'max 4', /once/],
  ])('nothing else: %j', (text, quoted, problem) => {
    const refused = refusal(`extend 2A3B4C ${text}`)
    expect(refused).toMatchObject({ quoted, problem: expect.stringMatching(problem) })
    expect(refused.example).toBe('/sharelink extend 2A3B4C for 7d max 3')
    expect(parse(refused.example.replace('/sharelink ', ''))).toMatchObject({ ok: true })
  })
})
