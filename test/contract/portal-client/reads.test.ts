import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  API_KEY,
  FILE,
  failureOf,
  good,
  IMPATIENT,
  LINKS,
  linkRequest,
  linkRow,
  type PortalPair,
  problem,
  refused,
  SELF,
  startPortalPair,
  TOKEN,
} from './portal-fixture.ts'

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair()
})
afterEach(() => pair.close())

const FILE_INFO = {
  id: 4821,
  title: 'Q3.docx',
  folderId: 9,
  parentRoomType: 22,
  rootFolderType: 14,
  parentShared: true,
  canShare: true,
  availableShareRights: { User: ['Read'], ExternalLink: ['Read', 'None'] },
  shareSettings: { ExternalLink: 5, PrimaryExternalLink: 1 },
  somethingNew: { a: 1 },
}

describe('file', () => {
  it('gives the facts in the words of the domain, and sends the key as a bearer', async () => {
    pair.server.on(`GET ${FILE}`, good(FILE_INFO))
    expect(await pair.portal.file('4821')).toEqual({
      id: '4821',
      title: 'Q3.docx',
      bytes: null,
      isForm: false,
      roomType: 22,
      folderId: '9',
      rootType: 14,
      parentShared: true,
      canShare: true,
      externalRights: ['Read', 'None'],
      linkQuota: 5,
    })
    expect(pair.server.hits[0]?.headers.authorization).toBe(`Bearer ${API_KEY}`)
  })

  it('cuts a title that is longer than the portal allows, and takes no endless id', async () => {
    pair.server.on(
      `GET ${FILE}`,
      good({ ...FILE_INFO, title: `${'t'.repeat(3_000_000)}.docx` }),
      good({ ...FILE_INFO, id: 'x'.repeat(3_000_000) }),
    )
    expect((await pair.portal.file('4821')).title).toMatch(/^t{249}….docx$/)
    expect((await failureOf(pair.portal.file('4821'))).kind).toBe('bad-response')
  })

  it('promises nothing that the portal leaves out', async () => {
    pair.server.on(
      'GET /api/2.0/files/file/sbox-12-a%2Fb%20%3F',
      good({ id: 'sbox-12-a/b ?', title: 'x', shareSettings: null }),
    )
    expect(await pair.portal.file('sbox-12-a/b ?')).toEqual({
      id: 'sbox-12-a/b ?',
      title: 'x',
      bytes: null,
      isForm: false,
      roomType: null,
      folderId: null,
      rootType: null,
      parentShared: false,
      canShare: false,
      externalRights: [],
      linkQuota: 0,
    })
  })

  it.each(['', '.', '..', '\ud800'])('never sends an id that makes another path: %j', async (id) => {
    expect((await failureOf(pair.portal.file(id))).kind).toBe('not-found')
    expect((await failureOf(pair.portal.folderPath(id))).kind).toBe('not-found')
    expect(pair.server.hits).toEqual([])
  })

  it.each([
    ['the key is not accepted', { status: 401 }, 'unauthorized'],
    ['the key is fine', good({ id: 'me' }), 'forbidden'],
    ['the portal is not saying', { status: 503 }, 'unavailable'],
  ])('a 403 while %s', async (_, self, kind) => {
    pair.server.on(`GET ${FILE}`, refused(403))
    pair.server.on(`GET ${SELF}`, self)
    expect((await failureOf(pair.portal.file('4821'))).kind).toBe(kind)
    expect(pair.server.hits.map((hit) => hit.url)).toEqual([FILE, SELF])
  })

  it('a 403 to a key that may only do files is about the file', async () => {
    pair.server.on(`GET ${FILE}`, refused(403))
    pair.server.on(`GET ${SELF}`, problem(403))
    pair.server.on('GET /api/2.0/keys/@self', good({ permissions: ['files:write'] }))
    expect(await failureOf(pair.portal.file('4821'))).toMatchObject({ kind: 'forbidden', status: 403 })
  })

  it.each([
    ['unknown file', refused(404, 'The required file was not found'), 'not-found'],
    ['unknown or suspended portal', problem(404), 'unavailable'],
    ['unpaid portal', { status: 402 }, 'plan'],
    [
      'validation in response',
      { status: 400, body: { response: { status: 400, errors: {} }, status: 1, statusCode: 400 } },
      'rejected',
    ],
    ['another page instead of JSON', { body: `<html>${TOKEN}</html>` }, 'bad-response'],
    ['no response member', good(), 'bad-response'],
    ['a title that is none', good({ id: 1, title: [TOKEN] }), 'bad-response'],
    ['an answer that is not HTTP', { body: 'x', headers: { 'content-length': '0' } }, 'bad-response'],
  ])('%s, asked once', async (_, answer, kind) => {
    pair.server.on(`GET ${FILE}`, answer)
    expect((await failureOf(pair.portal.file('4821'))).kind).toBe(kind)
    expect(pair.server.hits).toHaveLength(1)
  })

  it('does not follow a redirect, which would carry the key elsewhere', async () => {
    pair.server.on(`GET ${FILE}`, { status: 302, headers: { location: `${pair.server.origin}${SELF}` } })
    expect(await failureOf(pair.portal.file('4821'))).toMatchObject({ kind: 'bad-response', status: 302 })
    expect(pair.server.hits).toHaveLength(1)
  })
})

