import { USERS } from '../../sandbox/portal/seed-ids.ts'
import { DECOY, FILES, identityOf, ROOM_LINK, VISITORS } from './cast.ts'
import type { StepOf } from './history.ts'
import { pick, type Scene } from './scene.ts'
import { visit } from './visit.ts'

/** Steps of those who come for a file, by links or in the portal. */
export const visitorsDo = (scene: Scene) => {
  const { world, links, happen, note } = scene
  const { portal } = world

  return {
    visit: async (step: StepOf<'visit'>): Promise<void> => {
      const leading = links.filter(({ id, fileId }) => id !== ROOM_LINK || scene.isInPublicRoom(fileId))
      const link = pick(leading, step.link)
      const ofFile = links.filter(({ fileId }) => fileId === link?.fileId)
      const other = pick(ofFile, step.other)
      if (link === undefined || other === undefined) return
      for (let time = 0; time < step.times; time += 1) {
        const met = await visit(world, step, link, other)
        if (met === null) return
        happen(met)
        note(met.length > 0 ? 'a visit with a row' : 'a visit without a row')
        if (time + 1 < step.times) scene.advance(step.gapMs)
      }
    },

    /** Several files in one archive: the row has the Referer, or nothing (docs/portal.md, Who). */
    bulk: async (step: StepOf<'bulk'>): Promise<void> => {
      const link = pick(links, step.link)
      const visitor = VISITORS[step.who] ?? VISITORS[0]
      // Nobody packs what no way leads to.
      if (link === undefined || !world.isAlive(link.id)) return
      if (link.id === ROOM_LINK && !scene.isInPublicRoom(link.fileId)) return
      const page = step.fromViewer ? `${portal.url}/share/preview/1?share=${world.keyOf(link, true)}` : null
      const found = await world.newRows(() =>
        portal.emit({
          actionId: step.converted ? 5010 : 5009,
          target: link.fileId,
          page,
          ip: visitor.ip,
          browser: visitor.browser,
          ...(step.isMember ? { userId: USERS.member } : {}),
        }),
      )
      happen(
        found.map((row) => ({
          row,
          fileId: link.fileId,
          isDownload: true,
          isView: false,
          names: step.fromViewer ? link.id : null,
          isMember: step.isMember,
          visitor: identityOf(visitor),
          expander: visitor.expander,
          word: visitor.word,
        })),
      )
    },

    /** What looks like a download of a shared file and is none, or none by a link. */
    noise: async (step: StepOf<'noise'>): Promise<void> => {
      const file = FILES[step.file] ?? FILES[0]
      const visitor = VISITORS[step.who] ?? VISITORS[0]
      const link = links.find(({ fileId, shareId }) => fileId === file.id && shareId !== null)
      const page = link === undefined ? null : `${portal.url}/?share=${world.keyOf(link, true)}`
      const from = { page, ip: visitor.ip, browser: visitor.browser }
      switch (step.what) {
        case 'decoy':
          return void portal.emit({ target: DECOY.id, ...from })
        case 'folder':
          return void portal.emit({ actionId: 5057, target: file.id, ...from })
        case 'viewed':
          // By a member, on a page of the portal that shows no key.
          return void portal.emit({
            actionId: 5064,
            target: file.id,
            ...from,
            userId: USERS.owner,
            page: `${portal.url}/media/view/1`,
          })
      }
      const path = `/filehandler.ashx?action=download&fileid=${encodeURIComponent(file.id)}`
      const headers = { cookie: world.cookies().owner, 'x-real-ip': visitor.ip, 'user-agent': visitor.agent }
      const found = await world.newRows(() => world.ask('GET', path, headers))
      happen(
        found.map((row) => ({
          row,
          fileId: file.id,
          isDownload: true,
          isView: false,
          names: null,
          isMember: true,
          visitor: identityOf(visitor),
          expander: visitor.expander,
          word: visitor.word,
        })),
      )
    },

    /** More rows than a page of the trail has, some or all of one second. */
    flood: ({ rows, spreadMs }: StepOf<'flood'>): void => {
      for (let n = 0; n < rows; n += 1) {
        const at = new Date(portal.now().getTime() - Math.floor((spreadMs * n) / rows))
        portal.emit({ target: DECOY.id, at, ip: `10.0.0.${n}` })
      }
      note('a flood')
    },
  }
}
