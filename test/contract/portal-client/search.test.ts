import { expect, onTestFinished, test } from 'vitest'
import { FILES, KEYS, ROOMS, ROOTS, USERS } from '../../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../../sandbox/portal/server.ts'
import { createPortal } from '../../../src/portal/portal.ts'
import { createFileSearch } from '../../../src/portal/search/file-search.ts'
import { type FindDeps, findFiles } from '../../../src/use-cases/search/find-files.ts'
import type { SearchBudget, SearchQuota } from '../../../src/use-cases/search-ports.ts'
import { failureOf } from './portal-fixture.ts'

/** As much as is wanted. */
const UNLIMITED: SearchQuota = async () => null
const PLENTY: SearchBudget = {
  calls: async (wanted) => wanted,
}

/** A search over the stand-in, by the key of its owner; the clock can be moved. */
const stage = async (
  allowedRooms: readonly string[] | null = null,
  apiKey: string = KEYS.owner,
  {
    quota = UNLIMITED,
    budget = PLENTY,
    searchesPerMinute = null,
  }: Partial<Pick<FindDeps, 'quota' | 'searchesPerMinute'>> & { budget?: SearchBudget } = {},
) => {
  const outside = await startPortal()
  let ahead = 0
  const now = () => Date.now() + ahead
  const portal = createPortal({ origin: outside.url, apiKey, auditApiKey: apiKey, now, random: () => 0.5 })
  onTestFinished(async () => {
    await portal.close()
    await outside.close()
  })
  const files = createFileSearch({ portal, budget, now, allowedRooms: () => allowedRooms })
  const search = findFiles({
    searchFor: () => files,
    quota,
    searchesPerMinute,
    now,
    portalOrigin: outside.url,
    allowedRooms: () => allowedRooms,
  })
  const offer = async (letters: string, person = 'U0ALICE') => {
    const { hits, stop } = await search('T0SHARE', person, letters)
    return { hits, stop }
  }
  const find = async (letters: string) => (await offer(letters)).hits
  return {
    outside,
    portal,
    offer,
    find,
    ids: async (letters: string) => (await find(letters)).map(({ id }) => id),
    later: (ms: number) => {
      ahead += ms
    },
    /** Searches of one place each, those of the list of rooms left out. */
    searches: () => outside.requests().filter(({ query }) => 'filterValue' in query),
  }
}

const took = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const begun = performance.now()
  return [await work(), performance.now() - begun]
}

const SLOW = { times: 'always', action: { kind: 'slow', ms: 60_000 } } as const

test('finds files in my documents, in rooms, in folders of both, and in connected clouds', async () => {
  const { find, ids } = await stage()
  expect(await find('q3')).toEqual([
    {
      id: FILES.report,
      title: 'Q3.docx',
      place: expect.any(String),
      changedAt: expect.any(Number),
      documentsOf: expect.stringMatching(/\S/),
      bytes: expect.any(Number),
    },
  ])
  expect(await ids('ROADMAP')).toEqual(['4829'])
  expect(await ids('lease')).toContain(FILES.nested)
  expect((await find('campaign'))[0]).toMatchObject({ id: FILES.roomDocx, place: 'Marketing' })
  expect((await find('shared notes'))[0]).toMatchObject({ id: FILES.thirdParty, place: 'Team Dropbox' })
  expect(await ids('nothing is called so')).toEqual([])
})

test('leaves out folders, the archive, and what others keep to themselves', async () => {
  const { ids } = await stage()
  expect(await ids('projects')).toEqual([])
  expect(await ids('stand plan')).toEqual([])
  expect(await ids('draft of mark')).toEqual([])
})

test('offers the newest first, each file once, 50 at most', async () => {
  const { outside, find } = await stage()
  for (let n = 0; n < 40; n += 1) {
    const file = outside.addFile({
      title: `Plan ${n}.docx`,
      folderId: n % 2 === 0 ? ROOMS.marketing : ROOTS.myOwner,
    })
    file.updatedAt = new Date(Date.UTC(2026, 5, 1, 0, n)).toISOString()
  }
  for (let n = 0; n < 30; n += 1) outside.addFile({ title: `Plan b${n}.docx`, folderId: ROOMS.finance })
  const found = await find('plan')
  expect(found.length).toBe(50)
  expect(new Set(found.map(({ id }) => id)).size).toBe(50)
  const dates = found.map(({ changedAt }) => changedAt)
  expect(dates).toEqual(dates.toSorted((a, b) => b - a))
})

