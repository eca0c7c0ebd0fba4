import { record } from './audit-trail.ts'
import { inPortal, known } from './control-people.ts'
import { parseDate } from './dates.ts'
import { accessName } from './link-request.ts'
import { shareLinkOf, tokenOf } from './link-view.ts'
import { randomCode, randomUuid } from './random-text.ts'
import type { Link, PortalFile, PortalState } from './state-types.ts'
import type { LinkChange, PortalControl, Sources } from './types.ts'

type LinkControl = Pick<
  PortalControl,
  'links' | 'addLink' | 'editLink' | 'deleteLink' | 'shareLink' | 'requestToken' | 'directLink'
>

const normal = (change: LinkChange): LinkChange =>
  change.expirationDate == null ? change : { ...change, expirationDate: parseDate(change.expirationDate, 0) }

/** Links as the portal's own pages handle them: no quota, no checks. */
export const linkControl = (state: PortalState, sources: Sources): LinkControl => {
  const fileOf = (id: string) => known(state.files[id], `file ${id}`)
  const find = (fileId: string, linkId: string): Link =>
    known(
      state.links.find((link) => link.id === linkId && link.holder.id === fileId),
      `link ${linkId} on ${fileId}`,
    )
  const userOf = (id: string) => known(state.users[id], `user ${id}`).id
  const tell = (file: PortalFile, actionId: number, titles: string[], userId = file.ownerId) =>
    record(state, sources, {
      actionId,
      userId,
      target: file.id.split(','),
      titles: [file.title, ...titles],
      ...inPortal(state, file.folderId),
    })
  return {
    links: (fileId) => state.links.filter((link) => fileId === undefined || link.holder.id === fileId),
    addLink: (fileId, { id = randomUuid(sources.random), primary = false, ...change } = {}) => {
      const file = fileOf(fileId)
      const link: Link = {
        access: 2,
        title: 'Shared link',
        internal: false,
        denyDownload: false,
        password: null,
        expirationDate: null,
        ...normal(change),
        id,
        primary,
        holder: { kind: 'file', id: fileId },
        code: randomCode(sources.random),
        createdAt: sources.now().toISOString(),
      }
      state.links.push(link)
      tell(file, 5091, [link.title, accessName(link.access)])
      return link
    },
    editLink: (fileId, linkId, change, by) => {
      const who = by && userOf(by)
      const link = Object.assign(find(fileId, linkId), normal(change))
      tell(fileOf(fileId), 5092, [link.title, accessName(link.access)], who)
      return link
    },
    deleteLink: (fileId, linkId, by) => {
      const who = by && userOf(by)
      const link = find(fileId, linkId)
      state.links = state.links.filter((one) => one !== link)
      tell(fileOf(fileId), 5093, [link.title], who)
    },
    shareLink: (link) => shareLinkOf(state, link),
    requestToken: (linkId) => tokenOf(state, linkId),
    directLink: (fileId, linkId) =>
      `${state.settings.origin}/filehandler.ashx?action=download&fileid=${encodeURIComponent(fileId)}&share=${tokenOf(state, linkId)}`,
  }
}
