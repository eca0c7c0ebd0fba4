import { setTimeout as wait } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import { SlackError } from '../../domain/slack-error.ts'
import type { Now } from '../../use-cases/ports.ts'
import { asking } from '../web-api/client.ts'
import { pagesOf, SLACK_PAGE_SIZE } from '../web-api/pages.ts'

const FRESH_MS = 10 * 60_000
/** How old a list may be to serve while a new one is read. */
const STALE_MS = 60 * 60_000
/** How many people of the workspace are read. */
const MOST_PEOPLE = 100_000
/** How often to wait for a page that Slack refuses for the moment. */
const MOST_PAUSES = 5

/** Somebody invited to single channels of the workspace (Slack: user type). */
export const isGuest = (user: { is_restricted?: boolean; is_ultra_restricted?: boolean }): boolean =>
  user.is_restricted === true || user.is_ultra_restricted === true

const isActiveAdmin = (user: {
  is_admin?: boolean
  is_owner?: boolean
  is_bot?: boolean
  deleted?: boolean
}): boolean =>
  (user.is_admin === true || user.is_owner === true) && user.is_bot !== true && user.deleted !== true

/** `admins`: of the workspace, its owners among them. `complete`: there are no others. */
interface GuestList {
  ids: ReadonlySet<string>
  admins: readonly string[]
  complete: boolean
}

/** Runs a call and waits out Slack's pauses (tier 2: 20 pages a minute). People do not wait for the whole list. */
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

/** The guests and the admins of the token's workspace. Kept for ten minutes, then read anew while the old list still serves. */
export const createGuestList = (client: WebClient, now: Now) => {
  let kept: { at: number; list: GuestList } | null = null
  let reading: Promise<GuestList> | null = null

  const readAll = async (): Promise<GuestList> => {
    const ids = new Set<string>()
    const admins: string[] = []
    const pages = pagesOf(MOST_PEOPLE / SLACK_PAGE_SIZE, (page) => patiently(() => client.users.list(page)))
    for await (const { found, isLast } of pages) {
      for (const user of found.members ?? []) {
        if (user.id === undefined) continue
        if (isGuest(user)) ids.add(user.id)
        if (isActiveAdmin(user)) admins.push(user.id)
      }
      if (isLast) return { ids, admins, complete: true }
    }
    return { ids, admins, complete: false }
  }

  /** One reading for all who ask meanwhile. If it fails, the list stays as it was. */
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
      // A failure is met again by the next one who needs a new list.
      if (now() - old.at >= FRESH_MS) readAnew().catch(() => {})
      return old.list
    },
  }
}
