import { endGrant } from './oauth-grants.ts'
import { randomHex, randomUuid } from './random-text.ts'
import type { PortalState } from './state-types.ts'
import type { PortalControl, Sources } from './types.ts'

const SCOPES = ['files:read', 'files:write', 'rooms:read', 'rooms:write', 'accounts.self:read', 'openid']

/** Registered clients, and what people let them do. */
export const oauthControl = (
  state: PortalState,
  { random }: Sources,
): Pick<PortalControl, 'addOAuthClient' | 'endOAuthGrant'> => ({
  addOAuthClient: (given) => {
    const client = {
      id: randomUuid(random),
      secret: randomHex(48, random),
      name: 'Sharelink',
      scopes: SCOPES,
      isPublic: true,
      enabled: true,
      ...given,
    }
    state.oauthClients = [...state.oauthClients.filter(({ id }) => id !== client.id), client]
    return client
  },
  endOAuthGrant: (clientId, userId) => endGrant(state, clientId, userId),
})
