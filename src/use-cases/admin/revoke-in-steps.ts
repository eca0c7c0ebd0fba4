import { SlackError } from '../../domain/slack-error.ts'
import type { ManyRevoked, RevocationOfMany } from '../admin-ports.ts'
import { eachShare } from '../each-share.ts'
import { endShare } from '../end/end-share.ts'
import type { Jobs, Log, Now, Shares } from '../ports.ts'

/** So many are decided in one step; other ends are decided between two. */
const STEP = 200

/** From so many on, nobody's own revocation waits behind them. */
const MANY = 20

/** Between two looks at what the portal still has. */
const PAUSE_MS = 1_500

/** After this, what the portal does not let go is told, and goes on by itself. */
const GIVE_UP_MS = 60 * 60_000

export interface RevokeInStepsDeps {
  shares: Shares
  jobs: Jobs
  /** Tells who asked for it. Throws `SlackError`. */
  tellManyRevoked: (told: ManyRevoked) => Promise<void>
  now: Now
  log: Log
}

/**
 * One step of revoking many links. Each is ended as if somebody had pressed its own button, and is removed by a job of its own, as
 * soon as the portal has room for it. Gives what is left to do, and when; null: nothing. Safe to repeat.
 */
export const revokeInSteps = (deps: RevokeInStepsDeps) => {
  const { shares, now } = deps
  const end = endShare(deps)

  const tell = async ({ team, by, of, total, left }: RevocationOfMany): Promise<null> => {
    try {
      await deps.tellManyRevoked({ team, to: by, of, total, left: left.length })
    } catch (error) {
      if (!(error instanceof SlackError && error.outcome === 'refused')) throw error
      deps.log.warn({ team, to: by, code: error.code }, 'that links were revoked was not taken by Slack')
    }
    return null
  }

  return async (work: RevocationOfMany): Promise<{ left: readonly string[]; at: number } | null> => {
    const { team, by: revokedBy, total } = work
    const step = work.left.slice(0, STEP)
    const still: string[] = []
    let ended = 0
    await eachShare(
      shares,
      step.map((id) => ({ team, id })),
      async (share) => {
        const amongMany = total > MANY ? ({ amongMany: true } as const) : {}
        const { changed, share: after } = await end(share, { revokedBy, ...amongMany })
        if (changed) ended += 1
        // One that is being made is ended once it is there.
        if (after?.state === 'revoking' || after?.state === 'creating') still.push(share.id)
      },
    )
    // Those that were not looked at go first.
    const left = [...work.left.slice(STEP), ...still]
    if (left.length === 0 || (ended === 0 && now() - work.since > GIVE_UP_MS)) return tell({ ...work, left })
    return { left, at: now() + (ended > 0 && left.length > still.length ? 0 : PAUSE_MS) }
  }
}