test('understands an id and an address, beside words', async () => {
  const { outside, find, ids } = await stage()
  outside.addFile({ id: '5001', title: 'Report 4821.docx' })
  const address = `${outside.url}/doceditor?fileid=`
  expect(await find(`${address}${FILES.roomDocx}&action=view`)).toEqual([
    {
      id: FILES.roomDocx,
      title: 'Campaign.docx',
      place: 'Marketing',
      documentsOf: null,
      bytes: expect.any(Number),
      changedAt: expect.any(Number),
    },
  ])
  expect(await ids('4821')).toEqual([FILES.report, '5001'])
  expect(await ids(FILES.thirdParty)).toEqual([FILES.thirdParty])
  expect(await ids(`${address}999999`)).toEqual([])
  expect(await ids('https://other.example/doceditor?fileid=4821')).toEqual([])
  expect(await ids(`${address}${FILES.memberFile}`)).toEqual([])
})

test('asks nothing for less than two letters', async () => {
  const { outside, offer } = await stage()
  for (const letters of ['', ' ', 'q', '  q  ']) {
    expect(await offer(letters)).toEqual({ hits: [], stop: { why: 'letters' } })
  }
  expect(outside.requests()).toEqual([])
})

test('searches only what may be shared, where rooms are laid down', async () => {
  const { ids, outside, searches } = await stage([ROOMS.marketing, '110'])
  expect(await ids('campaign')).toEqual([FILES.roomDocx])
  expect(await ids('lease')).toContain(FILES.nested)
  expect(await ids('q3')).toEqual([])
  expect(new Set(searches().map(({ path }) => path))).toEqual(
    new Set(['/api/2.0/files/101', '/api/2.0/files/110']),
  )
  expect(await ids(`${outside.url}/doceditor?fileid=${FILES.nested}`)).toEqual([FILES.nested])
  expect(await ids(`${outside.url}/doceditor?fileid=${FILES.report}`)).toEqual([])
})

test('a key without rooms:read has its documents', async () => {
  const { outside, ids } = await stage(null, KEYS.owner)
  const secret = outside.addKey({ ownerId: USERS.owner, permissions: ['files:write'] }).secret
  const narrow = createPortal({
    origin: outside.url,
    apiKey: secret,
    auditApiKey: secret,
    now: Date.now,
    random: () => 0.5,
  })
  onTestFinished(() => narrow.close())
  const files = createFileSearch({ portal: narrow, budget: PLENTY, now: Date.now, allowedRooms: () => null })
  const search = findFiles({
    searchFor: () => files,
    quota: UNLIMITED,
    searchesPerMinute: null,
    now: Date.now,
    portalOrigin: outside.url,
    allowedRooms: () => null,
  })
  const offered = await search('T0SHARE', 'U0ALICE', 'q3')
  expect(offered).toMatchObject({ hits: [{ id: FILES.report }], stop: { why: 'rooms' } })
  expect(await search('T0SHARE', 'U0ALICE', 'campaign')).toMatchObject({ hits: [], stop: { why: 'rooms' } })
  expect(await ids('campaign')).toEqual([FILES.roomDocx])
})

test('a guest, who has no documents, has the rooms', async () => {
  const { ids, searches } = await stage(null, KEYS.guest)
  expect(await ids('campaign')).toEqual([FILES.roomDocx])
  const asked = searches().length
  expect(await ids('campaign')).toEqual([FILES.roomDocx])
  expect(searches()).toHaveLength(asked)
})

test('letters typed again and letters added ask nobody, for half a minute', async () => {
  const { outside, ids, searches, later } = await stage()
  await ids('ca')
  const asked = searches().length
  expect(asked).toBeGreaterThan(3)
  expect(await ids('CA')).toContain(FILES.roomDocx)
  expect(await ids('campa')).toEqual([FILES.roomDocx])
  expect(await ids('campaigns')).toEqual([])
  expect(searches()).toHaveLength(asked)
  later(31_000)
  expect(await ids('ca')).toContain(FILES.roomDocx)
  expect(searches()).toHaveLength(2 * asked)
  expect(outside.requests({ path: '/api/2.0/files/rooms' })).toHaveLength(1)
  later(31_000)
  await ids('ca')
  expect(outside.requests({ path: '/api/2.0/files/rooms' })).toHaveLength(2)
})

