import type { Call } from './call.ts'
import { portalDate } from './dates.ts'
import { linksOf, roomOf, rootOf, wireId } from './entries.ts'
import { extensionOf, formatOf } from './formats.ts'
import { accessName } from './link-request.ts'
import { personView } from './people-view.ts'
import { linkQuota, mayReadFolder, mayShare, offeredAccess } from './rights.ts'
import type { Folder, PortalFile, RoomType } from './state-types.ts'
import { atLeast } from './version.ts'

/** The type of a room in `roomType`; elsewhere (`parentRoomType`, `type`) it is the folder type. */
const ROOM_TYPE: Record<RoomType, number> = { 15: 1, 16: 2, 19: 5, 22: 6, 29: 8, 31: 9 }

const sizeText = (bytes: number): string =>
  bytes < 1024 ? `${bytes} bytes` : `${Number((bytes / 1024).toFixed(2))} KB`

/**
 * Who may make links says it by three members (docs/portal.md, Files and accounts); without the right two of them are
 * missing.
 */
const sharing = ({ state, caller }: Call, file: PortalFile) => {
  const canShare = mayShare(state, caller.user, file)
  if (!canShare || !atLeast(state.settings.version, 3, 5)) return { canShare }
  const names = offeredAccess(state, file).map(accessName)
  const quota = linkQuota(state, file)
  return {
    canShare,
    shareSettings: { ExternalLink: quota.additional, PrimaryExternalLink: quota.primary ?? 1 },
    availableShareRights: { ExternalLink: names, PrimaryExternalLink: names },
  }
}

/** A file as the portal answers it (docs/portal.md, Files and accounts). */
export const fileView = (call: Call, file: PortalFile) => {
  const { state, caller } = call
  const { origin, portalOffsetMinutes, version } = state.settings
  const root = rootOf(state, file.folderId)
  const room = roomOf(state, file.folderId)
  const links = linksOf(state, { kind: 'file', id: file.id })
  const size = Buffer.byteLength(file.content, 'base64')
  const id = encodeURIComponent(file.id)
  const owns = file.ownerId === caller.user?.id || file.writers.includes(caller.user?.id ?? '')
  const provider = room?.providerKey
  return {
    id: wireId(file.id),
    title: file.title,
    fileExst: extensionOf(file.title),
    fileType: formatOf(file.title).type,
    fileStatus: 0,
    contentLength: sizeText(size),
    pureContentLength: size,
    version: file.version,
    versionGroup: file.version,
    folderId: wireId(file.folderId),
    rootFolderId: root && wireId(root.id),
    rootFolderType: state.folders[file.folderId]?.rootType,
    parentRoomType: room?.roomType,
    webUrl: `${origin}/doceditor?fileid=${id}`,
    viewUrl: `${origin}/filehandler.ashx?action=download&fileid=${id}`,
    access: 0,
    shared: links.length > 0 || file.writers.length > 0,
    ...(atLeast(version, 3, 7) ? { sharedExternal: links.some((link) => !link.internal) } : {}),
    parentShared: room !== undefined && linksOf(state, { kind: 'room', id: room.id }).length > 0,
    isForm: file.isForm,
    locked: file.locked,
    providerItem: provider ? true : undefined,
    providerKey: provider,
    fileEntryType: 2,
    created: portalDate(file.createdAt, portalOffsetMinutes),
    createdBy: personView(state, file.ownerId),
    updated: portalDate(file.updatedAt, portalOffsetMinutes),
    updatedBy: personView(state, file.ownerId),
    security: { Read: true, Download: true, Edit: owns, Delete: owns, Rename: owns, ReadHistory: owns },
    ...sharing(call, file),
  }
}

/** Entries directly in a folder that the caller may see. */
const filesIn = ({ state }: Call, folder: Folder) =>
  Object.values(state.files).filter((file) => file.folderId === folder.id)

export const foldersIn = ({ state, caller }: Call, folder: Folder): Folder[] =>
  Object.values(state.folders).filter(
    (child) => child.parentId === folder.id && mayReadFolder(state, caller.user, child),
  )

/** A folder or room as the portal answers it. */
export const folderView = (call: Call, folder: Folder) => {
  const { state } = call
  const root = rootOf(state, folder.id)
  const room = roomOf(state, folder.id)
  const made = portalDate(folder.createdAt, state.settings.portalOffsetMinutes)
  return {
    id: wireId(folder.id),
    title: folder.title,
    parentId: wireId(folder.parentId ?? '0'),
    filesCount: filesIn(call, folder).length,
    foldersCount: foldersIn(call, folder).length,
    rootFolderId: root && wireId(root.id),
    rootFolderType: folder.rootType,
    parentRoomType: folder.roomType === undefined ? room?.roomType : undefined,
    roomType: folder.roomType && ROOM_TYPE[folder.roomType],
    access: 0,
    shared: linksOf(state, { kind: 'room', id: folder.id }).length > 0,
    providerItem: room?.providerKey ? true : undefined,
    providerKey: room?.providerKey,
    fileEntryType: 1,
    tags: folder.roomType ? [] : undefined,
    created: made,
    createdBy: personView(state, folder.ownerId),
    updated: made,
    updatedBy: personView(state, folder.ownerId),
    canShare: false,
  }
}

export const pathPartView = (folder: Folder) => ({
  id: wireId(folder.id),
  title: folder.title,
  roomType: folder.roomType && ROOM_TYPE[folder.roomType],
})
