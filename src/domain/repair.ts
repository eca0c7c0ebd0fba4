import { type LinkDifference, type OnDrift, opensFurther } from './drift.ts'
import { IN_DOUBT_MS } from './in-doubt.ts'
import type { LinkRequest } from './portal-facts.ts'
import type { ShareLink } from './share.ts'
import type { GrantedTerms } from './terms.ts'

/** What is repaired of a link that was changed at the portal, and what stays as it was set there. */
export interface RepairPlan {
  back: readonly LinkDifference[]
  kept: readonly LinkDifference[]
}

/**
 * Over at the portal, or nearly, by an earlier end that somebody set there. Such a link is not written: the portal
 * takes a past end for no end at all (docs/portal.md, The end), so a write that comes late would open the link for
 * good.
 */
export const isOverThere = (link: readonly LinkDifference[], now: number): boolean =>
  link.some((one) => one.what === 'end' && one.end !== null && one.end <= now + IN_DOUBT_MS)

/** What has to be repaired of these differences, and what may stay, by `ON_DRIFT`. */
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

/**
 * What somebody closed further at the portal stays so when the share is extended. An earlier end stays only where no other
 * end was asked for.
 */
export const keptByExtension = (
  link: readonly LinkDifference[],
  { terms }: Pick<ShareLink, 'terms'>,
  { expiresAt }: Pick<GrantedTerms, 'expiresAt'>,
  onDrift: OnDrift,
): readonly LinkDifference[] => {
  if (onDrift === 'repair') return []
  const closed = link.filter((one) => !opensFurther(one, terms))
  return expiresAt === terms.expiresAt ? closed : closed.filter(({ what }) => what !== 'end')
}

/** A write replaces the whole link, so what stays as it was set there is written again. */
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

/** When a link was repaired lately, this time included; no more times than are needed. */
export const withRepair = (share: Pick<ShareLink, 'repairs'>, now: number): number[] =>
  [...lately(share, now), now].slice(-MOST_IN_AN_HOUR)

/** Something at the portal changes the link as often as it is repaired. */
export const isFoughtOver = (share: Pick<ShareLink, 'repairs'>, now: number): boolean =>
  lately(share, now).length >= MOST_IN_AN_HOUR

/** The moment by which a link that is fought over counts as the same piece of news, so that it is told once an hour. */
export const foughtSince = ({ drift }: Pick<ShareLink, 'drift'>, now: number): number =>
  drift?.fought === true && now < drift.seenAt + AN_HOUR_MS ? drift.seenAt : now
