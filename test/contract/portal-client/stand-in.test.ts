import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FILES, KEYS, ROOMS } from '../../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../../sandbox/portal/server.ts'
import { directAddress, pageAddress } from '../../../src/domain/link-address.ts'
import type { PortalLimits } from '../../../src/portal/limits.ts'
import { createPortal } from '../../../src/portal/portal.ts'
import { AUDIT, FIRST, failureOf, LINK_ID, linkRequest } from './portal-fixture.ts'

const DAY = 86_400_000

let standIn: Awaited<ReturnType<typeof startPortal>>
let opened: ReturnType<typeof createPortal>[]

/** Our client to the stand-in; the owner's key unless told. */
const connect = (
  apiKey: string = KEYS.owner,
  auditApiKey: string = KEYS.adminReadOnly,
  more: Partial<PortalLimits> = {},
) => {
  const limits = { firstPauseMs: 5, longestPauseMs: 20, ...more }
  const portal = createPortal({
    origin: standIn.url,
    apiKey,
    auditApiKey,
    now: Date.now,
    random: Math.random,
    limits,
  })
  opened.push(portal)
  return portal
}

const wanted = (overrides: Parameters<typeof linkRequest>[0] = {}) =>
  linkRequest({ fileId: FILES.report, expiresAt: Date.now() + DAY, ...overrides })

beforeEach(async () => {
  standIn = await startPortal()
  opened = []
})
afterEach(async () => {
  await Promise.all(opened.map((portal) => portal.close()))
  await standIn.close()
})

it('a link lives, is used, is seen in the trail, and dies', async () => {
  const portal = connect()
  const request = wanted()
  const made = await portal.putLink(request)
  expect(made).toMatchObject({ id: LINK_ID, access: 2, internal: false, primary: false, hasPassword: false })
  expect(made.expiresAt).toBe(request.expiresAt)
  expect(await portal.links(FILES.report)).toContainEqual(made)

  const before = Date.now() - 1000
  const address = directAddress(standIn.url, FILES.report, made.requestToken)
  expect((await fetch(address)).status).toBe(200)
  const page = pageAddress(standIn.url, made.shareLink)
  expect((await fetch(page ?? '', { redirect: 'manual' })).headers.get('location')).toContain(
    made.requestToken,
  )

  await expect.poll(() => portal.downloadsSince(before)).toHaveLength(1)
  const [event] = await portal.downloadsSince(before)
  expect(event).toMatchObject({ actionId: 5009, target: [FILES.report] })
  expect(event?.page?.link).toEqual({ linkId: LINK_ID })

  await portal.deleteLink(FILES.report, LINK_ID)
  expect((await portal.links(FILES.report)).map((link) => link.id)).not.toContain(LINK_ID)
  expect((await fetch(address, { redirect: 'manual' })).ok).toBe(false)
  // The singular address would have made a public link by being asked.
  expect(standIn.requests().filter((request) => request.path.endsWith('/link'))).toEqual([])
})

describe('putLink', () => {
  it.each([
    ['the answer was lost', { kind: 'drop', when: 'after' } as const],
    ['the request was lost', { kind: 'drop', when: 'before' } as const],
    ['the portal was busy', { kind: 'rate-limit' } as const],
    ['the portal failed', { kind: 'status', status: 500 } as const],
  ])('makes one link although %s', async (_, action) => {
    const before = standIn.links(FILES.report).length
    standIn.fault({ method: 'PUT', action })
    expect(await connect().putLink(wanted())).toMatchObject({ id: LINK_ID })
    expect(standIn.links(FILES.report)).toHaveLength(before + 1)
  })

  it('rewrites a link under the same id, and keeps its key', async () => {
    const portal = connect()
    const made = await portal.putLink(wanted({ password: 'long-enough-1A!' }))
    const again = await portal.putLink(wanted({ expiresAt: Date.now() + 2 * DAY, denyDownload: true }))
    expect(made).toMatchObject({ hasPassword: true, denyDownload: false })
    expect(again).toMatchObject({ hasPassword: false, denyDownload: true, requestToken: made.requestToken })
  })

  it('passes on what a data room forces', async () => {
    expect(await connect().putLink(wanted({ fileId: FILES.dataRoomFile }))).toMatchObject({ internal: true })
  })

  it.each([
    ['no slot', FILES.quotaFull, 'forbidden'],
    ['no right', FILES.unshareable, 'forbidden'],
    ['no file', '999999', 'not-found'],
  ])('%s', async (_, fileId, kind) => {
    expect((await failureOf(connect().putLink(wanted({ fileId })))).kind).toBe(kind)
  })

  it('does not take 200 without a link for a link', async () => {
    standIn.fault({ method: 'PUT', action: { kind: 'lie', how: 'no-response' } })
    expect((await failureOf(connect().putLink(wanted()))).kind).toBe('bad-response')
  })
})

