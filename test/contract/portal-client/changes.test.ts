import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FILES, KEYS, ROOTS, USERS } from '../../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../../sandbox/portal/server.ts'
import type { Portal as StandIn } from '../../../sandbox/portal/types.ts'
import { createPortal } from '../../../src/portal/portal.ts'
import { HOUR } from '../../support/builders.ts'
import type { Hit } from '../../support/scripted-server.ts'
import { AUDIT, AUDIT_KEY, failureOf, good, type PortalPair, startPortalPair } from './portal-fixture.ts'
import { FROM, row } from './trail-fixture.ts'

const ACTIONS = [5092, 5093, 5015, 5016, 5017, 5018]
/** The rows of each action. */
const byAction =
  (rows: Record<number, unknown[]>) =>
  ({ query }: Hit) =>
    good(rows[Number(query.get('action'))] ?? [])
const change = (id: number, actionId: number, more: object = {}) =>
  row(id, { actionId, actionType: 2, user: 'Olga', userId: 'u-olga', page: null, ...more })

describe('over a scripted portal', () => {
  let pair: PortalPair
  beforeEach(async () => {
    pair = await startPortalPair()
  })
  afterEach(() => pair.close())

  it('asks for one action at a time with the audit key, and gives changes in our words', async () => {
    pair.server.on(`GET ${AUDIT}`, byAction({ 5092: [change(7, 5092)] }))
    expect(await pair.portal.changesSince(FROM + 999)).toEqual([
      {
        id: 7,
        at: Date.UTC(2026, 6, 14, 6, 31, 22),
        actionId: 5092,
        userId: 'u-olga',
        user: 'Olga',
        fileId: '4821',
      },
    ])
    const asked = pair.server.hits.map(({ query }) => Number(query.get('action')))
    expect(asked.sort()).toEqual([...ACTIONS].sort())
    for (const { query, headers } of pair.server.hits) {
      expect(query.get('from')).toBe('2026-07-14T06:30:00.000Z')
      // It would be ignored beside the action (docs/portal.md, Reading the audit trail), or be the only one heeded.
      expect(query.has('actionType')).toBe(false)
      expect(headers.authorization).toBe(`Bearer ${AUDIT_KEY}`)
    }
  })

  it('knows the file of a move, which stands before its folder, and ids with a comma in them', async () => {
    pair.server.on(
      `GET ${AUDIT}`,
      byAction({
        5015: [change(1, 5015, { target: ['4821', '17'] })],
        5017: [change(2, 5017, { target: [4822] })],
        5018: [change(5, 5018, { target: ['sbox-2', 'b'] })],
        5093: [change(3, 5093, { target: ['sbox-1', 'a'] }), change(4, 5093, { target: [] })],
      }),
    )
    const found = await pair.portal.changesSince(FROM)
    expect(new Map(found.map(({ id, fileId }) => [id, fileId]))).toEqual(
      new Map([
        [1, '4821'],
        [2, '4822'],
        [3, 'sbox-1,a'],
        [5, 'sbox-2,b'],
      ]),
    )
  })

  it('skips a row that does not fit and keeps the rest', async () => {
    pair.server.on(`GET ${AUDIT}`, byAction({ 5092: [null, change(1, 5092), { id: 'x' }] }))
    expect(await pair.portal.changesSince(FROM)).toMatchObject([{ id: 1 }])
    expect(pair.warnings).toHaveLength(1)
  })

  it('reads more than a page', async () => {
    const rows = Array.from({ length: 150 }, (_, n) => {
      const at = new Date(FROM + 200_000 - n * 1_000).toISOString()
      return { ...change(1_000 - n, 5092), date: at }
    })
    pair.server.on(`GET ${AUDIT}`, ({ query }) => {
      if (query.get('action') !== '5092') return good([])
      const to = Date.parse(query.get('to') ?? '2999-01-01T00:00:00Z')
      const found = rows.filter(({ date }) => Date.parse(date) <= to)
      return good(found.slice(Number(query.get('startIndex'))).slice(0, Number(query.get('count'))))
    })
    expect(new Set((await pair.portal.changesSince(FROM)).map(({ id }) => id)).size).toBe(150)
  })

  it('a row of another action shows that the filters are ignored', async () => {
    pair.server.on(`GET ${AUDIT}`, good([change(1, 5092)]))
    expect((await failureOf(pair.portal.changesSince(FROM))).kind).toBe('plan')
  })

  it('goes on without moves and deletions where the portal does not know them, and asks again after an hour', async () => {
    const noMoves = (hit: Hit) =>
      hit.query.get('action')?.startsWith('501')
        ? {
            status: 400,
            body: { response: { title: 'validation', status: 400 }, status: 1, statusCode: 400 },
          }
        : byAction({ 5093: [change(1, 5093)] })(hit)
    pair.server.on(`GET ${AUDIT}`, noMoves)
    expect(await pair.portal.changesSince(FROM)).toMatchObject([{ id: 1 }])
    expect(pair.warnings).toHaveLength(4)
    const before = pair.server.hits.length
    expect(await pair.portal.changesSince(FROM)).toHaveLength(1)
    expect(pair.server.hits.length - before).toBe(2)
    expect(pair.warnings).toHaveLength(4)
    pair.later(HOUR)
    pair.server.on(`GET ${AUDIT}`, byAction({ 5017: [change(2, 5017)], 5093: [change(1, 5093)] }))
    expect(await pair.portal.changesSince(FROM)).toHaveLength(2)
  })

  it.each([5092, 5093])('does not go on without %d', async (action) => {
    pair.server.on(`GET ${AUDIT}`, ({ query }) =>
      Number(query.get('action')) === action ? { status: 400, body: {} } : good([]),
    )
    expect((await failureOf(pair.portal.changesSince(FROM))).kind).toBe('rejected')
  })

  it.each([400, 405, 409, 415])('never takes %d for having no views', async (status) => {
    pair.server.on(`GET ${AUDIT}`, { status, body: {} })
    expect((await failureOf(pair.portal.viewsSince(FROM))).kind).toBe('rejected')
    pair.server.on(`GET ${AUDIT}`, good([row(1, { actionId: 5064, actionType: 2 })]))
    expect(await pair.portal.viewsSince(FROM)).toMatchObject([{ id: 1 }])
  })

  it.each([405, 409, 415])('does not give up moves for %d', async (status) => {
    pair.server.on(`GET ${AUDIT}`, ({ query }) =>
      query.get('action') === '5017' ? { status, body: {} } : good([]),
    )
    expect((await failureOf(pair.portal.changesSince(FROM))).kind).toBe('rejected')
    pair.server.on(`GET ${AUDIT}`, byAction({ 5017: [change(1, 5017)] }))
    expect(await pair.portal.changesSince(FROM)).toHaveLength(1)
  })

  it('does not give up moves for an outage', async () => {
    pair.server.on(`GET ${AUDIT}`, ({ query }) =>
      query.get('action') === '5017' ? { status: 402 } : good([]),
    )
    expect((await failureOf(pair.portal.changesSince(FROM))).kind).toBe('plan')
    pair.server.on(`GET ${AUDIT}`, byAction({ 5017: [change(1, 5017)] }))
    expect(await pair.portal.changesSince(FROM)).toHaveLength(1)
  })
})

