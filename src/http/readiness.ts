import { within } from '../timing/within.ts'
import type { Now } from '../use-cases/ports.ts'
import type { Part } from './part.ts'
import { createPortalPart, type PortalPartDeps } from './portal-part.ts'
import { type SocketHealth, socketPart } from './socket-part.ts'

/** `cause`: why downloads cannot be seen, while they cannot. */
export interface AuditPart extends Part {
  cause?: keyof typeof WHY_BLIND
}

/** `warnings`: what is wrong with a Redis that works. */
export interface RedisPart extends Part {
  warnings?: string[]
}

export interface Readiness {
  status: 'ok' | 'degraded' | 'down'
  redis: RedisPart
  slack: Part
  /** Left out where Slack does not reach this process by a socket. */
  socket?: Part
  portal: Part
  audit: AuditPart
  /** Left out where the record is not sent on. */
  record?: Part
  /** Seconds since the last good sweep; null before the first. */
  sweepAgeSeconds: number | null
}

interface Audit {
  state: 'ok' | 'late' | 'blind'
  cause: keyof typeof WHY_BLIND | null
  sweptAt: number | null
}

export interface Probes {
  redis: () => Promise<RedisPart>
  slack: () => Promise<unknown>
  /** Scopes that Slack said the app lacks. Interactions that need them are refused, all others work. */
  missingScopes: () => readonly string[]
  /** Left out where Slack does not reach this process by a socket. */
  socket?: (() => SocketHealth) | undefined
  portal: { ping: () => Promise<unknown>; contact: PortalPartDeps['contact'] }
  audit: () => Promise<Audit>
  /** Since when the receiver of the record takes no lines; null: it does. Left out where none is sent on. */
  record?: (() => Promise<{ since: number } | null>) | undefined
  now: Now
}

/** How long answers of Slack and the portal are reused, so that frequent health checks do not burden them. */
const REUSE_MS = 2_000
const PATIENCE_MS = 2_500

const WHY_BLIND = {
  plan: 'the plan of the portal has no audit trail',
  rights: 'the key for the audit trail, or its owner, lacks the right to read it',
  key: 'the portal does not accept the key for the audit trail',
  outage: 'no sweep has gone well for BLIND_AFTER',
}

const NO_ANSWER = 'no answer'

const kindOf = (error: unknown): string => {
  const { kind, code, detail } = error as { kind?: unknown; code?: unknown; detail?: unknown }
  if (typeof detail === 'string') return detail
  if (typeof kind === 'string') return kind
  return typeof code === 'string' ? code : NO_ANSWER
}

const outcomeOf = async (probe: Promise<unknown>, bad: 'degraded' | 'down'): Promise<Part> => {
  try {
    await probe
    return { status: 'ok' }
  } catch (error) {
    return { status: bad, detail: kindOf(error) }
  }
}

/** Without Redis or Slack nothing can be done: `down`. A silent portal or trail is `degraded`. */
export const createReadiness = (probes: Probes): (() => Promise<Readiness>) => {
  const inTime = async <P extends Part>(part: Promise<P>): Promise<P | Part> =>
    (await within(PATIENCE_MS, part))?.found ?? { status: 'down', detail: NO_ANSWER }
  const portalPart = createPortalPart({
    ask: () => outcomeOf(probes.portal.ping(), 'degraded'),
    contact: probes.portal.contact,
    now: probes.now,
  })

  const partOf = (audit: Audit | null): AuditPart => {
    if (audit?.state === 'ok') return { status: 'ok' }
    if (audit?.state === 'blind' && audit.cause !== null) {
      return { status: 'degraded', cause: audit.cause, detail: WHY_BLIND[audit.cause] }
    }
    const never = audit === null || audit.sweptAt === null
    return { status: 'degraded', detail: never ? 'no sweep yet' : 'the last sweep is too long ago' }
  }

  const withScopes = (slack: Part): Part => {
    const scopes = probes.missingScopes()
    if (slack.status !== 'ok' || scopes.length === 0) return slack
    return {
      status: 'degraded',
      detail: `the Slack app needs ${scopes.join(' and ')}: install it again with it`,
    }
  }

  const recordPart = async (away: NonNullable<Probes['record']>): Promise<Part> => {
    const found = await away().catch(() => null)
    if (found === null) return { status: 'ok' }
    const since = new Date(found.since).toISOString()
    return { status: 'degraded', detail: `the receiver of the record has taken no lines since ${since}` }
  }

  const look = async (): Promise<Readiness> => {
    const [redis, slack, portal] = await Promise.all([
      inTime<RedisPart>(probes.redis()),
      inTime(outcomeOf(probes.slack(), 'down')),
      portalPart(),
    ])
    const audit = redis.status === 'down' ? null : await probes.audit().catch(() => null)
    const sweptAt = audit?.sweptAt ?? null
    const socket = probes.socket && socketPart(probes.socket(), probes.now())
    const record =
      probes.record === undefined || redis.status === 'down' ? undefined : await recordPart(probes.record)
    const parts = {
      redis,
      slack: withScopes(slack),
      ...(socket && { socket }),
      portal,
      audit: partOf(audit),
      ...(record && { record }),
    }
    const all = Object.values(parts).map((part) => part.status)
    const status = all.includes('down') ? 'down' : all.includes('degraded') ? 'degraded' : 'ok'
    const sweepAgeSeconds =
      sweptAt === null ? null : Math.max(0, Math.round((probes.now() - sweptAt) / 1_000))
    return { status, ...parts, sweepAgeSeconds }
  }

  let last: { at: number; readiness: Promise<Readiness> } | null = null
  return () => {
    // A clock that was set back must not keep an answer for long.
    if (last === null || Math.abs(probes.now() - last.at) > REUSE_MS)
      last = { at: probes.now(), readiness: look() }
    return last.readiness
  }
}
