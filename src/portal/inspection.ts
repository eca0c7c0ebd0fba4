import { z } from 'zod'
import { PortalError } from '../domain/portal-error.ts'
import { createPortalClient } from './client.ts'
import { createHttp } from './http.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { segment } from './path.ts'
import { createPortalClock } from './portal-clock.ts'
import { VERSION_PATH, versionAnswer } from './portal-version.ts'
import { proveFilters } from './probe-trail.ts'
import { readAs } from './response.ts'
import { instant, text } from './schemas.ts'

/** Whose key is meant: the one for files and links, or the one for the trail. */
export type KeyUse = 'links' | 'trail'

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false)

const accountAnswer = z
  .object({
    response: z.object({
      id: text,
      displayName: text,
      isOwner: flag,
      isAdmin: flag,
      isRoomAdmin: flag,
      isVisitor: flag,
    }),
  })
  .transform(({ response }) => response)

const keyAnswer = z
  .object({
    response: z.object({
      permissions: z.array(z.string()).nullish(),
      expiresAt: instant.nullish().catch(null),
    }),
  })
  .transform(({ response }) => ({
    /** None: a right to everything. */
    permissions: response.permissions ?? [],
    expiresAt: response.expiresAt ?? null,
  }))

const quotaAnswer = z
  .object({ response: z.object({ audit: z.boolean().nullish() }) })
  .transform(({ response }) => response.audit ?? null)

/** What was there before 3.7.1 had no such settings, and allowed all of it. */
const sharingAnswer = z
  .object({
    response: z.object({
      externalShare: z.boolean().nullish(),
      externalShareApplyToDocuments: z.boolean().nullish(),
      externalShareApplyToRooms: z.boolean().nullish(),
      blockExistingLinksOnRestrict: z.boolean().nullish(),
    }),
  })
  .transform(({ response }) => ({
    isAllowed: response.externalShare ?? true,
    barsDocuments: response.externalShareApplyToDocuments ?? true,
    barsRooms: response.externalShareApplyToRooms ?? true,
    cutsOldLinks: response.blockExistingLinksOnRestrict ?? false,
  }))

const placeAnswer = z
  .object({ response: z.object({ current: z.object({ title: text }) }) })
  .transform(({ response }) => response.current.title)

const roomsAnswer = z
  .object({ response: z.object({ total: z.number().nullish(), folders: z.array(z.unknown()).nullish() }) })
  .transform(({ response }) => response.total ?? response.folders?.length ?? 0)

interface InspectionDeps {
  origin: string
  apiKey: string
  auditApiKey: string
  now: () => number
  random: () => number
}

/** Null where the portal has no such address: it is of another version. */
const ifKnown = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof PortalError && (error.status === 404 || error.status === 405)) return null
    throw error
  }
}

/**
 * Asks the portal about itself and about our keys. For the doctor, which asks each once: the program's own client is sparing with calls.
 * Throws `PortalError`.
 */
export const createPortalInspection = (deps: InspectionDeps) => {
  const limits = DEFAULT_LIMITS
  const clock = createPortalClock()
  const http = createHttp({ ...deps, limits, clock, connections: 8 })
  const closing = new AbortController()
  const client = createPortalClient({ http, random: deps.random, limits, closing: closing.signal })
  const ask = async <T>(path: string, answer: z.ZodType<T>, use?: KeyUse): Promise<T> => {
    const label = `GET ${path.split(/[?]/)[0]}`
    const found = await client.once(
      {
        label,
        method: 'GET',
        path: `/api/2.0/${path}`,
        ...(use === undefined && { as: 'visitor' }),
        ...(use === 'trail' && { as: 'auditor' }),
      },
      limits.readAttemptMs,
    )
    return readAs(answer, found, label)
  }
  return {
    /** `3.7.2`. Open to everybody, and so the first thing to ask. */
    version: () => ask(VERSION_PATH, versionAnswer),
    account: (use: KeyUse) => ask('people/@self', accountAnswer, use),
    /** Null: it is no API key, or the portal does not tell. */
    key: (use: KeyUse) => ifKnown(ask('keys/@self', keyAnswer, use)),
    /** Whether the plan has the audit trail; null: the portal does not tell. */
    hasTrailInPlan: () => ifKnown(ask('portal/quota', quotaAnswer, 'trail')),
    /** Throws where the trail cannot be read, or ignores its filters. */
    probeTrail: () => proveFilters({ read: (request) => client.once(request, limits.readAttemptMs) }),
    sharing: () => ifKnown(ask('files/settings', sharingAnswer, 'links')),
    /** The name of a room or folder; null: the key's account knows none by this id. */
    placeName: (id: string) => ifKnown(ask(`files/${segment(id)}?count=1`, placeAnswer, 'links')),
    /** How many rooms the key's account sees. */
    rooms: () => ask('files/rooms?count=1', roomsAnswer, 'links'),
    /** The portal's clock less ours. */
    clockSkewMs: clock.skewMs,
    close: async () => {
      closing.abort()
      await http.close()
    },
  }
}

export type PortalInspection = ReturnType<typeof createPortalInspection>
