import { PortalError } from '../../domain/portal-error.ts'
import type { Log, Pause, Portal } from '../ports.ts'

export interface ReachDeps {
  portal: Pick<Portal, 'account'>
  /** Null: all. */
  allowedRooms: () => readonly string[] | null
  allowGuests: boolean
  /** Whether people act with their own accounts of the portal. */
  hasAccounts: boolean
  /** Ends early when the program does. */
  pause: Pause
  signal: AbortSignal
  log: Log
}

/** The pause before the portal is asked again; doubled each time up to the longest. */
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 5 * 60_000

/** The name may be an e-mail address, which must not be shown. */
const nameOf = (account: string): string | null => (account === '' || account.includes('@') ? null : account)

/**
 * Says in one line what everybody can share, since one key acts for all (docs/decisions.md, One key for all, or everybody's own),
 * once the portal tells whose key it is. `account` null: it does not tell.
 */
export const sayReach = async (deps: ReachDeps): Promise<void> => {
  let isRefusalSaid = false
  const account = () =>
    deps.portal.account().catch((error: unknown) => {
      // An outage passes, and is logged elsewhere.
      if (isRefusalSaid || (error instanceof PortalError && error.retryable)) return null
      isRefusalSaid = true
      deps.log.warn(
        { err: error },
        'the portal does not say whose key it is; it is asked again, ever less often',
      )
      return null
    })

  for (
    let pauseMs = FIRST_PAUSE_MS;
    !deps.signal.aborted;
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
  ) {
    const found = await account()
    if (found !== null && !deps.signal.aborted) {
      deps.log.info(
        { account: nameOf(found), rooms: deps.allowedRooms() ?? 'all', guests: deps.allowGuests },
        deps.hasAccounts
          ? 'people in Slack find and share what their own accounts of the portal can; this one counts, and ends links where theirs cannot'
          : 'everybody in Slack who may use /sharelink finds and shares what this account of the portal can: one key acts for all',
      )
      return
    }
    await deps.pause(pauseMs)
  }
}
