import { usableAccess } from '../../domain/connected-account.ts'
import { PortalError } from '../../domain/portal-error.ts'
import { sharedAsking } from '../../timing/shared-asking.ts'
import type { AccountRow, Accounts, AuthorizationServer, GrantedTokens } from '../identity-ports.ts'
import type { Log, Now, Pause } from '../ports.ts'

export interface TokenDeps {
  accounts: Accounts
  server: Pick<AuthorizationServer, 'refresh' | 'revoke'>
  now: Now
  pause: Pause
  log: Log
}

/** How long another process's refresh is waited for. */
const PATIENCE_MS = 9_000
const LOOK_AGAIN_MS = 150
/** The store is tried so often before the only copy of new tokens is given up. */
const STORE_TRIES = 12
const STORE_PAUSE_MS = 250

/** The person on whose behalf the portal is to be asked has connected no account, or must connect it anew. */
export const noAccount = (): PortalError =>
  new PortalError('no-account', 'this person has no account of the portal connected', { notAsked: true })

/**
 * Access tokens of connected accounts. One is refreshed when it is needed, by one process at a time: the portal takes a refresh
 * token once, without grace (docs/portal.md, OAuth). That it was begun is stored first. So whatever a crash leaves, the account
 * is connected, or the portal refuses what is stored and its owner is told to connect again.
 */
export const accessTokens = ({ accounts, server, now, pause, log }: TokenDeps) => {
  const shared = sharedAsking<string>()

  /** Stores what the portal will not say again. Null: the account was connected anew, or disconnected, meanwhile. */
  const keep = async (row: AccountRow, tokens: GrantedTokens): Promise<AccountRow | null> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await accounts.save(row, { tokens, until: tokens.until, refreshingSince: null })
      } catch (error) {
        if (tries >= STORE_TRIES) throw error
        await pause(STORE_PAUSE_MS)
      }
    }
  }

  /** The portal takes the refresh token no more. Somebody else may have stored a newer one since it was read. */
  const afterRefusal = async (row: AccountRow, refused: string | null): Promise<string> => {
    const current = await accounts.get(row.id)
    const access = current === null ? null : usableAccess(current, now(), refused)
    if (access !== null) return access
    await accounts.save(row, { tokens: null, refreshingSince: null })
    log.warn({ account: row.id }, 'the portal takes the tokens of a connected account no more')
    throw noAccount()
  }

  const refreshAlone = async (id: string, refused: string | null): Promise<string> => {
    const row = await accounts.get(id)
    if (row === null || row.tokens === null) throw noAccount()
    const access = usableAccess(row, now(), refused)
    if (access !== null) return access
    const begun = await accounts.save(row, { refreshingSince: now() })
    if (begun === null)
      throw new PortalError('unavailable', 'the account was changed meanwhile', { notAsked: true })
    let granted: GrantedTokens
    try {
      granted = await server.refresh(row.tokens.refresh)
    } catch (error) {
      if (error instanceof PortalError && error.kind === 'unauthorized') return afterRefusal(begun, refused)
      throw error
    }
    if ((await keep(begun, granted)) !== null) return granted.access
    await server.revoke(granted).catch(() => undefined)
    throw noAccount()
  }

  const refresh = async (id: string, refused: string | null): Promise<string> => {
    for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
      const unlock = await accounts.lock(id)
      if (unlock !== null) return refreshAlone(id, refused).finally(() => unlock().catch(() => undefined))
      if (waited >= PATIENCE_MS)
        throw new PortalError('unavailable', 'another refresh of this account does not end', {
          notAsked: true,
        })
      await pause(LOOK_AGAIN_MS)
      const row = await accounts.get(id)
      if (row === null || row.tokens === null) throw noAccount()
      const access = usableAccess(row, now(), refused)
      if (access !== null) return access
    }
  }

  /** The token as it stands in the store; null: there is none that could be used now. */
  const atHand = async (id: string, refused: string | null = null): Promise<string | null> => {
    const row = await accounts.get(id)
    return row === null ? null : usableAccess(row, now(), refused)
  }

  return {
    atHand,
    /** One that can be used, refreshed where that is needed. `refused`: one that the portal has just not taken. */
    fresh: async (id: string, refused: string | null = null): Promise<string> =>
      (await atHand(id, refused)) ?? shared(id, () => refresh(id, refused)),
  }
}
