import type { ClientFor } from '../slack/web-api/client.ts'
import { slackErrorOf } from '../slack/web-api/client.ts'

/** A Slack app that was just made. */
export interface MadeApp {
  appId: string
  signingSecret: string | null
}

/** Makes the Slack app by its manifest. The client has a configuration token. Throws why Slack refuses, in words. */
export const makeApp = async (client: ReturnType<ClientFor>, manifest: object): Promise<MadeApp> => {
  try {
    const made = await client.apps.manifest.create({ manifest: manifest as never })
    return { appId: made.app_id ?? '', signingSecret: made.credentials?.signing_secret ?? null }
  } catch (error) {
    const { data } = error as { data?: { errors?: { message?: string; pointer?: string }[] } }
    const { code } = slackErrorOf(error)
    const why = (data?.errors ?? []).map(({ message, pointer }) => `${pointer ?? ''} ${message ?? ''}`.trim())
    const advice =
      code === 'invalid_auth' || code === 'token_expired'
        ? 'Configuration tokens live for 12 hours: make a new one at https://api.slack.com/apps.'
        : why.join('; ')
    throw new Error(`Slack makes no app of the manifest (${code}). ${advice}`.trim(), { cause: error })
  }
}
