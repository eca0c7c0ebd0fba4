import { roomOf } from './entries.ts'
import { formatOf } from './formats.ts'
import type { Folder, PortalFile, PortalState, User } from './state-types.ts'
import { atLeast } from './version.ts'

/**
 * May read the audit trail. `isAdmin` alone is not enough to know: it is false for the owner
 * (docs/portal.md, Files and accounts).
 */
export const isPortalAdmin = (user: User | null): boolean => user?.kind === 'owner' || user?.kind === 'admin'

export const mayReadFolder = (state: PortalState, user: User | null, folder: Folder): boolean => {
  if (!user) return false
  if (folder.rootType === 5 || folder.rootType === 3) return folder.ownerId === user.id
  const room = roomOf(state, folder.id)
  if (!room) return true
  return isPortalAdmin(user) || room.ownerId === user.id || room.members?.[user.id] !== undefined
}

export const mayReadFile = (state: PortalState, user: User | null, file: PortalFile): boolean => {
  const folder = state.folders[file.folderId]
  if (!user || !folder) return false
  return file.ownerId === user.id || file.writers.includes(user.id) || mayReadFolder(state, user, folder)
}

/**
 * Who may make links (docs/portal.md, Files and accounts): being DocSpace admin is not enough in a room; archive and
 * trash never.
 */
export const mayShare = (state: PortalState, user: User | null, file: PortalFile): boolean => {
  const folder = state.folders[file.folderId]
  if (!user || !folder || !file.shareable || folder.rootType === 20 || folder.rootType === 3) return false
  if (file.writers.includes(user.id)) return true
  if (folder.rootType === 5) return folder.ownerId === user.id && user.kind !== 'guest'
  const room = roomOf(state, folder.id)
  return room?.ownerId === user.id || room?.members?.[user.id] === 'manager'
}

/** How many additional and primary links a file may have; `null`: not enforced (docs/portal.md, How many). */
export const linkQuota = (
  state: PortalState,
  file: PortalFile,
): { additional: number; primary: number | null } => {
  const type = roomOf(state, file.folderId)?.roomType
  if (type === 15) return { additional: 0, primary: 1 }
  if (!atLeast(state.settings.version, 3, 5)) return { additional: 5, primary: 1 }
  return type === 22 ? { additional: 5, primary: 1 } : { additional: 6, primary: null }
}

/** Access levels an external link to the file may have, besides 0 (docs/portal.md, What a PUT carries). */
export const offeredAccess = (state: PortalState, file: PortalFile): number[] => {
  if (!file.isForm) return formatOf(file.title).access
  return roomOf(state, file.folderId)?.roomType === 15 ? [7] : [10]
}

/** What the place forces on `internal`, `undefined`: the caller's word holds (docs/portal.md, What the portal forces). */
export const forcedInternal = (state: PortalState, file: PortalFile): boolean | undefined => {
  const type = roomOf(state, file.folderId)?.roomType
  if (type === 29) return true
  if (type === 22) return false
  return state.settings.externalSharing === 'allowed' ? undefined : true
}
