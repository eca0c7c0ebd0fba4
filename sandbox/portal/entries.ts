import type { Folder, Link, PortalFile, PortalState } from './state-types.ts'

/** From the root section down to the folder itself. */
export const pathOf = (state: PortalState, folderId: string): Folder[] => {
  const folder = state.folders[folderId]
  if (!folder) return []
  return folder.parentId === null ? [folder] : [...pathOf(state, folder.parentId), folder]
}

/** The room a folder is in or is, `undefined` in My documents. */
export const roomOf = (state: PortalState, folderId: string): Folder | undefined =>
  pathOf(state, folderId).find((folder) => folder.roomType !== undefined)

/** The section a folder belongs to: the first of its path. */
export const rootOf = (state: PortalState, folderId: string): Folder | undefined => pathOf(state, folderId)[0]

/** Whether the folder lies in the other one, at any depth, or is it. */
export const isWithin = (state: PortalState, folderId: string, outerId: string): boolean =>
  pathOf(state, folderId).some((folder) => folder.id === outerId)

export const linksOf = (state: PortalState, holder: Link['holder']): Link[] =>
  state.links.filter((link) => link.holder.kind === holder.kind && link.holder.id === holder.id)

/** Whether the link opens the file: its own, or that of a room around it. */
export const opens = (state: PortalState, link: Link, file: PortalFile): boolean =>
  link.holder.kind === 'file' ? link.holder.id === file.id : isWithin(state, file.folderId, link.holder.id)

/** Numbers for the portal's own entries, text for those of connected clouds (docs/portal.md, Ids). */
export const wireId = (id: string): number | string => (/^\d+$/.test(id) ? Number(id) : id)
