/** Of the app that workspaces install by themselves. */
export const OAUTH = { clientId: '1111.2222', clientSecret: 'client-secret-for-tests' }

/** Settings of a program that serves several workspaces. */
export const SEVERAL = {
  SLACK_BOT_TOKEN: '',
  SLACK_CLIENT_ID: OAUTH.clientId,
  SLACK_CLIENT_SECRET: OAUTH.clientSecret,
  SLACK_STATE_SECRET: 'state-secret-for-tests',
  PUBLIC_URL: 'https://links.example.com',
  ENFORCEMENT: 'watched',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
}
