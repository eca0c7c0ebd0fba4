import { describe, expect, it } from 'vitest'
import { NO_TERMS } from '../../../../src/domain/terms.ts'
import { parse, refusal, share } from './parsing.ts'

describe('commands', () => {
  it.each([
    ['', { verb: 'form' }],
    [' \t\r\n', { verb: 'form' }],
    ['\u200b\u200d\ufeff', { verb: 'form' }],
    ['help', { verb: 'help' }],
    ['HELP me', { verb: 'help' }],
    ['list', { verb: 'list', scope: 'mine' }],
    ['list mine', { verb: 'list', scope: 'mine' }],
    ['List HERE', { verb: 'list', scope: 'here' }],
    ['\u200blist\r\nall\u200b', { verb: 'list', scope: 'all' }],
    ['revoke K7M4QX', { verb: 'revoke', id: 'K7M4QX' }],
    ['REVOKE k7m4qx', { verb: 'revoke', id: 'K7M4QX' }],
    ['revoke k7m-4qx', { verb: 'revoke', id: 'K7M4QX' }],
    ['revoke k7m 4qx', { verb: 'revoke', id: 'K7M4QX' }],
    ['revoke all', { verb: 'revoke-all', scope: { kind: 'all' } }],
    ['Revoke ALL.', { verb: 'revoke-all', scope: { kind: 'all' } }],
    ['revoke all by <@U0BOB|bob>', { verb: 'revoke-all', scope: { kind: 'by', user: 'U0BOB' } }],
    ['revoke all by U0BOBLEFT', { verb: 'revoke-all', scope: { kind: 'by', user: 'U0BOBLEFT' } }],
    [
      'revoke all in <#C1|general>',
      { verb: 'revoke-all', scope: { kind: 'in', channel: { id: 'C1', name: 'general' } } },
    ],
    [
      'revoke all in #general',
      { verb: 'revoke-all', scope: { kind: 'in', channel: { id: null, name: 'general' } } },
    ],
    [
      'revoke all in C0ARCHIVED',
      { verb: 'revoke-all', scope: { kind: 'in', channel: { id: 'C0ARCHIVED', name: null } } },
    ],
    ['revoke all of 4821', { verb: 'revoke-all', scope: { kind: 'of', fileId: '4821' } }],
    [
      'revoke all of <https://acme.onlyoffice.com/doceditor?fileId=4821>',
      { verb: 'revoke-all', scope: { kind: 'of', fileId: '4821' } },
    ],
    ['info K7M4QX', { verb: 'info', id: 'K7M4QX' }],
    ['audit', { verb: 'audit', days: null }],
    ['AUDIT 30', { verb: 'audit', days: 30 }],
    ['canary', { verb: 'canary', fileId: null }],
    ['CANARY  4821', { verb: 'canary', fileId: '4821' }],
    ['canary sbox-12-abc', { verb: 'canary', fileId: 'sbox-12-abc' }],
    [
      'canary <https://acme.onlyoffice.com/doceditor?fileId=4821|the plan>',
      { verb: 'canary', fileId: '4821' },
    ],
    ['why K7M4QX', { verb: 'why', id: 'K7M4QX' }],
    ['“List” here.', { verb: 'list', scope: 'here' }],
    ['ｌｉｓｔ all!', { verb: 'list', scope: 'all' }],
    ['help!', { verb: 'help' }],
    ['revoke K7M4QX.', { verb: 'revoke', id: 'K7M4QX' }],
    ['revoke “K7M4QX”', { verb: 'revoke', id: 'K7M4QX' }],
    ['info (K7M–4QX)', { verb: 'info', id: 'K7M4QX' }],
    ['info k7m — 4qx', { verb: 'info', id: 'K7M4QX' }],
    ['why\u00a0K7M\u202f4QX,', { verb: 'why', id: 'K7M4QX' }],
    ['revoke Ｋ７Ｍ４ＱＸ', { verb: 'revoke', id: 'K7M4QX' }],
    ['canary 4821.', { verb: 'canary', fileId: '4821' }],
    ['extend K7M4QX', { verb: 'extend', id: 'K7M4QX', terms: NO_TERMS }],
    ['extend K 7 M - 4 Q X max 5', { verb: 'extend', id: 'K7M4QX', terms: { ...NO_TERMS, limit: 5 } }],
    ['extend k7m 4qx max 5', { verb: 'extend', id: 'K7M4QX', terms: { ...NO_TERMS, limit: 5 } }],
    [
      'extend K7M4QX for 3d',
      { verb: 'extend', id: 'K7M4QX', terms: { ...NO_TERMS, end: { kind: 'for', ms: 259_200_000 } } },
    ],
  ])('%j', (text, command) => {
    expect(parse(text)).toEqual({ ok: true, command })
  })

  it.each([
    ['frobnicate 4821', 'frobnicate'],
    ['share 4821', 'share'],
    ['listing', 'listing'],
    ['for 7d', 'for'],
    ['<@U1|bob> 4821', '@bob'],
    ['<#C1|general>', '#general'],
    ['<!channel>', '@channel'],
    ['&lt;!channel&gt;', '<!channel>'],
    ['constructor', 'constructor'],
    ['__proto__ 1', '__proto__'],
    ['🎉', '🎉'],
    ['password=hunter2', 'password'],
    ['pw:hunter2', 'pw'],
    ['Passwordhunter2', 'Password'],
    ['password hunter2', 'password'],
    ['x'.repeat(300), `${'x'.repeat(199)}…`],
  ])('%j is unknown', (text, unknown) => {
    expect(parse(text)).toMatchObject({ ok: true, command: { verb: 'unknown', typed: unknown } })
  })

  it.each([
    ['revoke all links', 'links', '/sharelink revoke all in #general'],
    ['revoke all by', 'by', '/sharelink revoke all by @bob'],
    ['revoke all by bob', 'bob', '/sharelink revoke all by @bob'],
    ['revoke all in general', 'general', '/sharelink revoke all in #general'],
    ['revoke all of', 'of', '/sharelink revoke all of 4821'],
    ['revoke all of plan', 'plan', '/sharelink revoke all of 4821'],
    ['revoke all in #general now', 'now', '/sharelink revoke all in #general'],
    ['list foo', 'foo', '/sharelink list here'],
    ['list here foo', 'foo', '/sharelink list here'],
    ['list here here', 'here', '/sharelink list here'],
    ['list password=hunter2', 'password', '/sharelink list here'],
    ['canary bird', 'bird', '/sharelink canary 4821'],
    ['canary <https://evil.com/?fileid=1>', 'https://evil.com/?fileid=1', '/sharelink canary 4821'],
    [
      'canary <https://acme.onlyoffice.com/s/abc>',
      'https://acme.onlyoffice.com/s/abc',
      '/sharelink canary 4821',
    ],
    ['canary 4821 for 7d', 'for', '/sharelink canary 4821'],
    ['canary password=hunter2', 'password', '/sharelink canary 4821'],
    ['revoke', 'revoke', '/sharelink revoke K7M4QX'],
    ['Info', 'Info', '/sharelink info K7M4QX'],
    ['why  ', 'why', '/sharelink why K7M4QX'],
    ['extend', 'extend', '/sharelink extend K7M4QX'],
    ['extend for 7d', 'for', '/sharelink extend K7M4QX'],
    ['revoke 4821', '4821', '/sharelink revoke K7M4QX'],
    ['revoke K7M4Q0', 'K7M4Q0', '/sharelink revoke K7M4QX'],
    ['revoke K7M4QXX', 'K7M4QXX', '/sharelink revoke K7M4QX'],
    ['revoke k7m4qx foo bar', 'foo', '/sharelink revoke K7M4QX'],
    ['why 2A2A2A, K7M4QX', 'K7M4QX', '/sharelink why 2A2A2A'],
    ['extend QX max 9', 'QX', '/sharelink extend K7M4QX'],
    ['revoke QX max 9', 'QX', '/sharelink revoke K7M4QX'],
    ['info qx MAX, 9', 'qx', '/sharelink info K7M4QX'],
    ['why max 9 QX', 'max', '/sharelink why K7M4QX'],
    ['extend K7M4QX bogus', 'bogus', '/sharelink extend K7M4QX for 7d max 3'],
  ])('%j is not understood', (text, quoted, example) => {
    expect(refusal(text)).toMatchObject({ quoted, example })
  })
})

