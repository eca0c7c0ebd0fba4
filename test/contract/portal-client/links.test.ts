import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  FIRST,
  failureOf,
  good,
  LINK_ID,
  LINKS,
  linkRow,
  type PortalPair,
  problem,
  startPortalPair,
  TOKEN,
} from './portal-fixture.ts'

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair()
})
afterEach(() => pair.close())

describe('linkIsDead', () => {
  const SHARE = `/api/2.0/files/share/${TOKEN}`

  it.each([
    [0, false],
    [1, true],
    [2, true],
    [3, false],
    [4, false],
    [5, false],
    [99, false],
  ])('status %d -> %s', async (status, dead) => {
    pair.server.on(`GET ${SHARE}`, good({ status }))
    expect(await pair.portal.linkIsDead(TOKEN, FIRST)).toBe(dead)
  })

  it('asks as a visitor: without a key, and without a cookie', async () => {
    pair.server.on(`GET ${SHARE}`, good({ status: 1 }))
    await pair.portal.linkIsDead(TOKEN, FIRST)
    expect(pair.server.hits).toHaveLength(1)
    expect(pair.server.hits[0]?.headers).not.toHaveProperty('authorization')
    expect(pair.server.hits[0]?.headers).not.toHaveProperty('cookie')
  })

  it('never sends a key that makes another path', async () => {
    pair.server.on('GET /api/2.0/files/share/a%2F..%3Fb', good({ status: 1 }))
    expect(await pair.portal.linkIsDead('a/..?b', FIRST)).toBe(true)
    await failureOf(pair.portal.linkIsDead('..', FIRST))
    expect(pair.server.hits).toHaveLength(1)
  })

  it('is asked once', async () => {
    pair.server.on(`GET ${SHARE}`, { status: 502 }, good({ status: 0 }))
    expect((await failureOf(pair.portal.linkIsDead(TOKEN, FIRST))).kind).toBe('unavailable')
    expect(pair.server.hits).toHaveLength(1)
  })

  it.each([
    ['says nothing', good(), 'bad-response'],
    ['says something else', good({ state: 1 }), 'bad-response'],
    ['is suspended', problem(404), 'unavailable'],
    ['wants a key', { status: 401 }, 'unauthorized'],
  ])('takes no link for dead when the portal %s', async (_, answer, kind) => {
    pair.server.on(`GET ${SHARE}`, answer)
    expect((await failureOf(pair.portal.linkIsDead(TOKEN, FIRST))).kind).toBe(kind)
  })
})

describe('links', () => {
  it('lose none for another that has texts of any length', async () => {
    const long = 'x'.repeat(9_000)
    const odd = linkRow({ id: long, requestToken: long, shareLink: long })
    pair.server.on(`GET ${LINKS}`, good([odd, linkRow()]))
    expect(await pair.portal.links('4821')).toMatchObject([
      { requestToken: '', shareLink: '' },
      { id: LINK_ID },
    ])
  })

  it('lists every kind, expired ones included, without passwords', async () => {
    const old = {
      access: 2,
      sharedTo: { id: 'old', expirationDate: '2020-01-01T00:00:00.0000000Z', isExpired: true },
    }
    const locked = linkRow({
      id: 'locked',
      password: 'hush',
      expirationDate: undefined,
      primary: true,
      internal: true,
    })
    pair.server.on(`GET ${LINKS}`, good([locked, linkRow(), old], { total: 3 }))
    const links = await pair.portal.links('4821')
    expect(links).toMatchObject([
      { id: 'locked', hasPassword: true, expiresAt: null, primary: true, internal: true },
      {
        access: 2,
        hasPassword: false,
        expiresAt: Date.UTC(2026, 7, 1, 12),
        requestToken: TOKEN,
        isExpired: false,
      },
      { id: 'old', isExpired: true, expiresAt: Date.UTC(2020, 0), shareLink: '', denyDownload: false },
    ])
    expect(JSON.stringify(links)).not.toContain('hush')
    expect(pair.server.hits.map((hit) => hit.method)).toEqual(['GET'])
  })

  it('is empty when the portal says nothing, as it does to who may not see them', async () => {
    pair.server.on(`GET ${LINKS}`, good([]), good())
    expect(await pair.portal.links('4821')).toEqual([])
    expect(await pair.portal.links('4821')).toEqual([])
  })

  it('reads on while there is more, each link once', async () => {
    const all = Array.from({ length: 130 }, (_, n) => linkRow({ id: `link-${n}` }))
    pair.server.on(`GET ${LINKS}`, ({ query }) => {
      const start = Number(query.get('startIndex'))
      return good(all.slice(start, start + Number(query.get('count'))), { total: all.length })
    })
    const ids = (await pair.portal.links('4821')).map((link) => link.id)
    expect(new Set(ids).size).toBe(130)
    expect(ids).toHaveLength(130)
    expect(pair.server.hits).toHaveLength(2)
  })

  it('does not read for ever', async () => {
    pair.server.on(`GET ${LINKS}`, good(Array.from({ length: 100 }, () => linkRow())))
    expect((await failureOf(pair.portal.links('4821'))).kind).toBe('bad-response')
  })

  it('would rather fail than overlook a link', async () => {
    pair.server.on(
      `GET ${LINKS}`,
      good([linkRow(), linkRow({ id: null, password: 'correct-horse-battery' })]),
    )
    expect((await failureOf(pair.portal.links('4821'))).kind).toBe('bad-response')
  })
})
