import { IN_DOUBT_MS } from './in-doubt.ts'
import type { MinuteLink, ShareLink } from './share.ts'

type Holder = Pick<ShareLink, 'minuteLinks'>

const LIFE_MS = 2 * 60_000
/**
 * Handed out, and written, only while it lasts so long. A slow portal would take an end that has passed for none at all
 * (docs/portal.md, The end), so this is longer than all tries of a write and the time in which one may still come late.
 */
const LEAST_LEFT_MS = 60_000
/** Where the share ends sooner, so that some claims share a link even then. */
const LEAST_LIFE_MS = 80_000
/** A file has six places for links (docs/portal.md, How many), so that there are hardly ever so many. */
const MOST = 8

const linksOf = ({ minuteLinks }: Holder): readonly MinuteLink[] => minuteLinks ?? []

/** The one for a claim that is asked for now; null: a new one is needed. */
export const minuteLinkFor = (share: Holder, now: number): MinuteLink | null =>
  linksOf(share).find(({ until }) => until - now >= LEAST_LEFT_MS) ?? null

/** A new one, which ends with the share where that is sooner. `skewMs`: the portal's clock minus ours. */
export const newMinuteLink = (
  { terms }: Pick<ShareLink, 'terms'>,
  { id, now, skewMs }: { id: string; now: number; skewMs: number },
): MinuteLink => {
  const until = Math.min(now + LIFE_MS, Math.max(terms.expiresAt, now + LEAST_LIFE_MS))
  return { id, expiresAt: until + skewMs, until, askedAt: now }
}

/** Stored before each time the portal is asked to write it. Null: too many are not removed yet. */
export const minuteLinkAsked = (share: ShareLink, link: MinuteLink, now: number): ShareLink | null => {
  const others = linksOf(share).filter(({ id }) => id !== link.id)
  return others.length >= MOST ? null : { ...share, minuteLinks: [...others, { ...link, askedAt: now }] }
}

/** From then on the portal lists it only if it has to be removed, and makes it no more. */
const removedAt = ({ until, askedAt }: MinuteLink): number => Math.max(until, askedAt + IN_DOUBT_MS)

/** Those whose time is over, to be deleted and forgotten. */
export const overMinuteLinks = (share: Holder, now: number): MinuteLink[] =>
  linksOf(share).filter((link) => removedAt(link) <= now)

/** When the next one is over (epoch ms); null: there is none. */
export const nextMinuteLinkOver = (share: Holder): number | null =>
  linksOf(share).length === 0 ? null : Math.min(...linksOf(share).map(removedAt))

/** They were seen to be gone, when the portal could make them no more. */
export const minuteLinksForgotten = (share: ShareLink, ids: readonly string[]): ShareLink => {
  const { minuteLinks = [], ...rest } = share
  const left = minuteLinks.filter(({ id }) => !ids.includes(id))
  return left.length === 0 ? rest : { ...rest, minuteLinks: left }
}

/** Claims that were made go on after an end by the limit, so then minute links end by themselves. Any other end removes them. */
export const stopsMinuteLinks = ({ end }: Pick<ShareLink, 'end'>): boolean =>
  end !== null && end.reason !== 'limit'

/** Those that an end has to remove at once, since people have their addresses. */
export const minuteLinksToEnd = (share: Holder & Pick<ShareLink, 'end'>, now: number): MinuteLink[] =>
  stopsMinuteLinks(share) ? linksOf(share).filter(({ until }) => until > now) : []

/** It was removed before its time; a slow portal may still write it once more. */
export const minuteLinkEnded = (share: ShareLink, id: string): ShareLink => ({
  ...share,
  minuteLinks: linksOf(share).map((link) => (link.id === id ? { ...link, until: 0 } : link)),
})
