import { type LinkDifference, type OnDrift, opensFurther } from './drift.ts'
import { IN_DOUBT_MS } from './in-doubt.ts'
import type { LinkRequest } from './portal-facts.ts'
import type { ShareLink } from './share.ts'
import type { GrantedTerms } from './terms.ts'

/** What is put back of a link that was changed at the portal, and what stays as it was set there. */
export interface RepairPlan {
  back: readonly LinkDifference[]
  kept: readonly LinkDifference[]
}

/**
 * Dead there by an earlier end that somebody has set, or as good as dead: the portal takes a past end for no end at all
 * (contract 1.3), so that a write which comes late would open the link for good.
 */
export const isOverThere = (link: readonly LinkDifference[], now: number): boolean =>
  link.some((one) => one.what === 'end' && one.end !== null && one.end <= now + IN_DOUBT_MS)

/** What `ON_DRIFT` says of these differences. */
export const planRepair = (
  link: readonly LinkDifference[],
  { terms }: Pick<ShareLink, 'terms'>,
  onDrift: OnDrift,
  now: number,
): RepairPlan => {
  if (onDrift === 'repair') return { back: link, kept: [] }
  if (onDrift === 'tell' || isOverThere(link, now)) return { back: [], kept: link }
  const opens = (one: LinkDifference): boolean => opensFurther(one, terms)
  return { back: link.filter(opens), kept: link.filter((one) => !opens(one)) }
}

/** What somebody has closed further at the portal, and stays so when the link is written for another reason than to put it back. */
const closedThere = (
  link: readonly LinkDifference[],
  { terms }: Pick<ShareLink, 'terms'>,
  onDrift: OnDrift,
): readonly LinkDifference[] => (onDrift === 'repair' ? [] : link.filter((one) => !opensFurther(one, terms)))

/** Of that, all but the end: a late writing of our own may have left another one. */
export const closedFurther = (...found: Parameters<typeof closedThere>): readonly LinkDifference[] =>
  closedThere(...found).filter(({ what }) => what !== 'end')

/** What stays of a link as it was found when its share gets new terms: an earlier end only where no other was asked for. */
export const keptByExtension = (
  link: readonly LinkDifference[],
  share: Pick<ShareLink, 'terms'>,
  { expiresAt }: Pick<GrantedTerms, 'expiresAt'>,
  onDrift: OnDrift,
): readonly LinkDifference[] =>
  (expiresAt === share.terms.expiresAt ? closedThere : closedFurther)(link, share, onDrift)

/** A write replaces the whole link (contract 1.2): what stays as it was set there is written again. */
export const keeping = (kept: readonly LinkDifference[]): Partial<LinkRequest> =>
  Object.assign({}, ...kept.map(asRequested))

const asRequested = (one: LinkDifference): Partial<LinkRequest> => {
  switch (one.what) {
    case 'end':
      return one.end === null ? {} : { expiresAt: one.end }
    case 'internal':
      return { internal: true }
    case 'denyDownload':
      return { denyDownload: one.denied }
    case 'password':
      return one.has ? { password: { kept: true } } : {}
    case 'access':
      return {}
  }
}

const AN_HOUR_MS = 60 * 60_000
const MOST_IN_AN_HOUR = 5

const lately = ({ repairs }: Pick<ShareLink, 'repairs'>, now: number): number[] =>
  repairs.filter((at) => at > now - AN_HOUR_MS)

/** With one more: when a link was put back lately, as many times as are asked for. */
export const withRepair = (share: Pick<ShareLink, 'repairs'>, now: number): number[] =>
  [...lately(share, now), now].slice(-MOST_IN_AN_HOUR)

/** Something at the portal changes the link as often as it is put back. */
export const isFoughtOver = (share: Pick<ShareLink, 'repairs'>, now: number): boolean =>
  lately(share, now).length >= MOST_IN_AN_HOUR

/** Since when one that is fought over is the same piece of news: it is told once an hour. */
export const foughtSince = ({ drift }: Pick<ShareLink, 'drift'>, now: number): number =>
  drift?.fought === true && now < drift.seenAt + AN_HOUR_MS ? drift.seenAt : now
