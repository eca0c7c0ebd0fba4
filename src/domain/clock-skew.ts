/** Between which two values the portal's clock less ours lies, ms; `most` itself is not among them. */
export interface SkewRange {
  least: number
  most: number
}

/** An answer of the portal: what its `Date` says, which is without fractions of a second, and when by our clock. */
export interface DatedAnswer {
  dateAt: number
  sentAt: number
  answeredAt: number
}

const SECOND = 1_000

const rangeOf = ({ dateAt, sentAt, answeredAt }: DatedAnswer): SkewRange => ({
  least: dateAt - answeredAt,
  most: dateAt + SECOND - sentAt,
})

const isEmpty = ({ least, most }: SkewRange): boolean => least >= most

/**
 * What is known after one more answer; null: nothing yet. Answers that agree narrow it down. One that does not shows that a
 * clock was set: then it alone counts. Where ours was set while the answer was under way, it says nothing.
 */
export const narrowSkew = (known: SkewRange | null, answer: DatedAnswer): SkewRange | null => {
  const seen = rangeOf(answer)
  if (isEmpty(seen)) return known
  const both = {
    least: Math.max(known?.least ?? seen.least, seen.least),
    most: Math.min(known?.most ?? seen.most, seen.most),
  }
  return isEmpty(both) ? seen : both
}

/**
 * The portal's clock less ours, in whole seconds. 0 while they may agree: rules are exact then, and every doubt about clocks
 * makes them wider.
 */
export const estimateSkew = (known: SkewRange | null): number => {
  if (known === null || (known.least <= 0 && known.most > 0)) return 0
  // Plus 0, because half a second behind would be rounded to -0.
  const rounded = Math.round((known.least + known.most) / 2 / SECOND) * SECOND + 0
  const below = rounded - SECOND
  return rounded >= known.most && below >= known.least ? below : rounded
}

/** Up to the whole second: the portal rounds dates, so that an event may be dated after the moment at which it was read. */
export const secondAfter = (at: number): number => Math.ceil(at / SECOND) * SECOND

export const secondBefore = (at: number): number => Math.floor(at / SECOND) * SECOND

/** What is known of the clocks when the trail is read. */
export interface Clocks {
  /** The portal's clock less ours, now and at the last good reading. */
  skewMs: number
  skewBeforeMs: number
  /** When that reading was, by our clock; null: this is the first. */
  readBefore: number | null
  /** When this one is. */
  readAt: number
}

/**
 * The portal's clock less ours when it dated an event that is read for the first time. A clock that was set since the last
 * reading may have been set after the event: then it is dated as the clock was before. Nothing is dated after it was read.
 */
export const skewOfEvent = (at: number, clocks: Clocks, overlapMs: number): number => {
  const { skewMs, skewBeforeMs, readBefore, readAt } = clocks
  const fits = (skew: number): boolean =>
    at - skew <= secondAfter(readAt) + SECOND && at - skew >= (readBefore ?? readAt) - overlapMs
  const wasSet = readBefore !== null && !fits(skewMs) && fits(skewBeforeMs)
  return Math.max(wasSet ? skewBeforeMs : skewMs, at - secondAfter(readAt))
}
