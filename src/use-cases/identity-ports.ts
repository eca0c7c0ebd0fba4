import type { AccountTokens, ConnectedAccount, Member } from '../domain/connected-account.ts'

/** An account as it stands in the store, with the mark of what was read there. */
export type AccountRow = ConnectedAccount & { rev: string }

/** Accounts of the portal that members have connected; each has one owner, and each member one account. */
export interface Accounts {
  get(id: string): Promise<AccountRow | null>
  of(member: Member): Promise<AccountRow | null>
  /** Members of a workspace who have one. */
  membersOf(team: string): Promise<string[]>
  /**
   * Makes the member the owner. `taken`: somebody else is, and nothing is changed. `before`: the account that they had
   * until then, which is not theirs any more.
   */
  link(
    account: Omit<ConnectedAccount, 'refreshingSince'>,
  ): Promise<{ ok: true; before: AccountRow | null } | { ok: false; reason: 'taken' }>
  /** Stores what changed. Null: somebody else has changed it since it was read. */
  save(
    row: AccountRow,
    change: Partial<Pick<ConnectedAccount, 'tokens' | 'until' | 'refreshingSince' | 'name'>>,
  ): Promise<AccountRow | null>
  /** False: somebody else has changed it since it was read. */
  remove(row: AccountRow): Promise<boolean>
  /** For one process at a time. Gives a function that lets others in; null: another one is in. Ends by itself after a while. */
  lock(id: string): Promise<(() => Promise<void>) | null>
}

/** Tokens as the portal has just given them. */
export interface GrantedTokens extends AccountTokens {
  until: number
}

/**
 * The portal's authorization server. All methods throw `PortalError`: `unauthorized` where it does not take a code or token (any
 * more), `rate-limited` without asking where our POSTs of this minute are used up.
 */
export interface AuthorizationServer {
  /** Where a person allows us to act for them. */
  authorizeAddress(asked: { state: string; verifier: string }): Promise<string>
  /** Tokens for what the person's browser came back with. */
  exchange(answer: URLSearchParams, asked: { state: string; verifier: string }): Promise<GrantedTokens>
  refresh(refreshToken: string): Promise<GrantedTokens>
  /** Ends all that the person lets us do. */
  revoke(tokens: AccountTokens): Promise<void>
  /** Whose token it is, by our portal. */
  whose(accessToken: string): Promise<{ id: string; name: string }>
}

/** Who began to connect, and what they may ask for again once they have. */
export interface Connecting extends Member {
  /** The reference of what they had asked for. Left out: nothing. */
  retry?: string
}

/** A browser was sent to the portal. */
export interface SentToPortal extends Connecting {
  verifier: string
  browser: string
}

/** The portal has given tokens, which belong to nobody yet. */
export interface Unconfirmed extends Connecting {
  browser: string
  account: { id: string; name: string }
  tokens: GrantedTokens
}

/** What is kept between the steps of connecting, under a secret that is known to whoever may take the next step. Minutes later it is gone. */
export interface ConnectSteps {
  keep(secret: string, step: ConnectStep): Promise<void>
  look<K extends ConnectStep['at']>(secret: string, at: K): Promise<Extract<ConnectStep, { at: K }> | null>
  /** The same once. */
  take<K extends ConnectStep['at']>(secret: string, at: K): Promise<Extract<ConnectStep, { at: K }> | null>
}

/**
 * `start`: in Slack, where its address was given. `portal`: the browser is at the portal. `page`: it is back, and shows both names.
 * `slack`: the person has said there that these are right; the last step is a button in Slack.
 */
export type ConnectStep =
  | ({ at: 'start' } & Connecting)
  | ({ at: 'portal' } & SentToPortal)
  | ({ at: 'page' } & Unconfirmed)
  | ({ at: 'slack' } & Unconfirmed)