describe('deleteLink', () => {
  it('finds a link that is already gone gone, also where the quota is full', async () => {
    await connect().deleteLink(FILES.report, LINK_ID)
    await connect().deleteLink(FILES.quotaFull, LINK_ID)
    expect(standIn.links(FILES.quotaFull)).toHaveLength(6)
  })

  it('leaves every other link of a public room alone', async () => {
    const portal = connect()
    const before = standIn.links(FILES.publicFile)
    await portal.putLink(wanted({ fileId: FILES.publicFile }))
    await portal.deleteLink(FILES.publicFile, LINK_ID)
    expect(standIn.links(FILES.publicFile)).toEqual(before)
  })

  it('is done when the file is', async () => {
    const portal = connect()
    await portal.putLink(wanted())
    standIn.removeFile(FILES.report)
    await portal.deleteLink(FILES.report, LINK_ID)
  })

  it('does not believe a portal that says yes and does nothing', async () => {
    const portal = connect()
    await portal.putLink(wanted())
    standIn.fault({ method: 'PUT', body: { access: 0 }, action: { kind: 'lie', how: 'does-nothing' } })
    expect((await failureOf(portal.deleteLink(FILES.report, LINK_ID))).kind).toBe('bad-response')
    await portal.deleteLink(FILES.report, LINK_ID)
  })

  it('does not take a list that it may not see for an empty one', async () => {
    const portal = connect()
    await portal.putLink(wanted())
    standIn.trashFile(FILES.report)
    expect((await failureOf(portal.deleteLink(FILES.report, LINK_ID))).kind).toBe('forbidden')
  })

  it.each([
    ['in the trash', () => standIn.trashFile(FILES.report)],
    ['deleted', () => standIn.removeFile(FILES.report)],
    ['whose link is deleted', () => standIn.deleteLink(FILES.report, LINK_ID)],
    [
      'whose link has expired',
      () =>
        standIn.editLink(FILES.report, LINK_ID, {
          expirationDate: new Date(Date.now() - 1000).toISOString(),
        }),
    ],
  ])('of a file %s: visitors are turned away, and we look without opening anything', async (_, happen) => {
    const portal = connect()
    const { requestToken } = await portal.putLink(wanted())
    expect(await portal.linkIsDead(requestToken, FIRST)).toBe(false)
    happen()
    expect(await portal.linkIsDead(requestToken, FIRST)).toBe(true)
    // With a key the owner would have the file among those shared with them.
    expect(standIn.state.files[FILES.report]?.openedBy ?? []).toEqual([])
  })

  it('with a password is alive for all that', async () => {
    const portal = connect()
    const { requestToken } = await portal.putLink(wanted({ password: 'long-enough-1A!' }))
    expect(await portal.linkIsDead(requestToken, FIRST)).toBe(false)
  })

  it('does not take a suspended portal for a deleted file', async () => {
    const portal = connect()
    await portal.putLink(wanted())
    standIn.configure({ gone: true })
    expect((await failureOf(portal.deleteLink(FILES.report, LINK_ID))).kind).toBe('unavailable')
  })
})

describe('file and folders', () => {
  it('knows where a file is and what may be done with it', async () => {
    const portal = connect()
    expect(await portal.file(FILES.report)).toMatchObject({
      id: FILES.report,
      canShare: true,
      linkQuota: 6,
      roomType: null,
    })
    expect((await portal.file(FILES.report)).externalRights).toContain('Read')
    expect(await portal.file(FILES.unshareable)).toMatchObject({
      canShare: false,
      linkQuota: 0,
      externalRights: [],
    })
    expect(await portal.file(FILES.roomForm)).toMatchObject({ isForm: true, roomType: 15 })
    expect(await portal.file(FILES.thirdParty)).toMatchObject({ id: FILES.thirdParty })
  })

  it('names the room above a file in a folder of it', async () => {
    const portal = connect()
    const { folderId } = await portal.file(FILES.nested)
    expect(await portal.folderPath(folderId ?? '')).toEqual(expect.arrayContaining([ROOMS.finance, folderId]))
    expect(folderId).not.toBe(ROOMS.finance)
    const cloud = await portal.file(FILES.thirdParty)
    expect(await portal.folderPath(cloud.folderId ?? '')).toContain(ROOMS.cloud)
  })

  it('tells apart: no such file, may not read it, key not accepted, portal gone, portal unpaid', async () => {
    const portal = connect()
    expect((await failureOf(portal.file('999999'))).kind).toBe('not-found')
    expect((await failureOf(portal.file(FILES.memberFile))).kind).toBe('forbidden')
    const badKey = connect(`sk-${'0'.repeat(64)}`)
    expect((await failureOf(badKey.file(FILES.report))).kind).toBe('unauthorized')
    expect((await failureOf(badKey.ping())).kind).toBe('unauthorized')
    standIn.configure({ unpaid: true })
    expect((await failureOf(portal.file(FILES.report))).kind).toBe('plan')
    standIn.configure({ unpaid: false, gone: true })
    expect((await failureOf(portal.file(FILES.report))).kind).toBe('unavailable')
  })

  it('pings with any key that is good', async () => {
    await connect().ping()
    const { secret } = standIn.addKey({
      ownerId: standIn.state.keys[0]?.ownerId ?? '',
      permissions: ['files:write'],
    })
    await connect(secret).ping()
  })
})

