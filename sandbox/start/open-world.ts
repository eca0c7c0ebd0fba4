import { randomBytes } from 'node:crypto'
import { readManifest } from '../pages/manifest.ts'
import { createTroubles } from '../pages/portal/troubles.ts'
import type { World } from '../pages/server.ts'
import { startPortal } from '../portal/server.ts'
import { haveSecondWorkspace } from '../slack/second-workspace.ts'
import { believableWorkspace } from '../slack/seed.ts'
import { startSlack } from '../slack/server.ts'
import { findPort } from './find-port.ts'
import { firstWords } from './first-words.ts'
import { OAUTH } from './install-everywhere.ts'
import { keepWorld } from './keep-world.ts'
import { type Kept, readKept } from './kept.ts'
import { onPort } from './on-port.ts'

/** As Slack itself: a little over its three seconds, for people are not to wait for what cannot come. */
const ACK_TIMEOUT_MS = 3500

/** The bot's, made for each world. */
export type Secrets = Pick<Kept, 'encryptionKey' | 'webhookSecret'>

const portOf = (url: string): number => Number(new URL(url).port)

/**
 * Portal and Slack as they were when they were left, or new ones, kept in the folder from now on. `add` takes
 * what has to be closed again, also when this throws. `isShared`: a second workspace has the app too.
 */
export const openWorld = async (
  folder: string,
  add: (close: () => unknown) => void,
  isShared = false,
): Promise<{ world: World; secrets: Secrets }> => {
  const kept = readKept(folder)
  const manifest = readManifest()
  const portal = await onPort(kept?.ports.portal, (port) =>
    startPortal({ port, ...(kept ? { state: kept.portal } : {}) }),
  )
  add(portal.close)
  const seed = kept?.slack ?? believableWorkspace()
  haveSecondWorkspace(seed, isShared)
  const slack = await onPort(kept?.ports.slack, (port) =>
    startSlack({
      port,
      seed,
      oauth: OAUTH,
      scopes: manifest.scopes,
      ackTimeoutMs: ACK_TIMEOUT_MS,
    }),
  )
  add(slack.close)
  if (!kept) firstWords(slack, portal)
  slack.outage(kept?.outage ?? 'off')
  const troubles = createTroubles(portal, kept?.troubles)
  const publicUrl = `http://127.0.0.1:${await findPort(kept?.ports.bot)}`
  const secrets = {
    encryptionKey: kept?.encryptionKey ?? randomBytes(32).toString('base64'),
    webhookSecret: kept?.webhookSecret ?? randomBytes(24).toString('base64url'),
  }
  const look = (): Kept => ({
    slack: slack.state,
    portal: portal.state,
    troubles: troubles.list(),
    outage: slack.outageNow(),
    ports: { slack: portOf(slack.url), portal: portOf(portal.url), bot: portOf(publicUrl) },
    ...secrets,
  })
  add(keepWorld(folder, look, [slack.onChange, portal.onChange]))
  return { world: { slack, portal, troubles, manifest, publicUrl }, secrets }
}