describe('files', () => {
  it.each([
    ['4821', '4821'],
    ['48\u200b21', '4821'],
    ['48\u200d21', '4821'],
    ['\u202e4821\u202c', '4821'],
    ['sbox-12-abc', 'sbox-12-abc'],
    ['https://acme.onlyoffice.com/doceditor?fileid=4821', '4821'],
    ['<https://acme.onlyoffice.com/doceditor?fileid=4821>', '4821'],
    ['<https://acme.onlyoffice.com/doceditor?fileId=4821|the plan>', '4821'],
    ['<https://acme.onlyoffice.com/doceditor?action=view&amp;fileid=4821>', '4821'],
    ['<https://acme.onlyoffice.com/doceditor?action=view&amp;amp;fileid=4821>', '4821'],
    ['https://acme.onlyoffice.com/doceditor?a=b&amp;fileid=4821', '4821'],
    ['<http://acme.onlyoffice.com/media/view/7|acme.onlyoffice.com/media/view/7>', '7'],
    ['acme.onlyoffice.com/media/view/7', '7'],
    ['\u200b<https://acme.onlyoffice.com/share/preview/7?share=KEY>', '7'],
    ['<https://acme.onlyoffice.com/#/x?fileid=sbox-12-%7Ca>', 'sbox-12-|a'],
    ['revoke-1-abc', 'revoke-1-abc'],
    ['<https://acme.onlyoffice.com/doceditor?fileid=4821>,', '4821'],
    ['<https://acme.onlyoffice.com/doceditor?fileid=4821|the plan>:', '4821'],
    ['(<https://acme.onlyoffice.com/doceditor?fileid=4821>)', '4821'],
    ['“<https://acme.onlyoffice.com/doceditor?fileid=4821>”', '4821'],
    ['<https://acme.onlyoffice.com/doceditor?fileid=4821,>', '4821'],
    ['https://acme.onlyoffice.com/doceditor?fileid=4821,', '4821'],
    ['https://acme.onlyoffice.com/doceditor?fileid=４８２１', '4821'],
    ['acme.onlyoffice.com/media/view/7.', '7'],
    ['4821,', '4821'],
    ['4821 ,', '4821'],
    ['4821 –', '4821'],
    ['“4821”', '4821'],
    ['４８２１', '4821'],
    ['４８２１，', '4821'],
    ['sbox–12–abc,', 'sbox-12-abc'],
    ['sbox-12-レポート（１）', 'sbox-12-レポート（１）'],
    ['sbox-12-a(1)', 'sbox-12-a(1)'],
  ])('%j', (text, fileId) => {
    expect(parse(text)).toEqual(share({}, fileId))
    expect(parse(`${text} max 3`)).toEqual(share({ limit: 3 }, fileId))
  })

  it.each([
    ['<https://evil.com/?fileid=1|https://acme.onlyoffice.com/?fileid=1>', 'https://evil.com/?fileid=1'],
    [
      '<https://acme.onlyoffice.com@evil.com/?a=b&amp;fileid=1>',
      'https://acme.onlyoffice.com@evil.com/?a=b&fileid=1',
    ],
    ['<mailto:bob@acme.onlyoffice.com|bob@acme.onlyoffice.com>', 'bob@acme.onlyoffice.com'],
    ['ftp://acme.onlyoffice.com/?fileid=1 max 3', 'ftp://acme.onlyoffice.com/?fileid=1'],
    ['<http://evil.com|evil.com>', 'evil.com'],
  ])('%s is of another host', (text, quoted) => {
    expect(refusal(text)).toEqual({
      quoted,
      problem: "That link isn't on acme.onlyoffice.com, so it can't be shared. You typed {}.",
      example: '/sharelink https://acme.onlyoffice.com/doceditor?fileid=4821 for 7d',
    })
  })

  it('without an id are refused with a hint', () => {
    expect(refusal('<https://acme.onlyoffice.com/s/abc> for 7d')).toMatchObject({
      quoted: 'https://acme.onlyoffice.com/s/abc',
      problem: expect.stringContaining('short link'),
    })
  })
})
