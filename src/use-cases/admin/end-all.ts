import { isInScope, type LinkScope } from '../../domain/link-scope.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { ShareRef } from '../../domain/share.ts'
import { eachShare } from '../each-share.ts'
import { endShare } from '../end/end-share.ts'
import type { EndTry } from '../end-ports.ts'
import type { Jobs, Now, Pause, Shares } from '../ports.ts'

export interface EndAllDeps {
  shares: Shares
  jobs: Jobs
  /** Removes one link that was ended at the portal, and sees that it is gone (`revokeLink`). */
  revoke: (ref: ShareRef, by: EndTry) => Promise<void>
  /** A process of the app sees to these records. */
  isAppAlive: () => Promise<boolean>
  now: Now
  pause: Pause
}

/** How it went. `left`: not seen to be gone; `making`: those of them that are being made. */
export interface EndedAll {
  ended: number
  left: number
  making: number
  /** What the portal last said of one that is left; null: nothing. */
  why: string | null
}

/** So many are removed side by side. */
const AT_A_TIME = 6
/** The app, where it runs, has so long to do it by itself. */
const LEFT_TO_APP_MS = 15_000
/** Between two rounds. */
const PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 10_000
/** When none goes away for so long, nothing more is tried. */
const GIVE_UP_MS = 2 * 60_000
const LONGEST_TRY_MS = 10_000

/** So many are decided as others', behind which nobody's own waits. */
const MANY = 20

/** All links of a scope that the portal may still have, in every workspace: those that are ending already too. */
const findOpen = async ({ shares }: EndAllDeps, scope: LinkScope): Promise<ShareRef[]> => {
  const found: ShareRef[] = []
  for (const team of await shares.teams()) {
    const refs = [...(await shares.liveRefs(team)), ...(await shares.suspended(team))]
    const unique = new Map(refs.map((ref) => [ref.id, ref]))
    await eachShare(shares, [...unique.values()], async (share) => {
      if (isInScope(share, scope)) found.push({ team, id: share.id })
    })
  }
  return found
}

/**
 * Ends all links of a scope at the portal, without Slack and whether the app runs or not: each by the way of every other end, so
 * that two who do it at once do no harm. Where the app runs it is left to do it. What Slack has to be told waits for the app.
 */
export const endAll = (deps: EndAllDeps) => {
  const { shares, now } = deps
  const end = endShare(deps)

  /** Of one try; null: it is gone, or there is none. */
  const tryOne = async (ref: ShareRef): Promise<{ why: string; waitMs: number } | null> => {
    try {
      await deps.revoke(ref, { lane: 'first', signal: AbortSignal.timeout(LONGEST_TRY_MS) })
      return null
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      return { why: error.message, waitMs: error.retryAfterMs ?? 0 }
    }
  }

  return {
    find: (scope: LinkScope): Promise<ShareRef[]> => findOpen(deps, scope),

    carryOut: async (refs: readonly ShareRef[], tell: (left: number) => void): Promise<EndedAll> => {
      const facts = { revokedBy: null, ...(refs.length > MANY ? ({ amongMany: true } as const) : {}) }
      const begunAt = now()
      const isLeftToApp = await deps.isAppAlive()
      let left = refs
      let making = 0
      let why: string | null = null
      let progressAt = begunAt
      for (;;) {
        const open: ShareRef[] = []
        making = 0
        await eachShare(shares, left, async (share) => {
          const { share: after } = await end(share, facts)
          if (after?.state === 'creating') making += 1
          if (after?.state === 'creating' || after?.state === 'revoking')
            open.push({ team: share.team, id: share.id })
        })
        if (open.length < left.length) progressAt = now()
        left = open
        tell(left.length)
        if (left.length === 0 || now() - progressAt > GIVE_UP_MS) break
        let waitMs = PAUSE_MS
        if (!isLeftToApp || now() - progressAt > LEFT_TO_APP_MS) {
          for (let from = 0; from < left.length; from += AT_A_TIME) {
            const tried = await Promise.all(left.slice(from, from + AT_A_TIME).map(tryOne))
            const failed = tried.find((one) => one !== null)
            if (failed === undefined || failed === null) continue
            why = failed.why
            waitMs = Math.max(waitMs, Math.min(failed.waitMs, LONGEST_PAUSE_MS))
            // It takes none now, so that the others need not be tried.
            if (tried.every((one) => one !== null)) break
          }
        }
        await deps.pause(waitMs)
      }
      return {
        ended: refs.length - left.length,
        left: left.length,
        making,
        why: left.length === 0 ? null : why,
      }
    },
  }
}
