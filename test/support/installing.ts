import type { Slack } from '../../sandbox/slack/types.ts'

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

const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** Goes to the program's page as somebody's browser does, up to where Slack leads back. */
export const beginInstall = async (origin: string, slack: Slack, user: string) => {
  const begun = await fetch(`${origin}/slack/install`, { redirect: 'manual' })
  const asks = new URL(begun.headers.get('location') ?? '')
  asks.searchParams.set('user', user)
  const agreed = await fetch(new URL(asks.pathname + asks.search, slack.url), { redirect: 'manual' })
  const back = new URL(agreed.headers.get('location') ?? '')
  return { asks, back: `${origin}${back.pathname}${back.search}`, cookie: cookieOf(begun) }
}

/** Installs the app in the workspace of that person. */
export const install = async (origin: string, slack: Slack, user: string): Promise<Response> => {
  const { back, cookie } = await beginInstall(origin, slack, user)
  return fetch(back, { headers: { cookie } })
}
