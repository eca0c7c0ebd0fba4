import { estimateSkew, narrowSkew, type SkewRange } from '../domain/clock-skew.ts'

/** The form of dates in HTTP. Anything else is ignored. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

/** Learns the portal's clock from its answers. */
export const createPortalClock = () => {
  let known: SkewRange | null = null
  return {
    /** Takes in one answer. `date`: its header of that name, if there is one. */
    hear: (date: string | string[] | undefined, sentAt: number, answeredAt: number): void => {
      if (typeof date !== 'string' || !HTTP_DATE.test(date)) return
      const dateAt = Date.parse(date)
      if (!Number.isNaN(dateAt)) known = narrowSkew(known, { dateAt, sentAt, answeredAt })
    },
    /** The portal's clock minus ours; 0 as long as they may agree. */
    skewMs: (): number => estimateSkew(known),
  }
}

export type PortalClock = ReturnType<typeof createPortalClock>
