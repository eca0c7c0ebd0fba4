import type { Now } from '../use-cases/ports.ts'

/** One dependency as `/readyz` shows it. `degraded`: down, but the bot must go on answering. */
export interface Part {
  status: 'ok' | 'degraded' | 'down'
  detail?: string
}

export interface Readiness {
  status: 'ok' | 'degraded' | 'down'
  redis: Part
  slack: Part
  portal: Part
  audit: Part
  /** Seconds since the last good sweep; null before the first. */
  sweepAgeSeconds: number | null
}

export interface Probes {
  redis: () => Promise<unknown>
  slack: () => Promise<unknown>
  portal: () => Promise<unknown>
  sweptAt: () => Promise<number | null>
  now: Now
  auditIntervalMs: number
}

/** Answers of the outside are reused this long, so that a busy health check costs them nothing. */
const REUSE_MS = 2_000
const PATIENCE_MS = 2_500

const kindOf = (error: unknown): string => {
  const { kind, code } = error as { kind?: unknown; code?: unknown }
  if (typeof kind === 'string') return kind
  return typeof code === 'string' ? code : 'no answer'
}

/** Without Redis or Slack nothing can be done: `down`. A silent portal or trail is `degraded`. */
export const createReadiness = (probes: Probes): (() => Promise<Readiness>) => {
  const inTime = async (probe: () => Promise<unknown>, bad: 'degraded' | 'down'): Promise<Part> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('late')), PATIENCE_MS)
    })
    try {
      await Promise.race([probe(), late])
      return { status: 'ok' }
    } catch (error) {
      return { status: bad, detail: kindOf(error) }
    } finally {
      clearTimeout(timer)
    }
  }

  const audit = (sweptAt: number | null): Part => {
    if (sweptAt === null) return { status: 'degraded', detail: 'no sweep yet' }
    const late = probes.now() - sweptAt > 3 * probes.auditIntervalMs + 10_000
    return late ? { status: 'degraded', detail: 'the last sweep is too long ago' } : { status: 'ok' }
  }

  const look = async (): Promise<Readiness> => {
    const [redis, slack, portal] = await Promise.all([
      inTime(probes.redis, 'down'),
      inTime(probes.slack, 'down'),
      inTime(probes.portal, 'degraded'),
    ])
    const sweptAt = redis.status === 'ok' ? await probes.sweptAt().catch(() => null) : null
    const parts = { redis, slack, portal, audit: audit(sweptAt) }
    const all = Object.values(parts).map((part) => part.status)
    const status = all.includes('down') ? 'down' : all.includes('degraded') ? 'degraded' : 'ok'
    const sweepAgeSeconds =
      sweptAt === null ? null : Math.max(0, Math.round((probes.now() - sweptAt) / 1_000))
    return { status, ...parts, sweepAgeSeconds }
  }

  let last: { at: number; readiness: Promise<Readiness> } | null = null
  return () => {
    if (last === null || probes.now() - last.at > REUSE_MS) last = { at: probes.now(), readiness: look() }
    return last.readiness
  }
}