describe('a key without the permission', () => {
  it.each([
    ['nothing', { status: 403 }],
    ['a problem', problem(403)],
    ['a page', { status: 403, body: `<html>${TOKEN}</html>` }],
  ])('%s instead of the envelope: scope, whatever else the key may do', async (_, answer) => {
    pair.server.on(`GET ${FILE}`, answer)
    pair.server.on(`GET ${SELF}`, good({ id: 'me' }))
    expect(await failureOf(pair.portal.file('4821'))).toMatchObject({ kind: 'scope', status: 403 })
    pair.server.on(`GET ${LINKS}`, answer)
    expect((await failureOf(pair.portal.links('4821'))).kind).toBe('scope')
    pair.server.on(`PUT ${LINKS}`, answer)
    expect((await failureOf(pair.portal.putLink(linkRequest()))).kind).toBe('scope')
    expect(pair.server.hitsOf('PUT')).toHaveLength(1)
  })

  it('is not said of a key that is not accepted at all', async () => {
    pair.server.on(`GET ${FILE}`, problem(403))
    pair.server.on(`GET ${SELF}`, { status: 401 })
    expect((await failureOf(pair.portal.file('4821'))).kind).toBe('unauthorized')
  })
})

describe('glance', () => {
  it('gives file and links, and asks with our key', async () => {
    pair.server.on(`GET ${FILE}`, good(FILE_INFO))
    pair.server.on(`GET ${LINKS}`, good([linkRow()]))
    expect(await pair.portal.glance('4821')).toEqual({
      file: await pair.portal.file('4821'),
      links: await pair.portal.links('4821'),
    })
    for (const { headers } of pair.server.hits) expect(headers.authorization).toBe(`Bearer ${API_KEY}`)
  })

  it.each([
    ['the file fails', { status: 500 }, good([]), 'unavailable'],
    ['the links fail', good(FILE_INFO), { status: 503 }, 'unavailable'],
    ['the portal is busy', { status: 429 }, good([]), 'rate-limited'],
    ['the file may not be seen', refused(403), good([]), 'forbidden'],
  ])('is one try: %s', async (_, file, links, kind) => {
    pair.server.on(`GET ${FILE}`, file)
    pair.server.on(`GET ${LINKS}`, links)
    expect((await failureOf(pair.portal.glance('4821'))).kind).toBe(kind)
    expect(pair.server.hits.filter((hit) => hit.url === FILE).length).toBeLessThanOrEqual(1)
    expect(pair.server.hits.filter((hit) => hit.url.startsWith(LINKS)).length).toBeLessThanOrEqual(1)
    expect(pair.server.hits.every((hit) => hit.url === FILE || hit.url.startsWith(LINKS))).toBe(true)
  })

  it('does not wait for a portal that hangs', async () => {
    const hasty = await startPortalPair({ glanceMs: 60, budgetMs: 60_000, readAttemptMs: 60_000 })
    hasty.server.on(`GET ${FILE}`, { fault: 'hang' })
    hasty.server.on(`GET ${LINKS}`, good([]))
    expect((await failureOf(hasty.portal.glance('4821'))).kind).toBe('unavailable')
    await hasty.close()
  })
})

