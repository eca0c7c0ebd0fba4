import { within } from '../timing/within.ts'
import type { Now } from '../use-cases/ports.ts'
import type { Part } from './part.ts'

export interface PortalPartDeps {
  /** Asks the portal now, however long the answer takes; never rejects. */
  ask: () => Promise<Part>
  /** When the portal last took the key, and when any call last got no answer; null: not yet. */
  contact: () => { acceptedAt: number | null; givenUpAt: number | null }
  now: Now
  patienceMs?: number
}

/** How long `/readyz` waits for the portal: health checks give up after a few seconds. */
const PATIENCE_MS = 2_000
/** For so long after its last answer the portal is taken to be there. */
const RECENT_MS = 60_000

/**
 * The portal as `/readyz` shows it. A slow portal is not down, since people are still served. So where no answer comes in
 * time, the last finding is shown, and the answer is used when it comes.
 */
export const createPortalPart = (deps: PortalPartDeps): (() => Promise<Part>) => {
  const { ask, contact, now, patienceMs = PATIENCE_MS } = deps
  const slow = `slow: an answer takes more than ${patienceMs / 1_000} s`
  let asking: Promise<Part> | null = null
  let failed: { at: number; part: Part } | null = null

  const askOnce = async (): Promise<Part> => {
    const since = now()
    const part = await ask()
    failed = part.status === 'ok' ? null : { at: now(), part }
    return part.status === 'ok' && now() - since > patienceMs ? { ...part, detail: slow } : part
  }

  const lastKnown = (): Part => {
    const { acceptedAt, givenUpAt } = contact()
    if (failed !== null && failed.at >= (acceptedAt ?? 0)) return failed.part
    const isSilent = givenUpAt !== null && givenUpAt >= (acceptedAt ?? 0)
    if (acceptedAt !== null && !isSilent && now() - acceptedAt <= RECENT_MS)
      return { status: 'ok', detail: slow }
    return { status: 'degraded', detail: `no answer for ${patienceMs / 1_000} s` }
  }

  return async () => {
    asking ??= askOnce().finally(() => {
      asking = null
    })
    return (await within(patienceMs, asking))?.found ?? lastKnown()
  }
}
