import { onTestFinished } from 'vitest'
import type { ActResult, PortalAct, PortalScreen, Trouble } from '../../../pages/contract.ts'
import { readManifest } from '../../../pages/manifest.ts'
import { createTroubles } from '../../../pages/portal/troubles.ts'
import { startPages } from '../../../pages/server.ts'
import { KEYS } from '../../../portal/seed-ids.ts'
import { startPortal } from '../../../portal/server.ts'
import type { StartPortalOptions } from '../../../portal/types.ts'
import { startSlack } from '../../../slack/server.ts'
import { openScreens } from './screens.ts'

type Options = StartPortalOptions & { troublesOn?: Trouble[] }

/** The portal's page over a portal and a Slack of its own, as a browser uses it. */
export const startPortalPage = async ({ troublesOn, ...options }: Options = {}) => {
  const portal = await startPortal(options)
  onTestFinished(() => portal.close())
  const slack = await startSlack()
  onTestFinished(() => slack.close())
  const troubles = createTroubles(portal, troublesOn)
  const publicUrl = 'http://127.0.0.1:9'
  const pages = await startPages({ slack, portal, troubles, manifest: readManifest(), publicUrl })
  onTestFinished(() => pages.close())
  const screens = (file?: string) =>
    openScreens<PortalScreen>(`${pages.url}/api/portal/stream${file ? `?file=${file}` : ''}`)
  const post = (body: unknown) =>
    fetch(`${pages.url}/api/portal/act`, { method: 'POST', body: JSON.stringify(body) })
  return {
    portal,
    screens,
    post,
    see: async (file?: string): Promise<PortalScreen> => (await screens(file)).until(() => true),
    act: async (act: PortalAct): Promise<ActResult> => {
      const response = await post(act)
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as ActResult
    },
    visit: (address: string, as = 'anonymous', browser = 1) =>
      fetch(
        `${pages.url}/api/portal/visit?${new URLSearchParams({ address, as, browser: String(browser) })}`,
      ),
    visitGate: (address: string, as: string) =>
      fetch(`${pages.url}/api/gate/visit?${new URLSearchParams({ address, as })}`),
    /** Events in an answer of the audit trail. */
    eventsIn: async (answer: Response): Promise<unknown[]> =>
      ((await answer.json()) as { response: unknown[] }).response,
    /** As the bot asks: with the key that it makes links with, or the one that reads the trail. */
    ask: (key: 'ownerFilesOnly' | 'adminReadOnly', path: string) =>
      fetch(portal.url + path, { headers: { authorization: `Bearer ${KEYS[key]}` } }),
  }
}

export const TRAIL = '/api/2.0/security/audit/events/filter?actionType=Download'
