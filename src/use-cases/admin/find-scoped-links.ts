import { decide } from '../../domain/decide.ts'
import { isInScope, type LinkScope } from '../../domain/link-scope.ts'
import type { ShareLink } from '../../domain/share.ts'
import { eachShare } from '../each-share.ts'
import type { Now, Shares } from '../ports.ts'

/** Links that could be revoked, the newest first. */
export interface ScopedLinks {
  ids: readonly string[]
  /** How many people made them. */
  people: number
  /** The newest of them. */
  newest: readonly ShareLink[]
}

export interface FindScopedDeps {
  shares: Pick<Shares, 'get' | 'liveRefs' | 'suspended'>
  now: Now
}

/** How many are named in a question. */
const NAMED = 5

/** A person's word would end it; or its making goes on, which will. */
const canBeRevoked = (share: ShareLink, now: number): boolean =>
  share.state === 'creating' || decide(share, { now, revokedBy: null }) !== null

/** What somebody's word would end, of those made up to a moment: paused links too, which would resume. */
export const findScopedLinks =
  ({ shares, now }: FindScopedDeps) =>
  async (team: string, scope: LinkScope, before: number): Promise<ScopedLinks> => {
    const found: { id: string; createdAt: number; by: string }[] = []
    const newest: ShareLink[] = []
    const refs = [...(await shares.liveRefs(team)), ...(await shares.suspended(team))]
    const unique = new Map(refs.map((ref) => [ref.id, ref]))
    await eachShare(shares, [...unique.values()], async (share) => {
      if (share.createdAt > before || !isInScope(share, scope) || !canBeRevoked(share, now())) return
      found.push({ id: share.id, createdAt: share.createdAt, by: share.creator.id })
      newest.push(share)
      newest.sort((one, other) => other.createdAt - one.createdAt).splice(NAMED)
    })
    found.sort((one, other) => other.createdAt - one.createdAt)
    return { ids: found.map(({ id }) => id), people: new Set(found.map(({ by }) => by)).size, newest }
  }
