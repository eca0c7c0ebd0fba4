import { GUEST, type StoredEvent } from '../domain/downloads.ts'
import type { PageFacts } from '../domain/portal-facts.ts'

/**
 * An event as it is stored: values without names, since a share may have thousands. The visitor who is not signed in, who is nearly
 * all of them, is 0; of when it was first read only how much later than its own date that was is kept.
 */
type Row = [
  at: number,
  actionId: number,
  userId: string | 0,
  ip: string,
  browser: string,
  platform: string,
  country: string,
  city: string,
  page: PageRow,
  skewMs: number,
  seenAfterMs: number,
  soleWayIn: 0 | 1,
]

/** Null: no page. Else the link that it names, 0 for none, 1 for one that is not known; in a list where it was forged. */
type LinkRow = string | 0 | 1
type PageRow = null | LinkRow | [LinkRow]

const pageRow = (page: PageFacts | null): PageRow => {
  if (page === null) return null
  const link = page.link === null ? 0 : 'linkId' in page.link ? page.link.linkId : 1
  return page.forged ? [link] : link
}

const pageOf = (row: PageRow): PageFacts | null => {
  if (row === null) return null
  const [link, forged] = Array.isArray(row) ? [row[0], true] : [row, false]
  return { link: link === 0 ? null : link === 1 ? { foreign: true } : { linkId: link }, forged }
}

export const rowOf = (event: StoredEvent): string => {
  const row: Row = [
    event.at,
    event.actionId,
    event.userId === GUEST ? 0 : event.userId,
    event.ip,
    event.browser,
    event.platform,
    event.country,
    event.city,
    pageRow(event.page),
    event.skewMs,
    event.seenAt - event.at,
    event.soleWayIn ? 1 : 0,
  ]
  return JSON.stringify(row)
}

export const eventOf = (id: number, json: string): StoredEvent => {
  const [at, actionId, userId, ip, browser, platform, country, city, page, skewMs, seenAfterMs, soleWayIn] =
    JSON.parse(json) as Row
  return {
    id,
    at,
    actionId,
    userId: userId === 0 ? GUEST : userId,
    ip,
    browser,
    platform,
    country,
    city,
    page: pageOf(page),
    skewMs,
    seenAt: at + seenAfterMs,
    soleWayIn: soleWayIn === 1,
  }
}
