import type { TestContext } from 'vitest'
import { KEYS } from '../../sandbox/portal/seed-ids.ts'
import { type Stage, setStage } from './stage.ts'

const PUBLIC_URL = 'https://links.example.com'
export const CALLBACK = `${PUBLIC_URL}/docspace/oauth/callback`
export const CLIENT = { id: 'sharelink-client', secret: 'the-secret-of-the-client' }

/** How people connect, in Slack and in their browsers, where the app listens at that port; `visit` is a browser's way to either. */
export const connectingAt = ({ slack, portal }: Pick<Stage, 'slack' | 'portal'>, port: number) => {
  const here = (address: string) => address.replace(PUBLIC_URL, `http://127.0.0.1:${port}`)

  /** A browser, signed in at the portal as that user. */
  const aBrowser = (portalUser: string) => {
    const atPortal = `asc_auth_key=${portal.signIn(portalUser)}`
    let cookie = ''
    const visit = async (address: string, form?: Record<string, string>) => {
      const isOurs = address.startsWith(PUBLIC_URL)
      const answer = await fetch(here(address), {
        method: form === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { cookie: isOurs ? cookie : atPortal, 'x-real-ip': '198.51.100.9' },
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      })
      const set = answer.headers.getSetCookie()[0]
      if (isOurs && set !== undefined) cookie = set.split(';')[0] ?? ''
      const text = await answer.text()
      const [, secret = ''] = /name="secret" value="([^"]+)"/.exec(text) ?? []
      return { status: answer.status, text, secret, location: answer.headers.get('location') ?? '' }
    }
    /** Says yes on the portal's page; gives the address that it leads back to. */
    const consent = async (authorize: string): Promise<string> => {
      await visit(authorize)
      const asked = Object.fromEntries(new URL(authorize).searchParams)
      return (await visit(`${portal.url}/oauth2/authorize`, { ...asked, answer: 'allow' })).location
    }
    return {
      visit,
      consent,
      /** From an address of ours to the page with both names. */
      toPage: async (start: string) => {
        const back = await consent((await visit(start)).location)
        return { back, ...(await visit(back)) }
      },
      agree: (secret: string, answer = 'yes') =>
        visit(`${PUBLIC_URL}/docspace/oauth/confirm`, { secret, answer }),
    }
  }

  const startIn = (shown: unknown): string =>
    /https:\/\/links\.example\.com\/docspace\/oauth\/start\/[\w-]+/.exec(JSON.stringify(shown))?.[0] ?? ''

  /** The address that somebody in Slack is given to connect at. */
  const startOf = async (who: string): Promise<string> => {
    const seen = slack.ephemerals(who).length
    await slack.person(who).command('/sharelink connect', { in: '#general' })
    return slack.waitFor((s) => startIn(s.ephemerals(who).slice(seen)))
  }

  const lastStep = (who: string) =>
    slack.waitFor((s) =>
      s.history(s.dm(who)).findLast((m) => JSON.stringify(m.blocks).includes('finish_connect')),
    )

  return {
    aBrowser,
    startOf,
    startIn,
    lastStep,
    /** All of it, as somebody does who is both. */
    connect: async (who: string, portalUser: string): Promise<void> => {
      const browser = aBrowser(portalUser)
      const { secret } = await browser.toPage(await startOf(who))
      await browser.agree(secret)
      await slack.person(who).click(await lastStep(who), 'Yes, connect')
      await slack.waitFor((s) =>
        s.history(s.dm(who)).find((m) => m.text.includes('Connected to DocSpace as')),
      )
    },
  }
}

/** The portal, Slack and the app, where people act with their own accounts. */
export const identityStage = async (
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  more: Record<string, string> = {},
) => {
  const stage = await setStage(
    {
      PUBLIC_URL,
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      DOCSPACE_OAUTH_CLIENT_ID: CLIENT.id,
      DOCSPACE_OAUTH_CLIENT_SECRET: CLIENT.secret,
      DOCSPACE_API_KEY: KEYS.owner,
      ...more,
    },
    {},
    onTestFinished,
  )
  stage.portal.addOAuthClient({ ...CLIENT, redirectUris: [CALLBACK] })
  const { port } = await stage.startBot()
  return { ...stage, port, ...connectingAt(stage, port) }
}
