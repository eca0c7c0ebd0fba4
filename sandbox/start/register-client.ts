import type { Portal } from '../portal/types.ts'

/** As an admin does under Developer Tools: the bot may act for people. Gives its variables for that. */
export const registerClient = (portal: Portal, publicUrl: string): Record<string, string> => {
  const redirectUris = [`${publicUrl}/docspace/oauth/callback`]
  const { id, secret } = portal.addOAuthClient({
    id: 'sharelink-sandbox',
    scopes: ['files:write', 'rooms:read', 'accounts.self:read'],
    // The same after each start, so that who is connected stays so.
    ...portal.state.oauthClients.find((one) => one.id === 'sharelink-sandbox'),
    redirectUris,
  })
  return { DOCSPACE_OAUTH_CLIENT_ID: id, DOCSPACE_OAUTH_CLIENT_SECRET: secret }
}