describe('over the stand-in', () => {
  let standIn: StandIn
  const portals: { close(): Promise<void> }[] = []
  beforeEach(async () => {
    standIn = await startPortal()
  })
  afterEach(async () => {
    for (const portal of portals.splice(0)) await portal.close()
    await standIn.close()
  })
  const connect = (auditApiKey: string = KEYS.adminReadOnly) => {
    const portal = createPortal({
      origin: standIn.url,
      apiKey: KEYS.owner,
      auditApiKey,
      now: Date.now,
      random: Math.random,
    })
    portals.push(portal)
    return portal
  }

  it('tells who wrote links of which file, who moved or deleted it, and nothing else', async () => {
    const from = Date.now() - 60_000
    const link = standIn.addLink(FILES.report)
    standIn.editLink(FILES.report, link.id, { internal: true })
    standIn.deleteLink(FILES.report, link.id)
    standIn.moveFile(FILES.pdf, ROOTS.rooms)
    standIn.trashFile(FILES.pdf)
    standIn.removeFile(FILES.pdf)
    standIn.emit({ target: FILES.report })
    standIn.emit({ target: FILES.report, actionId: 5064 })
    const found = await connect().changesSince(from)
    expect(found.map(({ actionId, fileId }) => `${actionId} ${fileId}`).sort()).toEqual([
      `5015 ${FILES.pdf}`,
      `5017 ${FILES.pdf}`,
      `5018 ${FILES.pdf}`,
      `5092 ${FILES.report}`,
      `5093 ${FILES.report}`,
    ])
    expect(new Set(found.map(({ userId }) => userId))).toEqual(new Set([USERS.owner]))
    expect(new Set(found.map(({ user }) => user))).toEqual(
      new Set([standIn.state.users[USERS.owner]?.displayName]),
    )
  })

  it('tells of our own writes', async () => {
    const portal = connect(KEYS.owner)
    const from = Date.now() - 60_000
    const linkId = '9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506'
    const expiresAt = Date.now() + 60_000
    await portal.putLink({
      fileId: FILES.report,
      linkId,
      title: 't',
      expiresAt,
      denyDownload: false,
      password: null,
    })
    await portal.deleteLink(FILES.report, linkId)
    expect((await portal.ownLinkWrites(from)).map(({ actionId }) => actionId).sort()).toEqual([5091, 5093])
    // Nothing of a link that is there changes by another that is made.
    expect((await portal.changesSince(from)).map(({ actionId }) => actionId)).toEqual([5093])
  })

  it.each([
    ['a plan without the trail', 'none', 'plan'],
    ['a section that is hidden', 'hidden', 'plan'],
  ] as const)('%s', async (_, audit, kind) => {
    standIn.addLink(FILES.report)
    standIn.configure({ audit })
    expect((await failureOf(connect().changesSince(Date.now() - 60_000))).kind).toBe(kind)
  })

  it('a key without the scope', async () => {
    expect((await failureOf(connect(KEYS.ownerFilesOnly).changesSince(Date.now()))).kind).toBe('scope')
  })
})
