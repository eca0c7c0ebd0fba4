import { triedAgain } from '../../domain/closed-place.ts'
import { endUrgency } from '../../domain/end-urgency.ts'
import { isToClean } from '../../domain/loose-links.ts'
import { overMinuteLinks } from '../../domain/minute-links.ts'
import { needsRepair, pendingNotice, pendingPost } from '../../domain/pending-notice.ts'
import type { ShareLink } from '../../domain/share.ts'
import { allInTurn } from '../all-in-turn.ts'
import type { Approvals } from '../approval-ports.ts'
import type { Claims } from '../claim-ports.ts'
import { endShare } from '../end/end-share.ts'
import { requestOf } from '../make-request.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/** Shares looked at in one pass: after an outage of Slack there may be many, and each pass adds jobs. */
const MOST = 500

/** By then a message has been rewritten, where nothing stands in the way. */
const REWRITTEN_BY_MS = 3_000

/**
 * Queues work for every share that needs some: its end has passed, its job was lost, or its message is out of date.
 * State and job are written one after the other, so a crash between the two leaves a share without its job; this finds
 * it. The same goes for requests to approvers, whose jobs a restore leaves out. Work that is queued already is not queued twice. A share that fails does not stop the others.
 */
export const reconcileShares = ({
  shares,
  claims,
  approvals,
  jobs,
  unlessQueued,
  now,
}: {
  shares: Shares
  claims: Pick<Claims, 'uncounted'>
  approvals: Pick<Approvals, 'toSettle'>
  jobs: Jobs
  /** The same jobs, asked for only where they are missing: in a flood of ends nearly all are there. */
  unlessQueued: Jobs
  now: Now
}) => {
  const end = endShare({ shares, jobs, now })

  const reconcile = async (share: ShareLink): Promise<void> => {
    if (share.state === 'creating') return unlessQueued.make(requestOf(share))
    if (share.state === 'revoking') await unlessQueued.revoke(share, endUrgency(share))
    if (share.extending !== null) await unlessQueued.extend(share, share.extending.by === null ? 'later' : 0)
    if (isToClean(share, now())) await unlessQueued.clean(share)
    if (overMinuteLinks(share, now()).length > 0) await unlessQueued.removeMinuteLinks(share)
    if (needsRepair(share)) await unlessQueued.repair(share, 'due')
    if (pendingNotice(share) !== null) await unlessQueued.tell(share)
    // The message may wait long for its turn, and keeps its job meanwhile. What is posted does not wait for that.
    if (pendingPost(share) !== null && now() - (share.end?.verifiedAt ?? 0) > REWRITTEN_BY_MS)
      await unlessQueued.post(share)
  }

  /** All of them: after an outage there may be thousands, and none waits for the next pass. */
  const endDue = async (team: string): Promise<void> => {
    let ended = MOST
    while (ended === MOST) {
      const due = await shares.due(team, now(), MOST)
      ended = 0
      await allInTurn(
        due.map((ref) => async () => {
          ended += (await end(ref, {})).changed ? 1 : 0
        }),
      )
    }
  }

  const reconcileUnfinished = async (team: string): Promise<void> =>
    allInTurn((await shares.unfinished(team, MOST)).map((share) => () => reconcile(share)))

  const countClaims = async (team: string): Promise<void> =>
    allInTurn((await claims.uncounted(team, MOST)).map((ref) => () => unlessQueued.countClaims(ref)))

  const settleApprovals = async (team: string): Promise<void> =>
    allInTurn(
      (await approvals.toSettle(team, now(), MOST)).map((ref) => () => unlessQueued.settleApproval(ref, 0)),
    )

  /** Tries a closed place again, though Slack has sent nothing about it. */
  const tryClosed = async (team: string): Promise<void> =>
    allInTurn(
      (await shares.closedUntil(team, now(), MOST)).map((ref) => async () => {
        const { changed, share } = await shares.change(ref, triedAgain)
        if (changed && share !== null) await jobs.tell(share)
      }),
    )

  return async (): Promise<void> => {
    const teams = await shares.teams()
    await allInTurn(
      teams.flatMap((team) => [
        () => endDue(team),
        () => countClaims(team),
        () => reconcileUnfinished(team),
        () => tryClosed(team),
        () => settleApprovals(team),
      ]),
    )
  }
}
