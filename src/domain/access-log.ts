import type { JudgedEvent } from './answer.ts'
import {
  inOrder,
  isCounted,
  isOfOthers,
  judgeNext,
  ourTimeOf,
  type StoredEvent,
  type Verdict,
} from './downloads.ts'
import { judgingOf, type RunningCount } from './running-count.ts'
import type { ShareLink } from './share.ts'

/** Whether an event belongs into the access log of the share it was judged for. */
export const concernsShare = ({ verdict }: { verdict: Verdict }): boolean => !isOfOthers(verdict)

/** What is kept of a share's events for people to see. Nothing in it tells who a visitor is. */
export interface AccessLog {
  /** Newest first, by our clock. */
  log: JudgedEvent[]
  /** Older events, which are not in it. Of very many only the newest are told one by one. */
  older: { all: number; others: number }
  /** Those that count, in it or older. */
  counted: number
}

/**
 * The newest events of a share, each with its verdict. `from`: what the older ones came to; null: there are none. `shown`: views that
 * can never count; those before the newest events are left out with the older ones.
 */
export const accessLog = (
  share: ShareLink,
  from: RunningCount | null,
  { judged, shown }: { judged: readonly StoredEvent[]; shown: readonly StoredEvent[] },
  burstWindowMs: number,
): AccessLog => {
  const last = from?.last ?? null
  const isOlder = (view: StoredEvent): boolean => last !== null && inOrder(last, view) > 0
  const olderViews = shown.filter(isOlder)
  const views = shown.filter((view) => !isOlder(view))
  const state = judgingOf(from)
  // Views that can never count leave nothing in the state.
  const verdicts = olderViews.map((view) => judgeNext(share, state, view, burstWindowMs))
  const log = [...judged, ...views].sort(inOrder).map((event) => ({
    id: event.id,
    at: ourTimeOf(event),
    actionId: event.actionId,
    verdict: judgeNext(share, state, event, burstWindowMs),
    place: [event.city, event.country].filter((part) => part.trim() !== '').join(', '),
    browser: event.browser,
    platform: event.platform,
  }))
  return {
    log: log.sort((a, b) => b.at - a.at || b.id - a.id),
    older: {
      all: (from?.settled ?? 0) + olderViews.length,
      others: (from?.others ?? 0) + verdicts.filter(isOfOthers).length,
    },
    counted: (from?.count ?? 0) + log.filter(({ verdict }) => isCounted(verdict)).length,
  }
}
