import type { Answer } from './answer.ts'
import { portalDate } from './dates.ts'
import type { FaultAction } from './types.ts'

type Lie = Extract<FaultAction, { kind: 'lie' }>['how']
type Shared = { id: string; expirationDate?: string | null; internal: boolean }

const DAY = 24 * 3_600_000

const changed = (how: Lie, shared: Shared): Shared => {
  if (how === 'other-id') return { ...shared, id: '00000000-dead-4000-8000-00000000beef' }
  if (how === 'other-internal') return { ...shared, internal: !shared.internal }
  if (how !== 'other-end') return shared
  const end = new Date(Date.parse(shared.expirationDate ?? '2030-01-01T00:00:00Z') + DAY)
  return { ...shared, expirationDate: portalDate(end.toISOString(), 0) }
}

/** An answer about a link, made untrue in one point; `does-nothing` is for the caller, who skips the work. */
export const lie = (how: Lie, { json, ...rest }: Answer): Answer => {
  if (json?.status !== 0) return { ...rest, ...(json ? { json } : {}) }
  if (how === 'no-response') {
    const { response: _, ...without } = json
    return { ...rest, json: { ...without, count: 0 } }
  }
  const response = json.response as { sharedLink?: Shared; sharedTo?: Shared } | undefined
  const shared = response?.sharedTo
  if (!shared) return { ...rest, json }
  const untrue = changed(how, shared)
  const both = response.sharedLink ? { sharedTo: untrue, sharedLink: untrue } : { sharedTo: untrue }
  return { ...rest, json: { ...json, response: { ...response, ...both } } }
}
