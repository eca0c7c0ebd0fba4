import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { fileHeaders } from '../../../src/gate/file-headers.ts'
import { createSlowDown } from '../../../src/gate/slow-down.ts'
import { sparingCheck, TooBusy } from '../../../src/gate/sparing-check.ts'
import { visitorAddress } from '../../../src/gate/visitor-address.ts'

const dispositionOf = (title: string) =>
  fileHeaders(title, { length: 1, contentRange: null, etag: null, lastModified: null })['content-disposition']

describe('the name under which a file is kept', () => {
  it.each([
    ['plain', 'Q3 report.docx', 'attachment; filename="Q3 report.docx"'],
    ['quotes', 'a"b\\c.txt', 'attachment; filename="a\\"b_c.txt"'],
    [
      'other letters',
      'Größe €.pdf',
      `attachment; filename="Gr__e _.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%82%AC.pdf`,
    ],
    ['header injection', 'a.txt"\r\nSet-Cookie: x=y', 'attachment; filename="a.txt\\" Set-Cookie: x=y"'],
    ['paths', '../../etc/passwd', 'attachment; filename=.._.._etc_passwd'],
    ['a turned direction', 'x\u202egpj.exe', 'attachment; filename="x gpj.exe"'],
  ])('%s', (_, title, header) => expect(dispositionOf(title)).toBe(header))

  it('with half a letter in it is a header still', () => {
    expect(dispositionOf('a\ud83d.txt')).toMatch(
      /^attachment; filename=a_\.txt; filename\*=UTF-8''a%EF%BF%BD\.txt$/,
    )
  })
})

describe('where a visitor comes from', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    ({
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress },
    }) as unknown as IncomingMessage

  it.each([
    ['no proxy, and a forged header', 0, from('192.0.2.1', '198.51.100.7'), '192.0.2.1'],
    ['one proxy', 1, from('127.0.0.1', '198.51.100.7'), '198.51.100.7'],
    [
      'one proxy, and a forged header before it',
      1,
      from('127.0.0.1', '1.1.1.1, 198.51.100.7'),
      '198.51.100.7',
    ],
    ['two proxies', 2, from('127.0.0.1', '1.1.1.1, 198.51.100.7, 10.0.0.1'), '198.51.100.7'],
    ['fewer proxies than there should be', 3, from('127.0.0.1', '198.51.100.7'), '198.51.100.7'],
    ['no header', 1, from('192.0.2.1'), '192.0.2.1'],
    ['IPv4 written as IPv6', 0, from('::ffff:192.0.2.1'), '192.0.2.1'],
    ['IPv6', 0, from('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2'],
    ['IPv6, shortened', 0, from('2001:db8::6'), '2001:db8:0:0'],
    ['its own machine', 0, from('::1'), '0:0:0:0'],
    ['a port behind it', 1, from('127.0.0.1', '198.51.100.7:40001'), '198.51.100.7'],
    ['IPv6 and a port', 1, from('127.0.0.1', '[2001:db8:1:2::5]:40001'), '2001:db8:1:2'],
    ['IPv6 in brackets', 1, from('127.0.0.1', '[2001:db8:1:2::6]'), '2001:db8:1:2'],
    ['nonsense as long as a header', 1, from('192.0.2.1', 'x'.repeat(9_000)), 'x'.repeat(64)],
  ])('%s', (_, proxies, request, address) => expect(visitorAddress(request, proxies)).toBe(address))
})

it('passwords are checked no more often at once than there is room for', async () => {
  let running = 0
  let most = 0
  const check = sparingCheck(2, async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    return true
  })
  const all = await Promise.allSettled(Array.from({ length: 60 }, () => check('x', 'y')))
  expect(most).toBe(2)
  const refused = all.filter((each) => each.status === 'rejected' && each.reason instanceof TooBusy)
  expect([all.filter(({ status }) => status === 'fulfilled').length, refused.length]).toEqual([42, 18])
})

describe('answers to who guesses', () => {
  it('come later and later, but for another address, or a minute later', async () => {
    const pauses: number[] = []
    let now = 0
    const slowDown = createSlowDown({ now: () => now, pause: async (ms) => void pauses.push(ms) })
    for (let time = 0; time < 7; time += 1) await slowDown('a')
    await slowDown('b')
    expect(pauses).toEqual([100, 200])
    now = 60_000
    await slowDown('a')
    expect(pauses).toHaveLength(2)
  })

  it('are remembered for so many addresses, and no more are held back than there is room for', async () => {
    let held = 0
    const slowDown = createSlowDown({
      now: () => 0,
      pause: () => {
        held += 1
        return new Promise(() => {})
      },
    })
    for (let time = 0; time < 5; time += 1) await slowDown('a')
    for (let other = 0; other < 10_000; other += 1) await slowDown(`b${other}`)
    await slowDown('a')
    expect(held).toBe(0)
    for (let time = 0; time < 700; time += 1) void slowDown('c')
    expect(held).toBe(500)
  })
})
