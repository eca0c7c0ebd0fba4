/** The range in which the portal's clock minus ours lies, in ms; `most` itself excluded. */
export interface SkewRange {
  least: number
  most: number
}

/** An answer of the portal: its `Date`, in whole seconds, and when by our clock it was asked for and came. */
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
 * What is known after one more answer; null: nothing yet. Answers that agree narrow the range. One that does not agree
 * shows that a clock was set, and from then on it alone counts. An answer during which our own clock was set says
 * nothing.
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
 * The portal's clock minus ours, in whole seconds. 0 while they may agree: then rules are exact, while any difference
 * makes them allow for a doubt.
 */
export const estimateSkew = (known: SkewRange | null): number => {
  if (known === null || (known.least <= 0 && known.most > 0)) return 0
  // Plus 0, because half a second less would be rounded to -0.
  const rounded = Math.round((known.least + known.most) / 2 / SECOND) * SECOND + 0
  const below = rounded - SECOND
  return rounded >= known.most && below >= known.least ? below : rounded
}

/** Rounds up to the whole second. The portal rounds dates, so an event may be dated later than it was read. */
export const secondAfter = (at: number): number => Math.ceil(at / SECOND) * SECOND

export const secondBefore = (at: number): number => Math.floor(at / SECOND) * SECOND

/** What is known of the clocks when the trail is read. */
export interface Clocks {
  /** The portal's clock minus ours, now and at the last good reading. */
  skewMs: number
  skewBeforeMs: number
  /** When that reading was, by our clock; null: this is the first. */
  readBefore: number | null
  /** When this one is. */
  readAt: number
}

/**
 * The portal's clock minus ours at the time of an event that is read for the first time. If a clock was set since the
 * last reading, the event may be from before that: then the earlier difference holds. No event is later than its
 * reading.
 */
export const skewOfEvent = (at: number, clocks: Clocks, overlapMs: number): number => {
  const { skewMs, skewBeforeMs, readBefore, readAt } = clocks
  const fits = (skew: number): boolean =>
    at - skew <= secondAfter(readAt) + SECOND && at - skew >= (readBefore ?? readAt) - overlapMs
  const wasSet = readBefore !== null && !fits(skewMs) && fits(skewBeforeMs)
  return Math.max(wasSet ? skewBeforeMs : skewMs, at - secondAfter(readAt))
}