test.for([
  ['Résumé 2026.docx', 'résumé 20'],
  ['Résumé 2026.docx', 'resume 20'],
  ['Отчёт за июнь.docx', 'отчет за'],
  ['Smørrebrød.docx', 'smorrebrod'],
  ['Ｐｌａｎ.docx', 'plan'],
  ['Sayısal.docx', 'sayısal'],
  ['보고서 초안.docx', '보고서'],
  ['レポート.docx', 'れぽーと'],
  ['Straße.docx', 'straße'],
  ['İstanbul.docx', 'İstanbul'],
] as const)('%s is offered at every letter of %s', async ([title, words]) => {
  const { outside, ids } = await stage()
  const { id } = outside.addFile({ title })
  for (let length = 2; length <= words.length; length += 1) {
    expect(await ids(words.slice(0, length)), words.slice(0, length)).toContain(id)
  }
})

test('an accent that is typed as a sign of its own finds what has it in one', async () => {
  const { outside, ids } = await stage()
  const { id } = outside.addFile({ title: 'Büro.docx' })
  expect(await ids('büro'.normalize('NFD'))).toEqual([id])
  expect(outside.requests({ path: '/api/2.0/files/@my' })[0]?.query.filterValue).toBe('büro')
})

test('a portal that looks into files is asked anew at each letter', async () => {
  const { outside, ids } = await stage()
  const hit = { id: 7001, title: 'Minutes.docx' }
  const found = (files: object[]) => ({
    kind: 'answer' as const,
    body: { response: { files, total: files.length }, status: 0, statusCode: 200 },
  })
  for (const files of [[hit], [hit], []]) {
    outside.fault({ path: '/api/2.0/files/@my', action: found(files) })
  }
  expect(await ids('bu')).toEqual(['7001'])
  expect(await ids('bud')).toEqual(['7001'])
  expect(await ids('budg')).toEqual([])
})

test('the same letters at the same time are one search, whoever types them', async () => {
  const { offer, searches } = await stage()
  const all = await Promise.all(['U1', 'U2', 'U3', 'U4', 'U5'].map((person) => offer('campaign', person)))
  for (const { hits } of all) expect(hits).toMatchObject([{ id: FILES.roomDocx }])
  expect(new Set(searches().map(({ path }) => path)).size).toBe(searches().length)
})

test('does not narrow down what was cut off', async () => {
  const { outside, ids } = await stage()
  const old = outside.addFile({ title: 'Plan of the first year.docx' })
  old.updatedAt = '2001-01-01T00:00:00.000Z'
  for (let n = 0; n < 30; n += 1) outside.addFile({ title: `Plan ${n}.docx` })
  expect(await ids('plan')).not.toContain(old.id)
  expect(await ids('plan of')).toContain(old.id)
})

test('a room that hangs is left out, after two seconds; nothing is kept of that', async () => {
  const { outside, offer, ids } = await stage()
  outside.fault({ path: `/api/2.0/files/${ROOMS.finance}`, ...SLOW })
  const [found, ms] = await took(() => offer('campaign'))
  expect(found).toMatchObject({ hits: [{ id: FILES.roomDocx }], stop: { why: 'slow' } })
  expect(ms).toBeLessThan(2_600)
  outside.clearFaults()
  expect(await ids('lease')).toContain(FILES.nested)
})

test('a list of rooms that hangs leaves my documents', async () => {
  const { outside, offer } = await stage()
  outside.fault({ path: '/api/2.0/files/rooms', ...SLOW })
  const [found, ms] = await took(() => offer('q3'))
  expect(found).toMatchObject({ hits: [{ id: FILES.report }], stop: { why: 'slow' } })
  expect(ms).toBeLessThan(2_600)
})

test('a portal that hangs has nothing to offer, soon, to however many', async () => {
  const { outside, offer } = await stage()
  outside.fault(SLOW)
  const searches = [
    'q3',
    'campaign',
    '4821',
    `${outside.url}/doceditor?fileid=4821`,
    'lease',
    'logo',
    'offer',
  ]
  const [found, ms] = await took(() => Promise.all(searches.map((letters) => offer(letters, letters))))
  expect(found).toEqual(searches.map(() => ({ hits: [], stop: { why: 'slow' } })))
  expect(ms).toBeLessThan(2_700)
})

