import type { ManyRevoked } from '../../use-cases/admin-ports.ts'
import { manyRevokedView } from '../views/revoke-all.ts'
import { type ClientFor, calling } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Tells an admin that the links which they revoked are gone. Throws `SlackError`. */
export const createManyRevoked =
  (clientFor: ClientFor) =>
  async ({ team, to, ...told }: ManyRevoked): Promise<void> => {
    await calling(() => clientFor(team).chat.postMessage({ channel: to, ...manyRevokedView(told), ...PLAIN }))
  }
