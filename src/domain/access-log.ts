import type { JudgedEvent } from './answer.ts'
import { judgeDownloads, type StoredEvent, type Verdict } from './downloads.ts'
import type { ShareLink } from './share.ts'

/** What these tell is of the file, but not of this link. */
const OF_OTHERS: ReadonlySet<Verdict> = new Set(['other-link', 'member'])

/** Whether an event belongs into the access log of the share it was judged for. */
export const concernsShare = ({ verdict }: { verdict: Verdict }): boolean => !OF_OTHERS.has(verdict)

/** Every stored event with its verdict, the newest first, without what would tell who a visitor is. */
export const judgedEvents = (
  share: ShareLink,
  events: readonly StoredEvent[],
  burstWindowMs: number,
): JudgedEvent[] => {
  const { verdicts } = judgeDownloads(share, events, burstWindowMs)
  return [...events]
    .sort((a, b) => b.at - a.at || b.id - a.id)
    .map(({ id, at, actionId, city, country, browser, platform }) => ({
      id,
      at,
      actionId,
      verdict: verdicts.get(id) ?? 'unattributed',
      place: [city, country].filter((part) => part.trim() !== '').join(', '),
      browser,
      platform,
    }))
}