test.for([
  ['is down', 'down', { kind: 'status', status: 503 }],
  ['breaks', 'down', { kind: 'status', status: 500 }],
  ['cuts the connection', 'down', { kind: 'drop' }],
  ['is gone', 'down', { kind: 'status', status: 404 }],
  ['is unpaid', 'closed', { kind: 'status', status: 402 }],
  ['does not take the key', 'closed', { kind: 'status', status: 401 }],
  ['lets the key do nothing', 'closed', { kind: 'status', status: 403 }],
  ['answers with a page', 'closed', { kind: 'answer', body: '<html>' }],
  ['answers with another shape', 'closed', { kind: 'answer', body: { response: { files: 5 } } }],
  ['answers with nothing', 'closed', { kind: 'answer', body: {} }],
  ['has too many calls at a time', 'busy', { kind: 'rate-limit' }],
] as const)('a portal that %s has nothing to offer, says so, and is asked again', async ([, why, action]) => {
  const { outside, offer, ids, later } = await stage()
  outside.fault({ times: 'always', action })
  for (const letters of ['q3', FILES.report, `${outside.url}/doceditor?fileid=${FILES.report}`]) {
    expect(await offer(letters)).toEqual({ hits: [], stop: { why } })
  }
  outside.clearFaults()
  later(5_001)
  expect(await ids('q3')).toEqual([FILES.report])
})

test('a portal that is asked too much is left alone for a while', async () => {
  const { outside, offer, ids, later } = await stage()
  outside.fault({ times: 'always', action: { kind: 'rate-limit', retryAfter: 20 } })
  expect(await offer('q3')).toEqual({ hits: [], stop: { why: 'busy' } })
  outside.clearFaults()
  outside.clearRequests()
  later(15_000)
  expect(await offer('q3')).toEqual({ hits: [], stop: { why: 'busy' } })
  expect(outside.requests()).toEqual([])
  later(6_000)
  expect(await ids('q3')).toEqual([FILES.report])
})

test('a file that is not there, or may not be seen, is no result, and that is known for a while', async () => {
  const { outside, offer } = await stage()
  for (const id of ['999999', FILES.memberFile]) {
    const address = `${outside.url}/doceditor?fileid=${id}`
    expect(await offer(address)).toEqual({ hits: [], stop: null })
    outside.clearRequests()
    expect(await offer(address)).toEqual({ hits: [], stop: null })
    expect(outside.requests()).toEqual([])
  }
})

/** DocSpace's own refusal. */
const FORBIDDEN = {
  kind: 'answer',
  status: 403,
  body: { error: { message: 'Access denied' }, status: 1, statusCode: 403 },
} as const

test('a portal that shuts every place to the key is not said to have nothing, and is asked again', async () => {
  const { outside, offer, ids } = await stage()
  for (const path of ['/api/2.0/files/@my', ...Object.values(ROOMS).map((id) => `/api/2.0/files/${id}`)])
    outside.fault({ path, times: 'always', action: FORBIDDEN })
  expect(await offer('q3')).toEqual({ hits: [], stop: { why: 'closed' } })
  outside.clearFaults()
  expect(await ids('q3')).toEqual([FILES.report])
})

test('somebody who has neither documents nor rooms hears that nothing was searched', async () => {
  const { outside, offer } = await stage()
  outside.fault({ path: '/api/2.0/files/@my', times: 'always', action: FORBIDDEN })
  const body = { response: { files: [], folders: [], total: 0 }, status: 0, statusCode: 200 }
  outside.fault({ path: '/api/2.0/files/rooms', times: 'always', action: { kind: 'answer', body } })
  expect(await offer('q3')).toEqual({ hits: [], stop: { why: 'closed' } })
})

test('rooms that are all shut to the key are not said to hold nothing', async () => {
  const { outside, offer } = await stage()
  for (const id of Object.values(ROOMS))
    outside.fault({ path: `/api/2.0/files/${id}`, times: 'always', action: FORBIDDEN })
  expect(await offer('campaign')).toEqual({ hits: [], stop: { why: 'rooms' } })
  expect(await offer('q3')).toMatchObject({ hits: [{ id: FILES.report }], stop: { why: 'rooms' } })
})

test('rooms that are laid down and all shut to the key are not searched, and that is said', async () => {
  const { offer } = await stage([ROOMS.finance], KEYS.guest)
  expect(await offer('lease')).toEqual({ hits: [], stop: { why: 'closed' } })
})

test('more rooms than are searched: said, and narrowed down all the same', async () => {
  const { outside, offer, searches } = await stage()
  for (let n = 0; n < 31; n += 1) outside.addRoom({ title: `Room ${n}` })
  expect(await offer('q3')).toMatchObject({ hits: [{ id: FILES.report }], stop: { why: 'rooms' } })
  const asked = searches().length
  expect(asked).toBe(31)
  expect(await offer('q3.d')).toMatchObject({ hits: [{ id: FILES.report }], stop: { why: 'rooms' } })
  expect(await offer('q3x')).toEqual({ hits: [], stop: { why: 'rooms' } })
  expect(searches()).toHaveLength(asked)
})

