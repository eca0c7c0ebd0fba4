import type { Claim } from './claim.ts'

/** A person who took the file of an exact share. `company`: as in `Taker`. */
export interface PersonTaker {
  id: string
  name: string
  company?: string
  /** How many downloads. */
  times: number
}

/** Who took the downloads of an exact share. */
export interface Takers {
  /** In the order in which they came first. */
  people: readonly PersonTaker[]
  /** Downloads by the link for people outside Slack, who have no names. */
  outside: number
  /** Downloads before all these, of which it is not said who took them. */
  earlier: number
}

/** Some claims of an exact share as people see them. `now`: when that was. */
export interface ClaimPage {
  /** The newest first. */
  claims: readonly Claim[]
  /** On all pages. */
  total: number
  now: number
}

/** Sums up claims, the newest first, which are the last of `total`. */
export const takersOf = (claims: readonly Claim[], total = claims.length): Takers => {
  const people = new Map<string, PersonTaker>()
  let outside = 0
  for (const { taker } of claims.toReversed()) {
    if (taker.kind === 'visitor') outside += 1
    else {
      const { id, name, company } = taker
      const times = (people.get(id)?.times ?? 0) + 1
      people.set(id, { id, name, ...(company === undefined ? {} : { company }), times })
    }
  }
  return { people: [...people.values()], outside, earlier: Math.max(0, total - claims.length) }
}
