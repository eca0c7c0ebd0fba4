import type { Slack } from '../slack/types.ts'

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
