import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { MINUTE, NOW } from '../../support/builders.ts'
import { cheapHash, openGateStage, PUBLIC, WINDOW } from '../../support/gate-stage.ts'

let stage: Awaited<ReturnType<typeof openGateStage>>
const open = async (
  ...options: Parameters<typeof openGateStage> extends [string, ...infer R] ? R : never
) => {
  stage = await openGateStage(inject('redisSocket'), ...options)
}
beforeEach(() => open())
afterEach(() => stage.close())

const cookieOf = (headers: { 'set-cookie'?: string[] | undefined }) =>
  headers['set-cookie']?.[0]?.split(';')[0] ?? ''

describe('the page', () => {
  it('shows what there is, and is kept nowhere', async () => {
    await stage.put({})
    const { status, headers, text } = await stage.ask(stage.page)
    expect(status).toBe(200)
    expect(text).toContain('<html lang="en">')
    expect(text).toContain('<h1><bdi>Q3 report.docx</bdi></h1>')
    expect(text).toContain('Acme shares a file with you')
    expect(text).toContain('1 kB')
    expect(text).toContain('3 of 3')
    expect(text).toMatch(/Monday,? 30 November 2026, 10:00 UTC<\/time> \(in 7 days\)/)
    expect(text).not.toMatch(/<script|src=|href="http|url\(/)
    expect(text).not.toContain('hidden-key')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    )
    expect(headers).not.toHaveProperty('set-cookie')
  })

  it('a hundred previews count nothing, and change nothing', async () => {
    await stage.put({})
    const before = await stage.redis.keys(`${stage.namespace}*`)
    await Promise.all(
      Array.from({ length: 100 }, (_, at) => stage.ask(stage.page, {}, at % 2 === 0 ? 'GET' : 'HEAD')),
    )
    expect(await stage.taken()).toBe(0)
    expect((await stage.redis.keys(`${stage.namespace}*`)).sort()).toEqual(before.sort())
    expect(stage.file.hits).toEqual([])
  })

  it('comes without the workspace where Slack does not say its name', async () => {
    await stage.close()
    await open({ workspaceName: () => Promise.reject(new Error('away')) })
    await stage.put({})
    expect((await stage.ask(stage.page)).text).toContain('A file for you')
  })

  it('does not name the file where the operator hides it; it is had under its name all the same', async () => {
    await stage.close()
    await open({ showsFileName: false })
    await stage.put({})
    const { text } = await stage.ask(stage.page)
    expect(text).toContain('<h1>Acme shares a file with you</h1>')
    expect(text).not.toMatch(/Q3|report|docx/)
    const { headers } = await stage.ask(await stage.claim())
    expect(headers['content-disposition']).toBe('attachment; filename="Q3 report.docx"')
  })

  it('holds a name of any kind as text', async () => {
    const title = '<script>alert(1)</script>"\'><b>\r\nSet-Cookie: a=b\u202egpj.exe'
    await stage.put({ file: { id: '1', title } })
    const { text } = await stage.ask(stage.page)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;b&gt;')
    expect(text).not.toMatch(/<script|<b>|\u202e/)
    const { headers } = await stage.ask(await stage.claim())
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\x20-\x7e]*"$/)
  })
})

