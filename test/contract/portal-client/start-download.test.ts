import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FILES, KEYS } from '../../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../../sandbox/portal/server.ts'
import { linkIdOfPage } from '../../../src/domain/share-key.ts'
import { createPortal } from '../../../src/portal/portal.ts'
import { failureOf, IMPATIENT, type PortalPair, startPortalPair, TOKEN } from './portal-fixture.ts'

describe('a download is begun at the stand-in', () => {
  let standIn: Awaited<ReturnType<typeof startPortal>>
  let portal: ReturnType<typeof createPortal>
  beforeEach(async () => {
    standIn = await startPortal()
    const keys = { apiKey: KEYS.owner, auditApiKey: KEYS.adminReadOnly }
    portal = createPortal({ origin: standIn.url, ...keys, now: Date.now, random: Math.random })
  })
  afterEach(async () => {
    await portal.close()
    await standIn.close()
  })

  const linkTo = (fileId: string, change: Parameters<typeof standIn.addLink>[1] = {}) => {
    const { id } = standIn.addLink(fileId, change)
    return { id, key: standIn.requestToken(id) }
  }
  const downloads = () => standIn.events().filter(({ actionId }) => actionId === 5009)

  it('and leaves one event, a visitor’s, by this link', async () => {
    const { id, key } = linkTo(FILES.report)
    await portal.startDownload(FILES.report, key)
    const [event, ...others] = downloads()
    expect(others).toEqual([])
    expect(event).toMatchObject({ target: [FILES.report], actionId: 5009 })
    expect(linkIdOfPage(event?.page ?? null)).toEqual({ linkId: id })
    const [request] = standIn.requests({ path: '/filehandler.ashx' })
    expect(request).toMatchObject({ method: 'GET', status: 200, key: null })
  })

  it('of a file of another storage', async () => {
    const { id: fileId } = standIn.addFile({ title: 'a b.docx', id: 'sbox-12-a b&c' })
    const { key } = linkTo(fileId)
    await portal.startDownload(fileId, key)
    expect(downloads()).toHaveLength(1)
  })

  it('of a file of many megabytes, without reading it', async () => {
    const content = new Uint8Array(24 * 1024 * 1024)
    const { id: fileId } = standIn.addFile({ title: 'huge.zip', content })
    const { key } = linkTo(fileId)
    for (let n = 0; n < 3; n += 1) await portal.startDownload(fileId, key)
    expect(downloads()).toHaveLength(3)
    // The connections that were broken off are no longer in anybody's way.
    await portal.ping()
  })

  const refused = async (key: string) => {
    const error = await failureOf(portal.startDownload(FILES.report, key))
    expect(downloads()).toEqual([])
    return error
  }

  it('and refused where the link is over', async () => {
    const revoked = linkTo(FILES.report)
    standIn.deleteLink(FILES.report, revoked.id)
    const past = new Date(Date.now() - 60_000).toISOString()
    const keys = [
      revoked.key,
      linkTo(FILES.report, { expirationDate: past }).key,
      linkTo(FILES.report, { denyDownload: true }).key,
      linkTo(FILES.report, { internal: true }).key,
      linkTo(FILES.report, { password: 'long-enough-1A!' }).key,
    ]
    for (const key of keys) expect((await refused(key)).kind).toBe('forbidden')
    standIn.configure({ externalSharing: 'blocked' })
    expect((await refused(linkTo(FILES.report).key)).kind).toBe('forbidden')
  })

  it('and refused where the file is gone', async () => {
    const { key } = linkTo(FILES.report)
    standIn.removeFile(FILES.report)
    expect((await failureOf(portal.startDownload(FILES.report, key))).kind).toBe('not-found')
  })
})

describe('the answer to a download', () => {
  let pair: PortalPair
  beforeEach(async () => {
    pair = await startPortalPair()
  })
  afterEach(() => pair.close())
  const ROUTE = 'GET /filehandler.ashx'

  it('may come from a storage elsewhere, which is not followed', async () => {
    const location = `${pair.server.origin}/elsewhere?signature=x`
    pair.server.on(ROUTE, { status: 302, headers: { location } })
    pair.server.on('GET /elsewhere', { status: 500 })
    await pair.portal.startDownload('4821', TOKEN)
    expect(pair.server.hits).toHaveLength(1)
    expect(pair.server.hits[0]?.headers.authorization).toBeUndefined()
  })

  it.each([
    ['a part', { status: 206 }, null],
    ['a redirect to nowhere', { status: 302 }, 'bad-response'],
    ['a refusal', { status: 403 }, 'forbidden'],
    ['nobody signed in', { status: 401 }, 'forbidden'],
    ['not paid for', { status: 402 }, 'plan'],
    ['a refusal of the request', { status: 400 }, 'rejected'],
    ['nothing', { status: 204 }, 'bad-response'],
  ])('%s', async (_, answer, kind) => {
    pair.server.on(ROUTE, answer)
    const call = pair.portal.startDownload('4821', TOKEN)
    if (kind === null) await call
    else expect((await failureOf(call)).kind).toBe(kind)
    expect(pair.server.hits).toHaveLength(1)
  })

  it.each([
    ['no connection', { fault: 'drop' as const }],
    ['trouble', { status: 503 }],
    ['too many requests', { status: 429, headers: { 'retry-after': '0' } }],
  ])('is asked for again after %s', async (_, answer) => {
    pair.server.on(ROUTE, answer, { status: 200, body: 'the bytes' })
    await pair.portal.startDownload('4821', TOKEN)
    expect(pair.server.hits).toHaveLength(2)
  })

  it('that breaks off after its head is good enough: the portal has recorded it', async () => {
    pair.server.on(ROUTE, { status: 200, body: 'half of', fault: 'cut' })
    await pair.portal.startDownload('4821', TOKEN)
    expect(pair.server.hits).toHaveLength(1)
  })

  it('that never comes is given up', async () => {
    await pair.close()
    pair = await startPortalPair(IMPATIENT)
    pair.server.on(ROUTE, { fault: 'hang' })
    expect((await failureOf(pair.portal.startDownload('4821', TOKEN))).kind).toBe('unavailable')
  })
})
