import { SECOND } from '../support/builders.ts'
import { FILES, ROOM_LINK, ROOMS } from './cast.ts'
import type { StepOf, Trouble } from './history.ts'
import { pick, type Scene } from './scene.ts'

export const AUDIT = '/api/2.0/security/audit/events/filter'
const FILE_CALLS = '/api/2.0/files/*'
const LINK_CALLS = '/api/2.0/files/file/*/links'

/** What happens in the portal, and to it. */
export const portalDoes = (scene: Scene) => {
  const { world, shares, links, note } = scene
  const { portal } = world

  const begin = (trouble: Trouble): unknown => {
    const fail = (action: Parameters<typeof portal.fault>[0]['action'], path = AUDIT) =>
      portal.fault({ path, action, times: 'always' })
    switch (trouble) {
      case '401':
      case '402':
      case '500':
        return fail({ kind: 'status', status: Number(trouble) })
      case '403':
        return fail({
          kind: 'answer',
          status: 403,
          body: { error: { message: 'Access denied' }, statusCode: 403 },
        })
      case '429':
        return fail({ kind: 'rate-limit', retryAfter: 7 })
      case 'drop':
        return fail({ kind: 'drop' })
      case 'garbage':
        return fail({ kind: 'answer', body: { response: 'busy' } })
      case 'no-plan':
        return portal.configure({ audit: 'none' })
      case 'hidden':
        return portal.configure({ audit: 'hidden' })
      case 'once':
        return portal.fault({ path: AUDIT, action: { kind: 'drop' } })
      case 'files':
        return fail({ kind: 'status', status: 503 }, FILE_CALLS)
      case 'files-late':
        return fail({ kind: 'drop', when: 'after' }, LINK_CALLS)
    }
  }

  const heal = (): void => {
    scene.trouble = null
    portal.clearFaults()
    portal.configure({ audit: 'full' })
  }

  return {
    'other-link': ({ file, lifeMs }: StepOf<'other-link'>): void => {
      const { id: fileId } = FILES[file] ?? FILES[0]
      const end = lifeMs === null ? null : new Date(portal.now().getTime() + lifeMs).toISOString()
      const { id } = portal.addLink(fileId, { expirationDate: end })
      links.push({ id, fileId, password: null, shareId: null })
    },

    'drop-link': ({ link }: StepOf<'drop-link'>): void => {
      const isDroppable = ({ id }: { id: string }) => id !== ROOM_LINK && world.linkOf(id) !== undefined
      const found = pick(links.filter(isDroppable), link)
      if (found === undefined) return
      portal.deleteLink(found.fileId, found.id)
      const share = shares.find(({ id }) => id === found.shareId)
      if (share !== undefined) share.deleted = true
    },

    move: ({ file, place }: StepOf<'move'>): void => {
      portal.moveFile((FILES[file] ?? FILES[0]).id, (ROOMS[place] ?? ROOMS[0]).id)
    },

    late: ({ min, max }: StepOf<'late'>): void => {
      const most = Math.min(max, scene.latestMs - 2 * SECOND)
      portal.configure({ auditDelayMs: { min: Math.min(min, most), max: most } })
    },

    hold: (): void => void portal.configure({ auditHeld: true }),

    release: ({ order }: StepOf<'release'>): void => {
      portal.configure({ auditHeld: false })
      portal.releaseEvents(order)
    },

    outage: ({ trouble }: StepOf<'outage'>): void => {
      heal()
      scene.trouble = trouble
      note(`outage: ${trouble}`)
      begin(trouble)
    },

    heal,
  }
}