describe('a press on the button', () => {
  it('claims a download and leads to it', async () => {
    await stage.put({})
    const { status, headers, text } = await stage.press()
    expect([status, text]).toEqual([303, ''])
    expect(headers.location).toMatch(/^\/d\/T0SHARE-K7M4QX-[\w-]{22}\/[\w-]+$/)
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^taker=[\\w-]{22}; Path=${stage.page}; Max-Age=600; HttpOnly; SameSite=Lax; Secure$`),
      ),
    ])
    const [claim] = await stage.claims()
    expect(claim).toMatchObject({ taker: { kind: 'visitor' }, at: NOW, until: NOW + WINDOW, begunAt: null })
    expect(JSON.stringify(claim)).not.toContain(cookieOf(headers).slice('taker='.length))
  })

  it('twice, on one page, is one download: by the cookie, and before there is one', async () => {
    await stage.put({})
    const { text } = await stage.ask(stage.page)
    const browser = /name="browser" value="([\w-]{22})"/.exec(text)?.[1] ?? ''
    const pressed = await Promise.all([stage.press({}, { browser }), stage.press({}, { browser })])
    const later = await stage.press({ cookie: cookieOf(pressed[0].headers) })
    expect(new Set([...pressed, later].map(({ headers }) => headers.location)).size).toBe(1)
    expect(await stage.taken()).toBe(1)
    await stage.press()
    expect(await stage.taken()).toBe(2)
  })

  it('whose answer by the store is lost is had by the next one, though it was the last', async () => {
    await stage.close()
    const lost = { left: 1 }
    await open({
      wrapClaims: (claims) => ({
        ...claims,
        take: async (...asked) => {
          const taking = await claims.take(...asked)
          if (lost.left-- > 0) throw new Error('no answer came')
          return taking
        },
      }),
    })
    await stage.put({ terms: { ...stage.share.terms, limit: 1 } })
    const { status, headers, text } = await stage.press()
    expect(status).toBe(503)
    expect(text).toContain('If a download was taken just now, it is kept for you')
    const cookie = cookieOf(headers)
    expect((await stage.ask(stage.page, { cookie })).text).toContain('Download again')
    expect(await stage.press({ cookie })).toMatchObject({ status: 303 })
    expect(await stage.taken()).toBe(1)
  })

  it('again after the window is another download', async () => {
    await stage.put({})
    const cookie = cookieOf((await stage.press()).headers)
    stage.clock.now += WINDOW
    await stage.press({ cookie })
    expect(await stage.taken()).toBe(2)
  })

  it('takes no more than there are, however many press at once, at two processes', async () => {
    const other = await openGateStage(inject('redisSocket'), { namespace: stage.namespace })
    await stage.put({})
    const pressed = await Promise.all(
      Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? stage : other).press()),
    )
    await other.close()
    expect(pressed.filter(({ status }) => status === 303)).toHaveLength(3)
    expect(pressed.filter(({ status }) => status === 410)).toHaveLength(57)
    expect(await stage.taken()).toBe(3)
  })

  it('is held to sixty a minute for each address where a share has no limit, and to none where it has one', async () => {
    const from = (address: string) => stage.press({ 'x-forwarded-for': address })
    await stage.close()
    await open({ trustProxy: 1 })
    const statuses = async (address: string, times: number) => {
      const pressed = await Promise.all(Array.from({ length: times }, () => from(address)))
      return pressed.map(({ status }) => status).sort()
    }
    await stage.put({ terms: { ...stage.share.terms, limit: 70 } })
    expect(await statuses('198.51.100.1', 70)).toEqual(Array(70).fill(303))
    await stage.change({ terms: { ...stage.share.terms, limit: null } })
    expect(await statuses('198.51.100.1', 62)).toEqual([...Array(60).fill(303), 429, 429])
    expect(await from('198.51.100.2')).toMatchObject({ status: 303 })
    const { headers, text } = await from('198.51.100.1')
    expect(headers['retry-after']).toBe('60')
    expect(text).toContain('Too many tries. Wait 60 seconds, then try again.')
    expect(await stage.taken()).toBe(131)
    stage.clock.now += MINUTE
    expect(await from('198.51.100.1')).toMatchObject({ status: 303 })
  })

  it('on the last download leaves it to that browser, and says to others that all are taken', async () => {
    await stage.put({ terms: { ...stage.share.terms, limit: 1 } })
    const first = await stage.press()
    const other = await stage.ask(stage.page)
    expect(other.status).toBe(410)
    expect(other.text).toContain('All downloads are taken')
    expect(other.text).toContain('<bdi>Alice</bdi>')
    const own = await stage.ask(stage.page, { cookie: cookieOf(first.headers) })
    expect(own.status).toBe(200)
    expect(own.text).toContain('Download again')
    const again = await stage.press({ cookie: cookieOf(first.headers) })
    expect(again.headers.location).toBe(first.headers.location)
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: PUBLIC }],
    ['a site beside ours', { 'sec-fetch-site': 'same-site' }],
    ['another site, in an old browser', { origin: 'https://evil.example' }],
    ['our name without TLS', { origin: PUBLIC.replace('https', 'http') }],
  ])('of %s does nothing', async (_, headers) => {
    await stage.put({})
    const { status, text } = await stage.press(headers)
    expect(status).toBe(403)
    expect(text).toContain('Please start from the page of the file')
    expect(await stage.taken()).toBe(0)
  })

  it.each([
    ['our page', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
    ['our page, in an old browser', { origin: 'null' }],
    ['our page, in one that says where it is', { origin: PUBLIC }],
    ['a program', {}],
  ])('of %s claims', async (_, headers) => {
    await stage.put({})
    expect(await stage.press(headers)).toMatchObject({ status: 303 })
  })

  it('with more than a form holds is refused, whatever the address', async () => {
    await stage.put({})
    const answers = await Promise.all(
      [stage.page, '/d/x'].map((path) => stage.press({}, { password: 'x'.repeat(5_000) }, path)),
    )
    expect(answers.map(({ status }) => status)).toEqual([413, 413])
    expect(await stage.taken()).toBe(0)
  })
})

describe('a wrong address', () => {
  const tampered = (path: string) => path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A')

  it('gets the same answer, whatever is wrong with it, and nothing is stored', async () => {
    await stage.put({})
    const claim = await stage.claim()
    const [, page = '', id = ''] = /^(\/d\/[^/]+)\/(.+)$/.exec(claim) ?? []
    const ofOther = stage.paths
      .claimPath({ ...stage.share, id: 'OTHER2' }, 'x')
      .split('/')
      .at(-1)
    const before = await stage.redis.keys(`${stage.namespace}*`)
    const wrong = [
      '/d/',
      '/d/guess',
      tampered(stage.page),
      tampered(claim),
      `${page}/${ofOther}`,
      `${tampered(page)}/${id}`,
      stage.paths.pagePath({ ...stage.share, id: 'GONE22' }),
      stage.paths.claimPath({ ...stage.share, id: 'GONE22' }, 'x'),
      `${stage.page}/`,
      `${stage.page};a=b`,
      `${stage.page}/../x`,
      stage.page.replace('/d/', '/d//'),
      stage.page.replace('T0SHARE', '%540SHARE'),
      `/d/%2e%2e${stage.page}`,
      stage.page.toLowerCase(),
      `${stage.page}\u00a0`.replace('\u00a0', '%00'),
    ]
    const answers = await Promise.all(wrong.map((path) => stage.ask(path)))
    const bare = answers.map(({ status, headers: { date: _, ...headers }, text }) => ({
      status,
      headers,
      text,
    }))
    expect(bare[0]).toMatchObject({ status: 404 })
    for (const answer of bare) expect(answer).toEqual(bare[0])
    expect((await stage.redis.keys(`${stage.namespace}*`)).sort()).toEqual(before.sort())
    expect(stage.file.hits).toEqual([])
  })

  it('outside of the gate is none of its own', async () => {
    for (const path of [`/${stage.page}`, `/x/..${stage.page}`, stage.page.replace('/d/', '/D/')])
      expect(await stage.ask(path)).toMatchObject({ status: 404, text: '' })
  })

  it('may carry what others append to addresses', async () => {
    await stage.put({})
    expect(await stage.ask(`${stage.page}?utm_source=mail`)).toMatchObject({ status: 200 })
  })

  it('takes no form at a download, and no other method anywhere', async () => {
    await stage.put({})
    expect(await stage.press({}, {}, await stage.claim())).toMatchObject({ status: 405 })
    expect(await stage.ask(stage.page, {}, 'DELETE')).toMatchObject({ status: 405 })
  })

  it('guessed again and again is answered later and later, and the right one at once', async () => {
    await stage.close()
    const pauses: number[] = []
    await open({ pause: async (ms) => void pauses.push(ms) })
    await stage.put({})
    for (let time = 0; time < 12; time += 1) await stage.ask('/d/guess')
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_000, 3_000])
    expect(await stage.ask(stage.page)).toMatchObject({ status: 200 })
    expect(pauses).toHaveLength(7)
  })
})

describe('a share that has ended', () => {
  const ended = (reason: string) => ({
    state: 'revoked',
    end: { reason, by: null, decidedAt: NOW, verifiedAt: NOW },
  })

  it.each([
    ['limit', 'All downloads are taken'],
    ['expired', 'This link has expired'],
    ['manual', 'This link is closed'],
    ['removed', 'This link is closed'],
    ['policy', 'This link is closed'],
    ['blind', 'This link is paused'],
  ])('by %s says why, whom to ask, and gives nothing', async (reason, words) => {
    await stage.put(ended(reason))
    const { status, text } = await stage.ask(stage.page)
    expect(status).toBe(410)
    expect(text).toContain(words)
    expect(text).toContain('<bdi>Alice</bdi>')
    expect(text).not.toContain('Q3 report')
    expect(await stage.press()).toMatchObject({ status: 410 })
    expect(await stage.taken()).toBe(0)
  })

  it('by its own clock is over before anybody has ended it', async () => {
    await stage.put({})
    stage.clock.now = stage.share.terms.expiresAt
    expect(await stage.ask(stage.page)).toMatchObject({ status: 410 })
    expect(await stage.press()).toMatchObject({ status: 410 })
  })

  it('has its creator told that somebody came too late, but for looks by HEAD', async () => {
    await stage.put(ended('expired'))
    await stage.ask(stage.page, {}, 'HEAD')
    expect(stage.late).toEqual([])
    await stage.ask(stage.page)
    await stage.press()
    const { id } = stage.share
    expect(stage.late).toEqual([
      [id, 'expired'],
      [id, 'expired'],
    ])
  })

  it.each([
    ['the preview of a chat', { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }],
    ['the preview of another', { 'user-agent': 'facebookexternalhit/1.1', accept: '*/*' }],
    ['a messenger', { 'user-agent': 'WhatsApp/2.23.20.0' }],
    ['a search engine', { 'user-agent': 'Mozilla/5.0 (compatible; bingbot/2.0)', accept: 'text/html' }],
    ['a browser that looks ahead', { 'sec-purpose': 'prefetch;prerender', accept: 'text/html' }],
    ['whoever wants no page', { accept: 'image/avif,image/*;q=0.8' }],
  ])('is looked at by %s, and nobody hears of it', async (_, headers) => {
    await stage.put(ended('limit'))
    expect(await stage.ask(stage.page, headers)).toMatchObject({ status: 410 })
    expect(stage.late).toEqual([])
  })

  it.each([
    ['a browser', { 'user-agent': 'Mozilla/5.0 (X11) Firefox/140.0', accept: 'text/html,*/*;q=0.8' }],
    [
      'a phone',
      { 'user-agent': 'Mozilla/5.0 (Linux; Android 13; CUBOT P80) Chrome/140.0', accept: 'text/html' },
    ],
    ["a person's tool", { 'user-agent': 'curl/8.5.0', accept: '*/*' }],
  ])('is looked at by %s, and its creator hears of it', async (_, headers) => {
    await stage.put(ended('limit'))
    await stage.ask(stage.page, headers)
    expect(stage.late).toEqual([[stage.share.id, 'used-up']])
  })

  it('but for its last download, which may be given back, has its creator told of who comes meanwhile', async () => {
    await stage.put({ terms: { ...stage.share.terms, limit: 1 } })
    await stage.press()
    expect(await stage.press()).toMatchObject({ status: 410 })
    expect(stage.late).toEqual([[stage.share.id, 'used-up']])
  })

  it('that was never made is unknown', async () => {
    await stage.put({ state: 'failed' })
    expect(await stage.ask(stage.page)).toMatchObject({ status: 404 })
    expect(await stage.press()).toMatchObject({ status: 404 })
  })
})

describe('a password', () => {
  const PASSWORD = 'Correct horse'
  beforeEach(async () => {
    await stage.put({ passwordHash: cheapHash(PASSWORD) })
  })
  const type = (password: string, headers = {}) => stage.press(headers, { password })

  it('is asked for, and opens', async () => {
    expect((await stage.ask(stage.page)).text).toContain('<label for="password">Password</label>')
    const without = await stage.press()
    expect(without.status).toBe(403)
    expect(without.text).toContain('This file needs a password')
    expect(await type(PASSWORD)).toMatchObject({ status: 303 })
    expect(await stage.taken()).toBe(1)
  })

  it('guessed is refused, from the sixth time in a minute on without a look at it', async () => {
    for (let time = 0; time < 5; time += 1) {
      const { status, text } = await type(`guess ${time}`)
      expect(status).toBe(403)
      expect(text).toContain('role="alert"')
      expect(text).toContain("That isn't the password")
      expect(text).not.toContain('guess')
    }
    const sixth = await type(PASSWORD)
    expect([sixth.status, sixth.headers['retry-after']]).toEqual([429, '60'])
    expect(await stage.taken()).toBe(0)
    stage.clock.now += MINUTE
    expect(await type(PASSWORD)).toMatchObject({ status: 303 })
  })

  it('is not guessed more often at two processes, nor with a forged X-Forwarded-For', async () => {
    const other = await openGateStage(inject('redisSocket'), { namespace: stage.namespace })
    const statuses: number[] = []
    for (let time = 0; time < 8; time += 1) {
      const from = { 'x-forwarded-for': `198.51.100.${time}` }
      statuses.push((await (time % 2 === 0 ? stage : other).press(from, { password: 'x' })).status)
    }
    await other.close()
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429, 429])
  })

  it('behind a proxy is counted for each visitor', async () => {
    await stage.close()
    await open({ trustProxy: 1 })
    await stage.put({ passwordHash: cheapHash(PASSWORD) })
    const from = (address: string) => type('x', { 'x-forwarded-for': `203.0.113.9, ${address}` })
    for (let time = 0; time < 5; time += 1) await from('198.51.100.1')
    expect(await from('198.51.100.1')).toMatchObject({ status: 429 })
    expect(await from('198.51.100.2')).toMatchObject({ status: 403 })
    const keys = await stage.redis.keys(`${stage.namespace}*password-tries*`)
    expect(keys).toHaveLength(2)
    expect(keys.join(' ')).not.toContain('198.51')
  })

  it('that is right is no try, however many have it', async () => {
    await stage.change({ terms: { ...stage.share.terms, limit: null } })
    for (let time = 0; time < 8; time += 1) expect(await type(PASSWORD)).toMatchObject({ status: 303 })
  })
})
