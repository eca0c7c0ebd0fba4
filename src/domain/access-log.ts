import type { JudgedEvent } from './answer.ts'
import { judgeDownloads, ourTimeOf, type StoredEvent, type Verdict } from './downloads.ts'
import type { ShareLink } from './share.ts'

/** Events of the same file, but not of this link. */
const OF_OTHERS: ReadonlySet<Verdict> = new Set(['other-link', 'member'])

/** Whether an event belongs into the access log of the share it was judged for. */
export const concernsShare = ({ verdict }: { verdict: Verdict }): boolean => !OF_OTHERS.has(verdict)

/** Every stored event with its verdict, newest first, by our clock. Nothing in it tells who a visitor is. */
export const judgedEvents = (
  share: ShareLink,
  events: readonly StoredEvent[],
  burstWindowMs: number,
): JudgedEvent[] => {
  const { verdicts } = judgeDownloads(share, events, burstWindowMs)
  return [...events]
    .sort((a, b) => ourTimeOf(b) - ourTimeOf(a) || b.id - a.id)
    .map((event) => ({
      id: event.id,
      at: ourTimeOf(event),
      actionId: event.actionId,
      verdict: verdicts.get(event.id) ?? 'unattributed',
      place: [event.city, event.country].filter((part) => part.trim() !== '').join(', '),
      browser: event.browser,
      platform: event.platform,
    }))
}