test('one person has two searches under way; of those that wait the newest alone is made', async () => {
  const { outside, offer, searches } = await stage()
  await offer('zz')
  outside.clearRequests()
  const words = ['aa', 'bb', 'cc', 'dd', 'ee']
  const searched = () => new Set(searches().map(({ query }) => query.filterValue))
  outside.fault({ path: '/api/2.0/files/@my', times: 2, action: { kind: 'slow', ms: 700 } })
  const offers = words.map((letters) => offer(letters))
  await expect.poll(searched).toEqual(new Set(['aa', 'bb']))
  const stops = (await Promise.all(offers)).map(({ stop }) => stop?.why ?? null)
  expect(stops).toEqual([null, null, 'newer', 'newer', null])
  expect(searched()).toEqual(new Set(['aa', 'bb', 'ee']))
})

test('a search that asks the portal is counted, one whose answer is known is not', async () => {
  const taken: string[] = []
  const quota: SearchQuota = async (_team, userId) => {
    taken.push(userId)
    return null
  }
  const { offer } = await stage(null, KEYS.owner, { quota, searchesPerMinute: 20 })
  await offer('campaign', 'U1')
  for (const letters of ['campaign', 'CAMPAIGN', 'campaign.d']) await offer(letters, 'U2')
  expect(taken).toEqual(['U1'])
  await offer('q3', 'U2')
  expect(taken).toEqual(['U1', 'U2'])
})

test('who has searched too much hears for how long, and the portal nothing; what is known goes on', async () => {
  let waitMs: number | null = null
  const quota = async () => waitMs
  const { outside, offer } = await stage(null, KEYS.owner, { quota, searchesPerMinute: 20 })
  await offer('q3')
  waitMs = 23_000
  outside.clearRequests()
  expect(await offer('lease')).toEqual({ hits: [], stop: { why: 'quota', waitMs: 23_000 } })
  expect(await offer('q3')).toMatchObject({ hits: [{ id: FILES.report }], stop: null })
  expect(outside.requests()).toEqual([])
})

test('searches of all make no more calls than they may, offer what was found with them, and keep nothing of it', async () => {
  let left = 4
  const calls = async (wanted: number) => {
    const given = Math.min(left, wanted)
    left -= given
    return given
  }
  const { outside, offer } = await stage(null, KEYS.owner, { budget: { ...PLENTY, calls } })
  expect(await offer('q3')).toMatchObject({ hits: [{ id: FILES.report }], stop: { why: 'crowded' } })
  expect(outside.requests()).toHaveLength(4)
  expect(await offer('q3')).toEqual({ hits: [], stop: { why: 'crowded' } })
  expect(await offer(FILES.report)).toEqual({ hits: [], stop: { why: 'crowded' } })
  expect(outside.requests()).toHaveLength(4)
  left = 100
  expect(await offer('q3')).toMatchObject({ hits: [{ id: FILES.report }], stop: null })
})

test('while the portal is to be left alone nothing is asked', async () => {
  const { outside, offer } = await stage(null, KEYS.owner, {
    budget: { ...PLENTY, calls: async () => null },
  })
  expect(await offer('q3')).toEqual({ hits: [], stop: { why: 'busy' } })
  expect(outside.requests()).toEqual([])
})

test('one odd file loses none of the others', async () => {
  const { outside, ids } = await stage()
  const files = [
    { id: 1, title: null },
    { title: 'no id' },
    null,
    'x',
    { id: 'sbox-1-a', title: 'Q3 odd.docx' },
  ]
  outside.fault({
    path: '/api/2.0/files/@my',
    action: { kind: 'answer', body: { response: { files, total: 5 }, status: 0, statusCode: 200 } },
  })
  expect(await ids('q3')).toEqual(['1', 'sbox-1-a'])
})

test('an id is no way to another part of the portal', async () => {
  const { portal, outside } = await stage()
  expect(await failureOf(portal.searchFiles('x', '../people', 1_000))).toMatchObject({ kind: 'not-found' })
  expect(outside.requests().map(({ path }) => path)).toEqual(['/api/2.0/files/..%2Fpeople'])
  expect(await failureOf(portal.searchFiles('x', '..', 1_000))).toMatchObject({ kind: 'not-found' })
})