describe('viewsSince', () => {
  const at = Date.now() - 60_000

  it('reads only views, and only since the moment', async () => {
    standIn.emit({ target: FILES.report, actionId: 5064, at: new Date(at - 5_000) })
    standIn.emit({ target: FILES.thirdParty, actionId: 5064, at: new Date(at + 5_000) })
    standIn.emit({ target: FILES.report, at: new Date(at + 5_000) })
    expect(await connect().viewsSince(at)).toMatchObject([{ actionId: 5064, target: [FILES.thirdParty] }])
    expect(standIn.requests({ path: AUDIT }).map(({ query }) => query)).toMatchObject([{ action: '5064' }])
  })

  it('reads them page by page', async () => {
    const seconds = Array.from({ length: 250 }, (_, n) => new Date(at + Math.floor(n / 3) * 100))
    const ids = seconds.map((second) => standIn.emit({ target: FILES.png, actionId: 5064, at: second }).id)
    const events = await connect().viewsSince(at - 1_000)
    expect(events.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids)
  })

  it.each(['none', 'hidden'] as const)('sees that the plan has no trail: %s', async (audit) => {
    standIn.configure({ audit })
    standIn.emit({ target: FILES.report, at: new Date() })
    expect((await failureOf(connect().viewsSince(at))).kind).toBe('plan')
  })
})

it('T33: of the two keys the one that makes links reads no trail, and the one that reads it makes no link', async () => {
  const { ownerFilesOnly, adminReadOnly } = KEYS
  const apart = connect(ownerFilesOnly, adminReadOnly)
  expect(await apart.putLink(wanted())).toMatchObject({ id: LINK_ID })
  expect(await apart.downloadsSince(Date.now())).toEqual([])
  const swapped = connect(adminReadOnly, ownerFilesOnly)
  expect((await failureOf(swapped.putLink(wanted()))).kind).toBe('scope')
  expect((await failureOf(swapped.downloadsSince(Date.now()))).kind).toBe('scope')
})

describe('downloadsSince', () => {
  it('reads a crowded second whole, although its rows come in another order each time', async () => {
    const at = new Date(Math.floor(Date.now() / 1000) * 1000 - 5_000)
    const ids = Array.from({ length: 300 }, () => standIn.emit({ target: FILES.report, at }).id)
    const events = await connect().downloadsSince(at.getTime())
    expect(events.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids)
  })

  it('reads a backlog whole, whose pages all begin in the middle of a second', async () => {
    const at = Math.floor(Date.now() / 1000) * 1000 - 600_000
    const seconds = Array.from({ length: 1_000 }, (_, n) => new Date(at + Math.floor(n / 3) * 1000))
    const ids = seconds.map((second) => standIn.emit({ target: FILES.report, at: second }).id)
    const events = await connect().downloadsSince(at)
    expect(events.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids)
    expect(standIn.requests({ path: AUDIT })).toHaveLength(11)
  })

  it('reads only downloads, and only since the moment', async () => {
    const at = Date.now() - 60_000
    standIn.emit({ target: FILES.report, at: new Date(at - 5_000) })
    standIn.emit({ target: FILES.report, actionId: 5064, at: new Date(at) })
    standIn.emit({ target: FILES.thirdParty, actionId: 5062, at: new Date(at + 5_000) })
    expect(await connect().downloadsSince(at)).toMatchObject([{ actionId: 5062, target: [FILES.thirdParty] }])
  })

  it.each([
    ['a plan without the trail, by old rows', 'none', new Date(Date.now() - DAY), 5009],
    ['a plan without the trail, by rows of another kind', 'none', new Date(), 5091],
    ['a section that is hidden', 'hidden', new Date(), 5009],
  ] as const)('%s', async (_, audit, at, actionId) => {
    standIn.configure({ audit })
    standIn.emit({ target: FILES.report, at, actionId })
    expect((await failureOf(connect().downloadsSince(Date.now() - 60_000))).kind).toBe('plan')
  })

  it('a plan without the trail, by a question that has no answer, where its rows look right', async () => {
    standIn.configure({ audit: 'none' })
    for (let n = 0; n < 25; n++) standIn.emit({ target: FILES.report, at: new Date() })
    expect((await failureOf(connect().downloadsSince(Date.now() - 60_000))).kind).toBe('plan')
  })

  it.each([
    ['a key without the scope', KEYS.ownerFilesOnly, 'scope'],
    ['somebody who is no admin', KEYS.member, 'forbidden'],
    ['a bad key', `sk-${'0'.repeat(64)}`, 'unauthorized'],
  ])('%s', async (_, key, kind) => {
    expect((await failureOf(connect(KEYS.owner, key).downloadsSince(Date.now()))).kind).toBe(kind)
  })
})
