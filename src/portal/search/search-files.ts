import type { PortalClient } from '../client.ts'
import { filePath, segment } from '../path.ts'
import { readAs } from '../response.ts'
import type { SearchCalls } from './search-calls.ts'
import { lookedUpFile, pathAnswer, roomsAnswer, searchAnswer } from './search-schema.ts'

const FILES = '/api/2.0/files'
/** Enough for a menu. Somebody who does not find a file among so many types another letter. */
const FILES_COUNT = 25
const ROOMS_COUNT = 100
/** `fields` is not sent: it filters members of every level by their names, and so would remove the lists too. */
const NEWEST_FIRST = 'sortBy=DateAndTime&sortOrder=descending'

/**
 * The searches behind the form's file field. Rooms are searched one by one: a search of the rooms section looks at
 * their titles only, and the portal has no search over everything.
 */
export const searchPortal = (client: Pick<PortalClient, 'once'>): SearchCalls => ({
  searchFiles: async (words, place, withinMs) => {
    const label = 'GET files, to search'
    // A search of somebody's own documents includes their sub-folders anyway.
    const where = place === null ? '@my?' : `${segment(place)}?withSubFolders=true&`
    const what = `filterType=FilesOnly&filterValue=${encodeURIComponent(words)}`
    const path = `${FILES}/${where}${what}&count=${FILES_COUNT}&${NEWEST_FIRST}`
    return readAs(searchAnswer, await client.once({ label, method: 'GET', path }, withinMs), label)
  },

  rooms: async (withinMs) => {
    const label = 'GET rooms'
    const path = `${FILES}/rooms?count=${ROOMS_COUNT}&${NEWEST_FIRST}`
    return readAs(roomsAnswer, await client.once({ label, method: 'GET', path }, withinMs), label)
  },

  lookUp: async (fileId, withinMs) => {
    const begun = performance.now()
    const label = 'GET file, to look it up'
    const file = readAs(
      lookedUpFile,
      await client.once({ label, method: 'GET', path: filePath(fileId) }, withinMs),
      label,
    )
    const found = {
      id: file.id,
      title: file.title,
      documentsOf: null,
      bytes: file.pureContentLength ?? null,
      changedAt: file.updated ?? 0,
    }
    if (file.folderId == null) return { hit: { ...found, place: '' }, path: [] }
    const path = `${FILES}/${segment(file.folderId)}?count=1`
    const { place, path: above } = await client
      .once({ label, method: 'GET', path }, withinMs - (performance.now() - begun))
      .then((answer) => readAs(pathAnswer, answer, label))
      // The file was found all the same. Where it lies is only shown.
      .catch(() => ({ place: '', path: [] }))
    return { hit: { ...found, place }, path: above }
  },
})
