import { describe, expect, it } from 'vitest'
import { createLog, withoutSecrets } from '../../../src/log.ts'
import { keyOf, LINK_ID, pageOf } from '../../support/builders.ts'

const SECRETS: readonly [what: string, text: string, secret: string][] = [
  ['a bot token', 'token xoxb-123-456-AbCdEf is bad', 'AbCdEf'],
  ['a user token', 'xoxp-123-AbCdEf', 'AbCdEf'],
  ['an app token', 'xapp-1-A0-9-abcdef', 'abcdef'],
  ['a rotating token', 'xoxe.xoxb-1-AbCdEf', 'AbCdEf'],
  ['a portal key', 'Bearer sk-0123456789abcdef', '0123456789abcdef'],
  ['a direct address', `GET ${pageOf(LINK_ID)} failed`, keyOf(LINK_ID)],
  ['a page of the portal', 'see https://acme.example/s/xW9K_fnb8vh3GHq now', 'xW9K_fnb8vh3GHq'],
  ['a key in a referer', `https://acme.example/doceditor?fileid=1&Share=${keyOf(LINK_ID)}#x`, keyOf(LINK_ID)],
  ['an answer address', 'POST https://hooks.slack.com/commands/T1/2/AbCdEf 404', 'AbCdEf'],
  ['an answer address of a click', 'https://hooks.slack.com/actions/T1/2/AbCdEf', 'AbCdEf'],
  ['a password of Redis', 'connect rediss://user:hunter2@redis.example:6380', 'hunter2'],
  ['an address of a socket', 'wss://wss-primary.slack.com/link/?ticket=0f1e2d3c&app_id=A1', '0f1e2d3c'],
  ['a password in a query', '?password=hunter2&x=1', 'hunter2'],
]

const logged = (data: Record<string, unknown>, literals: readonly string[] = []): string => {
  const lines: string[] = []
  createLog('debug', literals, (line) => lines.push(line)).warn(data, 'what happened')
  expect(lines).toHaveLength(1)
  return lines.join('')
}

describe.each(SECRETS)('%s', (_, text, secret) => {
  it('is struck out of text', () => {
    expect(withoutSecrets(text)).not.toContain(secret)
  })

  it.each<[string, Record<string, unknown>]>([
    ['data', { deep: { deeper: [text] } }],
    ['an error', { err: new Error(text) }],
    [
      'the cause of an error',
      { err: new Error('outer', { cause: new Error('inner', { cause: new Error(text) }) }) },
    ],
    ['a cause that is no error', { err: new Error('outer', { cause: text }) }],
    ['a member of an error', { err: Object.assign(new Error('outer'), { request: { url: text } }) }],
    ['what was thrown and is no error', { err: { why: { text } } }],
    ['what has no way to be a text', { err: Object.assign(Object.create(null), { text }) }],
    ['many errors in one', { err: new AggregateError([new Error(text)], 'outer') }],
    ['json in json', { body: JSON.stringify({ body: text }) }],
  ])('is struck out of %s', (_where, data) => {
    const line = logged(data)
    expect(line).not.toContain(secret)
    expect(() => JSON.parse(line)).not.toThrow()
  })
})

describe('a line', () => {
  it('is one line of JSON with its level, its time, its text and its data', () => {
    const line = logged({ share: 'K7M4QX', text: 'a\nb' })
    expect(line.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', msg: 'what happened', share: 'K7M4QX' })
    expect(Number.isNaN(Date.parse(JSON.parse(line).time))).toBe(false)
  })

  it('keeps what is no secret', () => {
    const line = logged({ file: '4821', share: 'K7M4QX', ms: 12, path: '/api/2.0/files/file/4821/links' })
    expect(JSON.parse(line)).toMatchObject({
      file: '4821',
      share: 'K7M4QX',
      path: '/api/2.0/files/file/4821/links',
    })
  })

  it('has the values struck out that it was told of', () => {
    const line = logged({ err: new Error('bad plain-signing-secret') }, ['plain-signing-secret', 'x'])
    expect(line).not.toContain('plain-signing-secret')
    expect(JSON.parse(line).msg).toBe('what happened')
  })

  it('below the level is not written', () => {
    const lines: string[] = []
    const log = createLog('warn', [], (line) => lines.push(line))
    log.info({}, 'a')
    log.warn({}, 'b')
    log.error({}, 'c')
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['b', 'c'])
  })
})

describe('hard cases', () => {
  it('a token behind a line break, as in a stack or a dump of headers', () => {
    expect(logged({ err: new Error('headers:\nsk-0123456789abcdef\txoxb-1-AbCdEf') })).not.toMatch(
      /0123456789abcdef|AbCdEf/,
    )
  })

  it.each([
    ['a member of JSON', '{"password":"hunter2"}', 'hunter2'],
    ['a key of the portal’s answer', `{"requestToken":"${keyOf(LINK_ID)}"}`, keyOf(LINK_ID)],
    ['a password of Redis with an @', 'redis://:hun@ter2@redis.example', 'ter2'],
  ])('%s', (_, text, secret) => {
    expect(logged({ text })).not.toContain(secret)
  })

  it('an encoded address', () => {
    expect(logged({ text: `referer=${encodeURIComponent(pageOf(LINK_ID))}` })).not.toContain(keyOf(LINK_ID))
  })

  it('a literal that JSON writes in another way', () => {
    const secret = 'back\\slash"quote'
    expect(logged({ text: `bad ${secret}` }, [secret])).not.toContain('slash')
  })
})