describe('folderPath', () => {
  it('names every folder above, and the folder', async () => {
    pair.server.on(
      'GET /api/2.0/files/9',
      good({ pathParts: [{ id: 2, title: 'Rooms' }, { id: 7 }], files: null }),
    )
    expect(await pair.portal.folderPath('9')).toEqual(['2', '7', '9'])
    expect(pair.server.hits[0]?.query.get('count')).toBe('1')
  })

  it('names no folder twice', async () => {
    pair.server.on('GET /api/2.0/files/sbox-1', good({ pathParts: [{ id: 2 }, { id: 'sbox-1' }] }))
    expect(await pair.portal.folderPath('sbox-1')).toEqual(['2', 'sbox-1'])
  })

  it('fails rather than leave the rooms unknown', async () => {
    pair.server.on('GET /api/2.0/files/9', good({ files: [] }))
    expect((await failureOf(pair.portal.folderPath('9'))).kind).toBe('bad-response')
  })

  it('tells a bad key from a folder that may not be seen', async () => {
    pair.server.on('GET /api/2.0/files/9', refused(403))
    pair.server.on(`GET ${SELF}`, { status: 401 })
    expect((await failureOf(pair.portal.folderPath('9'))).kind).toBe('unauthorized')
  })
})

describe('account', () => {
  const KEY = 'GET /api/2.0/keys/@self'

  it.each([
    ['of whom the key shows itself', good({ displayName: 'Olga Owner' }), good({}), 'Olga Owner'],
    [
      'of a key without that right',
      problem(403),
      good({ createBy: { displayName: 'Olga Owner' } }),
      'Olga Owner',
    ],
    ['of a portal that names nobody', good({ id: 'me' }), good({}), ''],
    ['of a portal that says it oddly', good({ displayName: 7 }), good({}), ''],
    ['of a key that nobody made', problem(403), good({ createBy: 'me' }), ''],
  ])('is the name %s', async (_, self, key, name) => {
    pair.server.on(`GET ${SELF}`, self)
    pair.server.on(KEY, key)
    expect(await pair.portal.account()).toBe(name)
  })

  it('is not known while the portal is down', async () => {
    pair.server.on(`GET ${SELF}`, { status: 502 })
    expect((await failureOf(pair.portal.account())).kind).toBe('unavailable')
  })
})

describe('ping', () => {
  it('resolves when the key is taken', async () => {
    pair.server.on(`GET ${SELF}`, good({ id: 'me' }))
    await pair.portal.ping()
    expect(pair.server.hits).toHaveLength(1)
  })

  it('takes a key without the right to see itself for a good key', async () => {
    pair.server.on(`GET ${SELF}`, problem(403))
    pair.server.on('GET /api/2.0/keys/@self', good({ permissions: ['files:write'] }))
    await pair.portal.ping()
    expect(pair.server.hits).toHaveLength(2)
  })

  it.each([
    ['a bad key', { status: 401 }, 'unauthorized'],
    ['an address that is not allowed', refused(403), 'forbidden'],
    ['an address that a proxy does not allow', { status: 403 }, 'scope'],
    ['a portal that is down', { status: 502 }, 'unavailable'],
  ])('fails for %s, without trying again', async (_, answer, kind) => {
    pair.server.on(`GET ${SELF}`, answer)
    expect((await failureOf(pair.portal.ping())).kind).toBe(kind)
    expect(pair.server.hits.filter((hit) => hit.url === SELF)).toHaveLength(1)
  })

  it('fails in time for a portal that does not answer', async () => {
    const hasty = await startPortalPair(IMPATIENT)
    hasty.server.on(`GET ${SELF}`, { fault: 'hang' })
    expect((await failureOf(hasty.portal.ping())).kind).toBe('unavailable')
    await hasty.close()
  })
})
