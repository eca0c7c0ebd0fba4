import { createHash } from 'node:crypto'
import { Redis } from 'ioredis'
import { Pool } from 'undici'
import { passwordToken } from '../../sandbox/portal/request-token.ts'
import { KEYS, USERS } from '../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../sandbox/portal/server.ts'
import { emptyState } from '../../sandbox/portal/state.ts'
import type { AuditEvent } from '../../sandbox/portal/state-types.ts'
import { NOW } from '../support/builders.ts'
import { DECOY, FILES, PUBLIC_ROOM, ROOM_LINK, ROOMS } from './cast.ts'
import type { Setup } from './history.ts'

/** A link that visitors know of. */
export interface KnownLink {
  id: string
  fileId: string
  password: string | null
  /** The share that it was made for; null: made in the portal, by hand. */
  shareId: string | null
}

/** Numbers in [0, 1), the same again for the same beginning. */
const dice = (seed: number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * The outside world of all histories: one stand-in portal over HTTP, emptied for each, one Redis, one clock that only moves
 * when it is told to.
 */
export const openWorld = async (redisSocket: string) => {
  const clock = { at: NOW }
  let roll = dice(0)
  const portal = await startPortal({
    seed: 'empty',
    now: () => new Date(clock.at),
    random: () => roll(),
  })
  const { state } = portal
  const redis = new Redis({ path: redisSocket })
  const visitors = new Pool(portal.url, { connections: 4 })
  let cookies = { member: '', owner: '' }

  const begin = ({ chance, startMs, skewMs }: Setup): void => {
    roll = dice(chance)
    clock.at = NOW + startMs
    Object.assign(state, emptyState(portal.now(), { origin: portal.url, clockSkewMs: skewMs }))
    portal.clearFaults()
    portal.clearRequests()
    for (const { id, type } of ROOMS) {
      if (type === null) continue
      portal.addRoom({
        id,
        title: `Room ${id}`,
        type,
        ...(id === 'sbox-12' ? { providerKey: 'DropboxV2' } : {}),
      })
    }
    for (const { id, title, place } of FILES) portal.addFile({ id, title, folderId: ROOMS[place].id })
    portal.addFile(DECOY)
    const ofRoom = portal.addLink(DECOY.id, { id: ROOM_LINK, title: 'Room' })
    ofRoom.holder = { kind: 'room', id: PUBLIC_ROOM }
    cookies = {
      member: `asc_auth_key=${portal.signIn(USERS.member)}`,
      owner: `asc_auth_key=${portal.signIn(USERS.owner)}`,
    }
  }

  /** The rows that came to be meanwhile, arrived or not. */
  const newRows = async (act: () => Promise<unknown> | unknown): Promise<AuditEvent[]> => {
    const rows = () => [...state.events, ...state.pending.map(({ event }) => event)]
    const before = new Set(rows())
    await act()
    return rows().filter((row) => !before.has(row))
  }

  const ask = async (
    method: 'GET' | 'HEAD' | 'POST',
    path: string,
    headers: Record<string, string>,
    body: string | null = null,
  ) => {
    const answer = await visitors.request({ method, path, headers, body })
    await answer.body.dump()
    return { status: answer.statusCode, headers: answer.headers }
  }

  const linkOf = (id: string) => state.links.find((link) => link.id === id)
  const isOver = (end: string | null, at = portal.now().getTime()) => end !== null && Date.parse(end) <= at

  return {
    clock,
    portal,
    redis,
    begin,
    newRows,
    ask,
    cookies: () => cookies,
    linkOf,
    keyOf: ({ id, password }: KnownLink, withPassword: boolean): string =>
      withPassword && password !== null
        ? passwordToken(id, password, state.signingSecret)
        : portal.requestToken(id),
    etagOf: (fileId: string): string => {
      const bytes = Buffer.from(state.files[fileId]?.content ?? '', 'base64')
      return `"${createHash('sha1').update(bytes).digest('hex')}"`
    },
    /** Whether this link, and nothing else that is known now, leads to the file, or did at that moment by the portal's clock. */
    isSoleWay: (linkIds: ReadonlySet<string>, fileId: string, at?: number): boolean => {
      const file = state.files[fileId]
      const own = state.links.find((link) => linkIds.has(link.id))
      if (file === undefined || own === undefined) return false
      if (file.folderId === PUBLIC_ROOM) return false
      return state.links.every(
        (link) => link === own || link.holder.id !== fileId || isOver(link.expirationDate, at),
      )
    },
    isAlive: (id: string): boolean => {
      const link = linkOf(id)
      return link !== undefined && !isOver(link.expirationDate)
    },
    adminKey: KEYS.owner,
    close: async () => {
      await visitors.close()
      await portal.close()
      redis.disconnect()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
