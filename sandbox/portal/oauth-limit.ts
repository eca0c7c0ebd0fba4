import { type Answer, empty } from './answer.ts'
import type { Call } from './call.ts'
import type { PortalState } from './state-types.ts'

const PER_MINUTE = 10
const MINUTE_MS = 60_000

/** When each address has posted lately, of each portal: no part of what is kept. */
const POSTS = new WeakMap<PortalState, Map<string, number[]>>()

/** The identity service takes ten POSTs a minute of one address; its refusal names no `Retry-After` (docs/portal.md, OAuth). */
export const tooManyPosts = ({ state, ip, now }: Call): Answer | null => {
  const all = POSTS.get(state) ?? new Map<string, number[]>()
  POSTS.set(state, all)
  const at = now().getTime()
  const lately = (all.get(ip) ?? []).filter((one) => one > at - MINUTE_MS)
  const [oldest] = lately
  if (oldest !== undefined && lately.length >= PER_MINUTE) {
    const restSeconds = Math.ceil((oldest + MINUTE_MS - at) / 1_000)
    return empty(429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(restSeconds) })
  }
  all.set(ip, [...lately, at])
  return null
}
