import type { AuthorizationServer, ConnectSteps } from '../identity-ports.ts'

export interface VisitDeps {
  steps: ConnectSteps
  server: Pick<AuthorizationServer, 'authorizeAddress'>
  newSecret: () => string
}

/**
 * Where at the portal a browser goes that has opened an address of `beginConnecting`; null: that is too old, or none. `browser`: a mark
 * of this browser, the only one that may come back.
 */
export const visitPortal =
  ({ steps, server, newSecret }: VisitDeps) =>
  async (secret: string, browser: string): Promise<string | null> => {
    const begun = await steps.look(secret, 'start')
    if (begun === null) return null
    const [state, verifier] = [newSecret(), newSecret()]
    const { at: _, ...who } = begun
    await steps.keep(state, { at: 'portal', ...who, verifier, browser })
    return server.authorizeAddress({ state, verifier })
  }
