import type { NamedScope } from '../domain/link-scope.ts'

// The ports for acts of admins. A part of `ports.ts`, which would be too long with it.

/** Many links that one person revokes. */
export interface RevocationOfMany {
  team: string
  /** Slack user id of the person who asked for it. */
  by: string
  of: NamedScope
  /** Ids of those that are not known to be over yet. */
  left: readonly string[]
  /** How many there were. */
  total: number
  since: number
  reference: string
}

/** What the person is told at the end; `left`: how many DocSpace does not let go. */
export interface ManyRevoked {
  team: string
  to: string
  of: NamedScope
  total: number
  left: number
}
