/** Somebody in Slack. */
export interface Member {
  team: string
  userId: string
}

/** What acts for a person at the portal (docs/portal.md, OAuth). Both are secret. */
export interface AccountTokens {
  access: string
  refresh: string
}

/** An account of the portal that a member has connected. Its id is the portal's. */
export interface ConnectedAccount {
  id: string
  /** As the portal shows it. */
  name: string
  owner: Member
  /** Null: the portal takes them no more, so that the member has to connect anew. */
  tokens: AccountTokens | null
  /** When the access token is over (epoch ms). */
  until: number
  /** A refresh was begun then, whose answer is not on record: it may be lost. Null: none is under way. */
  refreshingSince: number | null
}

export const isOwnedBy = ({ owner }: ConnectedAccount, { team, userId }: Member): boolean =>
  owner.team === team && owner.userId === userId

/** A token that ends on the way would be refused. */
const MARGIN_MS = 30_000

/** The access token, where it can still be used. `refused`: one that the portal has just not taken. */
export const usableAccess = (
  { tokens, until }: ConnectedAccount,
  now: number,
  refused: string | null = null,
): string | null =>
  tokens !== null && tokens.access !== refused && until - MARGIN_MS > now ? tokens.access : null
