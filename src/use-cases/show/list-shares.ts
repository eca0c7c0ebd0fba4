import type { Outcome, RowFacts } from '../../domain/answer.ts'
import { PAGE_SIZE, pageStart } from '../../domain/page-start.ts'
import type { ShareLink } from '../../domain/share.ts'
import { withoutAddress } from '../../domain/share-life.ts'
import type { Directory, Shares } from '../ports.ts'
import { isAdmin } from '../rights/is-admin.ts'

export interface ListDeps {
  shares: Shares
  directory: Directory
  adminUsers: readonly string[]
  rowFacts: (team: string) => Promise<RowFacts>
}

export type ListScope = 'mine' | 'here' | 'all'

/** Who asks, and in which channel; null: in none. */
export interface Lister {
  userId: string
  channel: string | null
}

const whereOf = (scope: ListScope, { userId, channel }: Lister) => {
  if (scope === 'mine') return { by: userId }
  if (scope === 'all') return { all: true as const }
  return channel === null ? null : { in: channel }
}

/**
 * A list gives nobody an address that they did not have before. It shows those of one's own shares and, with `here`,
 * those posted here. An admin sees and can end every share, but is not handed every file by a list; one address at a time they can
 * ask for (`copy-link.ts`).
 */
const shownIn =
  (scope: ListScope, { userId }: Lister) =>
  (share: ShareLink): ShareLink => {
    const given = share.creator.id === userId || (scope === 'here' && share.message !== null)
    return given ? share : withoutAddress(share)
  }

/**
 * Live shares, a page at a time. Whether somebody may see all is asked anew at every page. `here` is the channel in
 * which, as Slack says, they ask. `replace`: replaces the page before. Throws `SlackError`.
 */
export const listShares = ({ shares, directory, adminUsers, rowFacts }: ListDeps) => {
  const maySeeAll = isAdmin({ directory, adminUsers })

  return async (
    team: string,
    scope: ListScope,
    asker: Lister,
    page: { skip: number; replace: boolean } = { skip: 0, replace: false },
  ): Promise<Outcome> => {
    if (scope === 'all' && !(await maySeeAll(team, asker.userId))) {
      return { ok: false, refusal: { reason: 'admins-only' } }
    }
    const where = whereOf(scope, asker)
    if (where === null) return { ok: true, answer: null }
    let { skip } = page
    let found = await shares.live(team, where, { skip, take: PAGE_SIZE })
    // Some have ended since the page before.
    if (skip >= found.total && skip > 0) {
      skip = pageStart(skip, found.total, PAGE_SIZE)
      found = await shares.live(team, where, { skip, take: PAGE_SIZE })
    }
    return {
      ok: true,
      answer: {
        kind: 'list',
        scope,
        shares: found.shares.map(shownIn(scope, asker)),
        rows: await rowFacts(team),
        total: found.total,
        skip,
        replace: page.replace,
      },
    }
  }
}
