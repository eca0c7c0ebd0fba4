import type { Outcome } from '../../domain/answer.ts'
import type { Connecting, ConnectSteps } from '../identity-ports.ts'

export interface BeginDeps {
  steps: ConnectSteps
  newSecret: () => string
  /** Where a browser begins to connect, with that secret. */
  startAddress: (secret: string) => string
}

/** A member wants to connect their account of the portal: gives them an address, for them alone, at which that begins. */
export const beginConnecting =
  ({ steps, newSecret, startAddress }: BeginDeps) =>
  async (who: Connecting): Promise<Outcome> => {
    const secret = newSecret()
    await steps.keep(secret, { at: 'start', ...who })
    return { ok: true, answer: { kind: 'connect', address: startAddress(secret) } }
  }
