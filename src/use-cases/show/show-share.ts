import { concernsShare } from '../../domain/access-log.ts'
import type { Answer, Outcome } from '../../domain/answer.ts'
import { boundOf } from '../../domain/bound.ts'
import { PAGE_SIZE, pageStart } from '../../domain/page-start.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import type { Bounds } from '../audit-ports.ts'
import type { Claims } from '../claim-ports.ts'
import { readClaims } from '../claims/read-claims.ts'
import { usualBound } from '../count/usual-bound.ts'
import { oncePosted } from '../once-posted.ts'
import type { Directory, Now, Pause, Shares } from '../ports.ts'
import { mayChange } from '../rights/may-change.ts'
import { type Looker, mayLook } from '../rights/may-look.ts'
import { type DescribeDeps, describeShare, readersZone } from './describe-share.ts'
import { readAccessLog } from './read-access-log.ts'

export interface ShowDeps extends DescribeDeps {
  claims: Pick<Claims, 'look' | 'newest' | 'givenBack'>
  shares: Shares
  directory: Directory
  adminUsers: readonly string[]
  bounds: Bounds
  now: Now
  pause: Pause
}

type Found = { ok: true; share: ShareLink; mayChange: boolean } | { ok: false; refusal: Refusal }

/** One share and its history, for people who may see it. */
export const showShare = (deps: ShowDeps) => {
  /**
   * An unknown id and a share that the person may not see get different answers: an id is no secret and authorises
   * nothing, and somebody who mistyped one should be told so.
   */
  const find = async (ref: ShareRef, looker: Looker): Promise<Found> => {
    const share = await oncePosted(deps)(ref)
    if (share === null) return { ok: false, refusal: { reason: 'unknown-share', id: ref.id } }
    const change = await mayChange(deps)(share, looker.userId)
    const look = change || (await mayLook(deps)(share, looker))
    if (look === null) return { ok: false, refusal: { reason: 'membership-unknown', to: 'look' } }
    if (!look) return { ok: false, refusal: { reason: 'not-for-you' } }
    return share.state === 'creating'
      ? { ok: false, refusal: { reason: 'not-ready', id: ref.id } }
      : { ok: true, share, mayChange: change }
  }

  /** Of an exact share; null for any other. */
  const everyClaim = async (
    share: ShareLink,
    { userId }: Looker,
    { skip, replace }: { skip: number; replace: boolean },
  ): Promise<Answer | null> => {
    const asked = await readClaims(deps)(share, { skip, take: PAGE_SIZE })
    if (asked === null) return null
    const from = pageStart(skip, asked.total, PAGE_SIZE)
    const page = from === skip ? asked : await readClaims(deps)(share, { skip: from, take: PAGE_SIZE })
    const givenBack = await deps.claims.givenBack(share)
    const timeZone = await readersZone(deps)(share.team, userId)
    return { kind: 'claims', share, page: page ?? asked, givenBack, timeZone, skip: from, replace }
  }

  return {
    /** One share with its access log. */
    info: async (ref: ShareRef, looker: Looker): Promise<Outcome> => {
      const found = await find(ref, looker)
      return found.ok
        ? {
            ok: true,
            answer: await describeShare(deps)(found.share, {
              userId: looker.userId,
              mayChange: found.mayChange,
              replace: false,
            }),
          }
        : found
    },

    /**
     * Audit events, counted or not, and by which rule; of very many the newest. People who may look at a share may know how it is counted.
     * When members and users of other links took the file is only for people who may change the share. `replace`:
     * replaces the page before.
     */
    why: async (ref: ShareRef, looker: Looker, skip = 0, replace = false): Promise<Outcome> => {
      const found = await find(ref, looker)
      if (!found.ok) return found
      const { share } = found
      const claims = await everyClaim(share, looker, { skip, replace })
      if (claims !== null) return { ok: true, answer: claims }
      const { log: all, older, counted, viewsCut } = await readAccessLog(deps)(share)
      const events = found.mayChange ? all : all.filter(concernsShare)
      const from = pageStart(skip, events.length, PAGE_SIZE)
      return {
        ok: true,
        answer: {
          kind: 'why',
          share,
          bound: boundOf(share),
          usual: await usualBound(deps),
          events: events.slice(from, from + PAGE_SIZE),
          counted,
          total: events.length,
          older: found.mayChange ? older.all : older.all - older.others,
          hidden: all.length - events.length + (found.mayChange ? 0 : older.others),
          viewsCut,
          timeZone: await readersZone(deps)(share.team, looker.userId),
          skip: from,
          replace,
        },
      }
    },
  }
}
