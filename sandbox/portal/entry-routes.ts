import { type Answer, accessDenied, empty, failure, success } from './answer.ts'
import type { Call } from './call.ts'
import { isWithin, pathOf } from './entries.ts'
import { fileView, foldersIn, folderView, pathPartView } from './entry-view.ts'
import { extensionOf } from './formats.ts'
import { bindPaging } from './paging.ts'
import { mayReadFile, mayReadFolder } from './rights.ts'
import { ROOTS } from './seed-ids.ts'
import type { Folder, PortalFile } from './state-types.ts'
import { findsTitle } from './title-search.ts'

/** `GET files/file/{id}`: open to anonymous callers, so a bad key meets 403 here (docs/portal.md, Errors). */
export const readFile = (call: Call): Answer => {
  const { state, caller, params } = call
  const file = state.files[params.id ?? '']
  if (!file) return failure(404, 'The required file was not found')
  if (!mayReadFile(state, caller.user, file)) {
    return failure(403, "You don't have enough permission to view the file")
  }
  return success(call, fileView(call, file))
}

type Sortable = { title: string; createdAt: string; updatedAt?: string; content?: string }

const sorted = <T extends Sortable>(call: Call, entries: T[]): T[] => {
  const by = (call.query('sortBy') ?? 'DateAndTime').toLowerCase()
  const down = (call.query('sortOrder') ?? 'descending').toLowerCase() !== 'ascending'
  const at = (entry: T) => Date.parse(entry.updatedAt ?? entry.createdAt)
  const compare = (a: T, b: T) => {
    if (by === 'az') return a.title.localeCompare(b.title)
    if (by === 'size') return (a.content?.length ?? 0) - (b.content?.length ?? 0)
    return at(a) - at(b)
  }
  return entries.toSorted((a, b) => (down ? compare(b, a) : compare(a, b)))
}

const titled = (call: Call) => {
  const wanted = call.query('filterValue')?.trim()
  return ({ title }: { title: string }) => !wanted || findsTitle(title, wanted)
}

const only = (call: Call, name: string, number: string): boolean => {
  const type = call.query('filterType')?.toLowerCase()
  return type === name || type === number
}

const hasExtension = (call: Call) => {
  const wanted = (call.query('extension') ?? '').toLowerCase().split(',').filter(Boolean)
  const dotted = wanted.map((one) => (one.startsWith('.') ? one : `.${one}`))
  return (file: PortalFile) => dotted.length === 0 || dotted.includes(extensionOf(file.title))
}

const content = (call: Call, folder: Folder, deep: boolean): Answer => {
  const page = bindPaging(call)
  if ('status' in page) return page
  const { state, caller } = call
  const here = (id: string | null) =>
    id === folder.id || (deep && id !== null && id !== folder.id && isWithin(state, id, folder.id))
  const folders = only(call, 'filesonly', '1')
    ? []
    : Object.values(state.folders).filter(
        (one) => here(one.parentId) && mayReadFolder(state, caller.user, one) && titled(call)(one),
      )
  const files = only(call, 'foldersonly', '2')
    ? []
    : Object.values(state.files).filter(
        (one) =>
          here(one.folderId) &&
          mayReadFile(state, caller.user, one) &&
          titled(call)(one) &&
          hasExtension(call)(one),
      )
  const { count, startIndex } = page
  const total = folders.length + files.length
  // Folders stand before files, also over the border of a page.
  const all = [
    ...sorted(call, folders).map((one) => ({ folder: folderView(call, one) })),
    ...sorted(call, files).map((one) => ({ file: fileView(call, one) })),
  ].slice(startIndex, startIndex + count)
  const response = {
    files: all.flatMap((one) => ('file' in one ? [one.file] : [])),
    folders: all.flatMap((one) => ('folder' in one ? [one.folder] : [])),
    current: folderView(call, folder),
    pathParts: pathOf(state, folder.id).map(pathPartView),
    startIndex,
    count: all.length,
    total,
    new: 0,
  }
  return success(call, response, total)
}

/**
 * `GET files/@my`: the caller's documents; a search goes into sub-folders. Guests have none
 * (docs/portal.md, Files and accounts).
 */
export const listMine = (call: Call): Answer => {
  const { state, caller } = call
  const mine = Object.values(state.folders).find(
    (one) => one.rootType === 5 && one.parentId === null && one.ownerId === caller.user?.id,
  )
  return mine ? content(call, mine, Boolean(call.query('filterValue'))) : accessDenied()
}

/** `GET files/rooms`: a search looks at room titles only (docs/portal.md, Files and accounts). */
export const listRooms = (call: Call): Answer => {
  const archived = call.query('searchArea')?.toLowerCase() === 'archive'
  const root = call.state.folders[archived ? ROOTS.archive : ROOTS.rooms]
  return root ? content(call, root, false) : empty(404)
}

/** `GET files/{folderId}`: a folder or room, or a search inside it (docs/portal.md, Files and accounts). */
export const readFolder = (call: Call): Answer => {
  const { state, caller, params, query } = call
  const folder = state.folders[params.id ?? '']
  if (!folder) return failure(404, 'The required folder was not found')
  if (!mayReadFolder(state, caller.user, folder)) {
    return failure(403, "You don't have enough permission to view the folder content")
  }
  return content(call, folder, query('withSubFolders')?.toLowerCase() === 'true')
}

/** `GET files/@root`: the sections the caller has. */
export const listRoots = (call: Call): Answer => {
  const { state, caller } = call
  const roots = Object.values(state.folders).filter(
    (one) => one.parentId === null && mayReadFolder(state, caller.user, one),
  )
  return success(
    call,
    roots.map((folder) => ({
      files: [],
      folders: foldersIn(call, folder).map((one) => folderView(call, one)),
      current: folderView(call, folder),
      pathParts: [pathPartView(folder)],
      startIndex: 0,
      count: 0,
      total: 0,
      new: 0,
    })),
  )
}
