import type { Line } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** Characters of what the admin tells everybody about the rules. */
const LONGEST = 1_000

/** The same where nothing is formatted. */
export const noticeText = (notice: string): string => nameLike(notice, LONGEST)

/** What the admin tells everybody about the rules, as their own words. */
export const noticeQuote = (notice: string): Line => ({ quote: noticeText(notice) })
