import type { ApiKey, PortalState, User } from './state-types.ts'
import type { Sources } from './types.ts'

/** Who calls: nobody (`user: null`), a key's owner, or a signed-in session. */
export type Caller = { user: User | null; key: ApiKey | null }

/** One request, freed of HTTP: what handlers work on. */
export type Call = Sources & {
  state: PortalState
  caller: Caller
  method: string
  /** Full address at the portal's own origin. */
  href: string
  /** Parts of the path the route's pattern names, decoded. */
  params: Record<string, string>
  /** Value of a query parameter; names are case-insensitive. */
  query: (name: string) => string | undefined
  headers: Record<string, string | undefined>
  cookies: Record<string, string>
  body: string
  ip: string
}
