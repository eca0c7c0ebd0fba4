import type { Caller } from './call.ts'
import { callerByToken } from './oauth-grants.ts'
import type { PortalState } from './state-types.ts'

/** The scope group a route asks a key for; `global` only by `*…`, `none` by no scope at all (docs/portal.md, Keys). */
export type Scope = 'files' | 'rooms' | 'accounts.self' | 'global' | 'none'

const nobody: Caller = { user: null, key: null }

const bySession = (state: PortalState, token: string): Caller => {
  const user = state.users[state.sessions[token] ?? '']
  return user?.active ? { user, key: null } : nobody
}

/** Who calls. A key counts only as `Bearer sk-…`; bare, it is tried as a session and fails (docs/portal.md, Keys). */
export const callerOf = (
  state: PortalState,
  authorization: string | undefined,
  cookies: Record<string, string>,
  now: Date,
): Caller => {
  if (authorization === undefined) return bySession(state, cookies.asc_auth_key ?? '')
  const bearer = /^Bearer\s+(.+)$/i.exec(authorization)?.[1]
  const granted = bearer === undefined ? null : callerByToken(state, bearer, now)
  if (granted) return granted
  if (!bearer?.startsWith('sk-')) return bySession(state, bearer ?? authorization)
  const key = state.keys.find((one) => one.secret === bearer)
  const user = state.users[key?.ownerId ?? '']
  const expired = key?.expiresAt && Date.parse(key.expiresAt) <= now.getTime()
  return key?.active && !expired && user?.active ? { user, key } : nobody
}

/** Whether the caller's key reaches the route: reading takes either right, writing `write` (docs/portal.md, Keys). */
export const hasScope = ({ key }: Caller, scope: Scope, method: string): boolean => {
  if (!key || scope === 'none' || key.permissions.length === 0 || key.permissions.includes('*')) return true
  const reads = method === 'GET' || method === 'HEAD'
  const groups = scope === 'global' ? ['*'] : ['*', scope]
  return groups.some(
    (group) =>
      key.permissions.includes(`${group}:write`) || (reads && key.permissions.includes(`${group}:read`)),
  )
}
