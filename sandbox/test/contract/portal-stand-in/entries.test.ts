import { expect, test } from 'vitest'
import { FILES, KEYS, ROOMS } from '../../../portal/seed-ids.ts'
import { client, portalForTest } from './portal-under-test.ts'

const file = (id: string) => `/api/2.0/files/file/${encodeURIComponent(id)}`

const titles = (entries: { title: string }[]) => entries.map((entry) => entry.title)

test('a file in My documents and what its owner may do', async () => {
  const portal = await portalForTest()
  const { json } = await client(portal).get(file(FILES.report))
  expect(json.response).toMatchObject({
    id: 4821,
    title: 'Q3.docx',
    fileExst: '.docx',
    pureContentLength: portal.digest(FILES.report).bytes,
    folderId: 10,
    rootFolderType: 5,
    shared: false,
    parentShared: false,
    isForm: false,
    fileEntryType: 2,
    viewUrl: `${portal.url}/filehandler.ashx?action=download&fileid=4821`,
    canShare: true,
    shareSettings: { ExternalLink: 6 },
  })
  expect(json.response.availableShareRights.ExternalLink).toContain('Read')
  expect(json.response).not.toHaveProperty('parentRoomType')
})

test('what the places and the rights change', async () => {
  const portal = await portalForTest()
  const read = async (id: string, key: string = KEYS.owner) =>
    (await client(portal, key).get(file(id))).json.response
  const form = await read(FILES.roomForm)
  expect(form).toMatchObject({ isForm: true, parentRoomType: 15, shareSettings: { ExternalLink: 0 } })
  expect(form.availableShareRights.ExternalLink).not.toContain('Read')
  expect(await read(FILES.dataRoomFile)).toMatchObject({ parentRoomType: 29, canShare: true })
  expect(await read(FILES.publicFile)).toMatchObject({
    parentRoomType: 22,
    parentShared: true,
    shareSettings: { ExternalLink: 5 },
  })
  expect(await read(FILES.thirdParty)).toMatchObject({
    id: FILES.thirdParty,
    providerItem: true,
    folderId: ROOMS.cloud,
  })
  expect(await read(FILES.archivedFile)).toMatchObject({ rootFolderType: 20, canShare: false })
  expect((await read(FILES.oddName)).title).toBe('<!channel> & <https://evil.example|x>*_~```.docx')
  for (const [id, key] of [
    [FILES.unshareable, KEYS.owner],
    [FILES.roomDocx, KEYS.member],
    [FILES.roomDocx, KEYS.admin],
  ] as const) {
    const got = await read(id, key)
    expect(got.canShare).toBe(false)
    expect(got).not.toHaveProperty('availableShareRights')
  }
})

test('sharing shows in shared and sharedExternal', async () => {
  const portal = await portalForTest()
  const read = async () => (await client(portal).get(file(FILES.report))).json.response
  portal.addLink(FILES.report, { internal: true })
  expect(await read()).toMatchObject({ shared: true, sharedExternal: false })
  portal.addLink(FILES.report)
  expect(await read()).toMatchObject({ sharedExternal: true })
})

test('unknown 404, unreadable 403, each with its message; fields trims', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  expect((await api.get(file('999999'))).json).toMatchObject({
    statusCode: 404,
    error: { message: 'The required file was not found' },
  })
  const unreadable = await api.get(file(FILES.memberFile))
  expect([unreadable.status, unreadable.json.error.message]).toEqual([
    403,
    "You don't have enough permission to view the file",
  ])
  const trimmed = await api.get(`${file(FILES.report)}?fields=id,title`)
  expect(trimmed.json.response).toEqual({ id: 4821, title: 'Q3.docx' })
})

test('My documents: listing, search into sub-folders, sorting, pages', async () => {
  const api = client(await portalForTest())
  const list = async (query: string) => (await api.get(`/api/2.0/files/@my?${query}`)).json.response
  const all = await list('sortBy=AZ&sortOrder=ascending&filterType=FilesOnly')
  expect(titles(all.files)).toEqual(titles(all.files).toSorted((a, b) => a.localeCompare(b)))
  expect(titles(all.files)).not.toContain('Roadmap.pptx')
  expect(all.folders).toEqual([])
  expect(titles((await list('filterValue=roadmap')).files)).toEqual(['Roadmap.pptx'])
  const page = await list('count=2&startIndex=1&sortBy=AZ&sortOrder=ascending&filterType=1')
  expect(titles(page.files)).toEqual(titles(all.files).slice(1, 3))
  expect(page).toMatchObject({ startIndex: 1, count: 2, total: all.total })
  expect((await list('filterType=FoldersOnly')).folders).toHaveLength(1)
})

test('a search passes over accents and case, letter by letter', async () => {
  const portal = await portalForTest()
  const search = async (words: string) => {
    const path = `/api/2.0/files/@my?filterValue=${encodeURIComponent(words)}`
    return titles((await client(portal).get(path)).json.response.files)
  }
  for (const title of ['Résumé 2026.docx', 'Straße.pdf']) portal.addFile({ title })
  for (const words of ['resu', 'RÉSUMÉ', 'resume 20', ' sume']) {
    expect(await search(words)).toEqual(['Résumé 2026.docx'])
  }
  expect(await search('straße')).toEqual(['Straße.pdf'])
  for (const words of ['strasse', 'resumes', 'docxx']) expect(await search(words)).toEqual([])
})

test('rooms: by membership, by title, with their own type numbers', async () => {
  const portal = await portalForTest()
  const rooms = async (key: string, query = '') =>
    (await client(portal, key).get(`/api/2.0/files/rooms?${query}`)).json.response.folders
  expect(titles(await rooms(KEYS.owner))).not.toContain('Trade fair 2024')
  expect(titles(await rooms(KEYS.owner, 'filterValue=legal'))).toEqual(['Finance & Legal'])
  expect(titles(await rooms(KEYS.guest))).not.toContain('Finance & Legal')
  expect((await rooms(KEYS.owner, 'filterValue=market'))[0]).toMatchObject({
    id: 101,
    roomType: 5,
    rootFolderType: 14,
  })
})

test('a folder in a room: path, search, extensions, refusals', async () => {
  const portal = await portalForTest()
  const api = client(portal)
  const nested = (await api.get('/api/2.0/files/110')).json.response
  expect(nested.pathParts.map((part: { id: number }) => part.id)).toEqual([2, 102, 110])
  expect(nested.current).toMatchObject({ id: 110, parentId: 102, title: 'Contracts' })
  const search = async (query: string) =>
    titles((await api.get(`/api/2.0/files/${query}`)).json.response.files)
  expect(await search('102?filterValue=lease')).toEqual([])
  expect(await search('102?filterValue=lease&withSubFolders=true')).toEqual(['Lease.docx'])
  expect((await search('101?extension=.png,mp4')).toSorted()).toEqual(['Poster.png', 'Teaser.mp4'])
  expect(await search(ROOMS.cloud)).toEqual(['Shared notes.docx'])
  expect((await client(portal, KEYS.guest).get('/api/2.0/files/102')).status).toBe(403)
  expect((await api.get('/api/2.0/files/99999')).status).toBe(404)
  expect((await api.get('/api/2.0/files/101?count=101')).status).toBe(400)
})

test('a guest has no documents of their own', async () => {
  expect((await client(await portalForTest(), KEYS.guest).get('/api/2.0/files/@my')).status).toBe(403)
})
