/** How people's own accounts of the portal are connected. */
export interface OAuthConfig {
  clientId: string
  clientSecret: string
}

/** Null: one key acts for all. */
export const oauthOf = (values: {
  DOCSPACE_OAUTH_CLIENT_ID?: string | undefined
  DOCSPACE_OAUTH_CLIENT_SECRET?: string | undefined
}): OAuthConfig | null => {
  const { DOCSPACE_OAUTH_CLIENT_ID: clientId, DOCSPACE_OAUTH_CLIENT_SECRET: clientSecret } = values
  return clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret }
}

const BOTH = ['DOCSPACE_OAUTH_CLIENT_ID', 'DOCSPACE_OAUTH_CLIENT_SECRET'] as const

/** What lacks beside those that are set. */
export const oauthFaults = (
  isSet: (variable: string) => boolean,
): { variable: string; expected: string }[] => {
  const named = BOTH.find(isSet)
  if (named === undefined) return []
  const faults: { variable: string; expected: string }[] = BOTH.filter((variable) => !isSet(variable)).map(
    (variable) => ({ variable, expected: `the other half of ${named}, since that is set` }),
  )
  if (isSet('PUBLIC_URL')) return faults
  faults.push({
    variable: 'PUBLIC_URL',
    expected: `an address, since ${named} is set: the portal sends people back to it`,
  })
  // With PUBLIC_URL it is asked for anyway.
  if (isSet('ENCRYPTION_KEY')) return faults
  return [
    ...faults,
    { variable: 'ENCRYPTION_KEY', expected: `a key, since ${named} is set: tokens are sealed with it` },
  ]
}
