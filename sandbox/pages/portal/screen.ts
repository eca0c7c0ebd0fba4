import type { PortalScreen } from '../contract.ts'
import { gatePages } from '../gate/pages.ts'
import type { World } from '../server.ts'
import { newestEvents } from './events.ts'
import { fileInfo, linkInfos, placesIn } from './files.ts'
import { webhookInfo } from './webhook.ts'

/** What the portal's page shows; `fileId`: the file looked at. */
export const drawPortal = (world: World, fileId?: string): PortalScreen => {
  const { portal, troubles } = world
  const now = portal.now()
  const { state } = portal
  // Asking for the trail lets in what is due.
  portal.events()
  const linkCounts = new Map<string, number>()
  for (const { holder } of state.links)
    if (holder.kind === 'file') linkCounts.set(holder.id, (linkCounts.get(holder.id) ?? 0) + 1)
  const infoOf = (file: (typeof state.files)[string]) => fileInfo(state, file, linkCounts.get(file.id) ?? 0)
  const webhook = webhookInfo(portal)
  const file = Object.values(state.files).find(({ id }) => id === fileId)
  return {
    now: now.getTime(),
    url: portal.url,
    settings: state.settings,
    files: Object.values(state.files).map(infoOf),
    ...(file ? { file: { ...infoOf(file), links: linkInfos(portal, file, now, gatePages(world)) } } : {}),
    places: placesIn(state),
    ...(webhook ? { webhook } : {}),
    events: newestEvents(state),
    waitingEvents: state.pending.length,
    troubles: troubles.list(),
    people: Object.values(state.users)
      .filter(({ active }) => active)
      .map(({ id, displayName, kind }) => ({ id, name: displayName, kind })),
  }
}
