import { pathOf, roomOf, rootOf } from '../../portal/entries.ts'
import { isExpired } from '../../portal/link-view.ts'
import type { Link, PortalFile, PortalState } from '../../portal/state-types.ts'
import type { Portal } from '../../portal/types.ts'
import type { FileInfo, LinkInfo } from '../contract.ts'
import { downloadsByLink } from './events.ts'

/** `Finance & Legal / Contracts`; whose they are in "My documents", and "Rooms" is no place of its own. */
const placeOf = (state: PortalState, folderId: string): string => {
  const [root, ...below] = pathOf(state, folderId)
  const titles = below.map(({ title }) => title)
  if (root?.rootType === 14) return titles.join(' / ')
  const owner = root?.rootType === 5 ? state.users[root.ownerId] : undefined
  return [owner ? `${root?.title} of ${owner.displayName}` : (root?.title ?? ''), ...titles].join(' / ')
}

/** Where a file can go and stay itself: not the archive, nor a connected cloud, where it would be another file. Rooms first. */
export const placesIn = (state: PortalState): { id: string; name: string }[] =>
  Object.values(state.folders)
    .filter(({ rootType, parentId }) => rootType === 5 || (rootType === 14 && parentId !== null))
    .filter(({ id }) => roomOf(state, id)?.providerKey === undefined)
    .sort((a, b) => b.rootType - a.rootType)
    .map(({ id }) => ({ id, name: placeOf(state, id) }))

export const fileInfo = (state: PortalState, file: PortalFile, linkCount: number): FileInfo => ({
  id: file.id,
  title: file.title,
  place: placeOf(state, file.folderId),
  folderId: file.folderId,
  isTrashed: rootOf(state, file.folderId)?.rootType === 3,
  bytes: Buffer.byteLength(file.content, 'base64'),
  address: `${state.settings.origin}/doceditor?fileid=${encodeURIComponent(file.id)}`,
  linkCount,
})

const stateOf = (state: PortalState, file: PortalFile, link: Link, now: Date): LinkInfo['state'] => {
  const root = rootOf(state, file.folderId)?.rootType
  // In the trash and the archive no key is valid (docs/portal.md, What a visitor meets).
  if (root === 3 || root === 20) return 'invalid'
  return isExpired(link, now) ? 'expired' : 'live'
}

/** The bot ends the titles of its links with the share ID. */
const gatePageOf = ({ title }: Link, pages: Map<string, string>): Pick<LinkInfo, 'gatePage'> => {
  const gatePage = pages.get(title.split(' - ').at(-1) ?? '')
  return gatePage === undefined ? {} : { gatePage }
}

/** The file's own links, the newest first; those of a room around it belong to the room. */
export const linkInfos = (
  portal: Portal,
  file: PortalFile,
  now: Date,
  gatePages: Map<string, string>,
): LinkInfo[] => {
  const downloads = downloadsByLink(portal.state, file.id)
  return portal
    .links(file.id)
    .filter((link) => link.holder.kind === 'file')
    .map((link) => ({
      id: link.id,
      title: link.title,
      primary: link.primary,
      internal: link.internal,
      denyDownload: link.denyDownload,
      access: link.access,
      expirationDate: link.expirationDate,
      createdAt: link.createdAt,
      hasPassword: link.password !== null,
      state: stateOf(portal.state, file, link, now),
      downloads: downloads.get(link.id) ?? 0,
      pageAddress: portal.shareLink(link),
      directAddress: portal.directLink(file.id, link.id),
      ...gatePageOf(link, gatePages),
    }))
    .reverse()
}
