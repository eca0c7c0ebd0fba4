import { setTimeout as wait } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import { SlackError } from '../domain/slack-error.ts'
import type { Now } from '../use-cases/ports.ts'
import { asking } from './client.ts'
import { pagesOf, SLACK_PAGE_SIZE } from './pages.ts'

const FRESH_MS = 10 * 60_000
/** How old a list may be that is gone by while it is read anew. */
const STALE_MS = 60 * 60_000
/** People of the workspace that are looked at. */
const MOST_PEOPLE = 100_000
/** How often a page is waited for that Slack puts off. */
const MOST_PAUSES = 5

/** Invited to single channels: not of the company (Slack: user type). */
export const isGuest = (user: { is_restricted?: boolean; is_ultra_restricted?: boolean }): boolean =>
  user.is_restricted === true || user.is_ultra_restricted === true

/** `complete`: there are no others. */
interface GuestList {
  ids: ReadonlySet<string>
  complete: boolean
}

/** Nobody waits for the whole list alone, so that it may take Slack's pauses (tier 2: 20 pages a minute). */
const patiently = async <T>(call: () => Promise<T>): Promise<T> => {
  for (let pause = 0; ; pause += 1) {
    try {
      return await asking(call)
    } catch (error) {
      const ms = error instanceof SlackError ? error.retryAfterMs : null
      if (ms === null || pause === MOST_PAUSES) throw error
      await wait(ms, undefined, { ref: false })
    }
  }
}

/** The guests of the workspace that the token is for: kept for ten minutes, then read anew while the old list still serves. */
export const createGuestList = (client: WebClient, now: Now) => {
  let kept: { at: number; list: GuestList } | null = null
  let reading: Promise<GuestList> | null = null

  const readAll = async (): Promise<GuestList> => {
    const ids = new Set<string>()
    const pages = pagesOf(MOST_PEOPLE / SLACK_PAGE_SIZE, (page) => patiently(() => client.users.list(page)))
    for await (const { found, isLast } of pages) {
      for (const user of found.members ?? []) if (user.id !== undefined && isGuest(user)) ids.add(user.id)
      if (isLast) return { ids, complete: true }
    }
    return { ids, complete: false }
  }

  /** One reading for all who ask meanwhile; one that fails leaves the list as it was. */
  const readAnew = (): Promise<GuestList> => {
    reading ??= (async () => {
      try {
        const list = await readAll()
        kept = { at: now(), list }
        return list
      } finally {
        reading = null
      }
    })()
    return reading
  }

  const known = (): { at: number; list: GuestList } | null =>
    kept !== null && now() - kept.at < STALE_MS ? kept : null

  return {
    isKnown: (): boolean => known() !== null,
    /** Throws `SlackError`. */
    read: async (): Promise<GuestList> => {
      const old = known()
      if (old === null) return readAnew()
      // A failure here is met again by who needs a new list.
      if (now() - old.at >= FRESH_MS) readAnew().catch(() => {})
      return old.list
    },
  }
}
