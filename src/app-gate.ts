import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import { createGate } from './gate/gate.ts'
import type { Metrics } from './http/metrics.ts'
import type { ReadBody } from './http/read-body.ts'
import type { Routes } from './http/server.ts'
import { createFileFetch } from './portal/fetch-file.ts'
import type { Claims } from './use-cases/claim-ports.ts'
import { noteCameLate } from './use-cases/tell/note-came-late.ts'

/** The gate as a process serves it. `close` cuts what still runs, and waits until that is on record. */
interface ServedGate {
  routes: Routes
  close: () => Promise<void>
}

/** Where there is no public origin nobody comes, and nothing is served. */
const NO_GATE: ServedGate = { routes: {}, close: async () => {} }

/** The gate of this process. It asks the portal for files, over connections of its own, once somebody comes for one. */
export const serveGate = (
  config: Config,
  parts: Parts,
  runtime: Runtime,
  { readBody, showGate, claims }: { readBody: ReadBody; claims: Claims } & Pick<Metrics, 'showGate'>,
): ServedGate => {
  if (parts.gate === null) return NO_GATE
  const { paths, publicOrigin, browserKey } = parts.gate
  const { now, log, newUuid } = runtime
  const files = createFileFetch({ origin: config.portal.origin })
  const gate = createGate({
    paths,
    key: browserKey,
    publicOrigin,
    trustProxy: config.trustProxy,
    showsFileName: config.showsFileName,
    windowMs: config.claimWindowMs,
    claims,
    shares: parts.store.shares,
    tries: parts.store.passwordTries,
    pace: parts.store.claimPace,
    fetchFile: files.fetchFile,
    workspaceName: async (team) => {
      const workspace = await parts.workspace(team)
      return workspace.team === team ? workspace.name : null
    },
    tooLate: noteCameLate({ shares: parts.store.shares, jobs: parts.queues }),
    readBody,
    newId: newUuid,
    newSecret: () => randomBytes(16).toString('base64url'),
    now,
    pause: (ms) => wait(ms, undefined, { ref: false }),
    seen: showGate(),
    log,
  })
  return {
    routes: gate.routes,
    close: async () => {
      await gate.close()
      await files.close()
    },
  }
}
