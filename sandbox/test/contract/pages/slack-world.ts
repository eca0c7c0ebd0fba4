import { onTestFinished } from 'vitest'
import type { ActResult, SlackAct, SlackScreen } from '../../../pages/contract.ts'
import { type AppManifest, readManifest } from '../../../pages/manifest.ts'
import { createTroubles } from '../../../pages/portal/troubles.ts'
import { startPages } from '../../../pages/server.ts'
import { startPortal } from '../../../portal/server.ts'
import { startSlack } from '../../../slack/server.ts'
import type { StartOptions } from '../../../slack/types.ts'
import { clientOf } from '../slack-stand-in/fixture.ts'
import { openScreens } from './screens.ts'

type Options = StartOptions & { manifest?: Partial<AppManifest> }

/** The pages over a Slack and a portal of their own, as a browser uses them. */
export const startSlackPage = async ({ manifest, ...options }: Options = {}) => {
  const slack = await startSlack(options)
  onTestFinished(() => slack.close())
  const portal = await startPortal()
  onTestFinished(async () => {
    await portal.close()
  })
  const world = {
    slack,
    portal,
    troubles: createTroubles(portal),
    manifest: { ...readManifest(), ...manifest },
    publicUrl: 'http://127.0.0.1:9',
  }
  const pages = await startPages(world)
  onTestFinished(() => pages.close())
  const screens = (as: string, look: { channel?: string; thread?: string } = {}) =>
    openScreens<SlackScreen>(`${pages.url}/api/slack/stream?${new URLSearchParams({ as, ...look })}`)
  return {
    slack,
    url: pages.url,
    client: clientOf(slack),
    screens,
    /** What this person would see now. */
    see: async (as: string, channel?: string, thread?: string): Promise<SlackScreen> => {
      const { until } = await screens(as, { ...(channel ? { channel } : {}), ...(thread ? { thread } : {}) })
      return until(() => true)
    },
    act: async (as: string, act: SlackAct): Promise<ActResult> => {
      const response = await fetch(`${pages.url}/api/slack/act?as=${as}`, {
        method: 'POST',
        body: JSON.stringify(act),
      })
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as ActResult
    },
  }
}

export const GENERAL = 'C0GENERAL1'
export const ALICE = 'U0ALICE001'

export const plain = (text: string) => ({ type: 'plain_text' as const, text })
export const context = (text: string) => ({
  type: 'context' as const,
  elements: [{ type: 'mrkdwn' as const, text }],
})
export const TOO_LONG = context('x'.repeat(3001))
