import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { createIdentity } from './app-identity.ts'
import { readTypedFileId } from './domain/file-address.ts'
import type { LinkScope } from './domain/link-scope.ts'
import { createQueues } from './jobs/queues.ts'
import { createPortal } from './portal/portal.ts'
import { onRecords, readOptions, say } from './records.ts'
import { createStore } from './store/store.ts'
import { createUrlSeal } from './store/url-seal.ts'
import { endAll } from './use-cases/admin/end-all.ts'
import { revokeLink } from './use-cases/end/revoke-link.ts'
import { linkVault } from './vaults.ts'

const USAGE = 'npm run end-all -- [--of FILE | --by USER | --in CHANNEL] [--yes]'

/** A process of the app that runs says so every ten seconds. */
const ALIVE_WITHIN_MS = 30_000

const scopeOf = (
  { of, by, in: channel }: { of?: string | undefined; by?: string | undefined; in?: string | undefined },
  portalOrigin: string,
): LinkScope => {
  if ([of, by, channel].filter((one) => one !== undefined).length > 1)
    throw new Error(`Use one of --of, --by and --in. ${USAGE}`)
  if (of !== undefined) {
    const file = readTypedFileId(of, portalOrigin)
    if (file?.ok !== true) throw new Error(`${of} is no file: use its number or its DocSpace link. ${USAGE}`)
    return { kind: 'of', fileId: file.fileId }
  }
  if (by !== undefined) {
    if (!/^[UW][A-Z\d]+$/.test(by))
      throw new Error(`${by} is no member ID of Slack, such as U0123ABCD. ${USAGE}`)
    return { kind: 'by', user: by }
  }
  if (channel === undefined) return { kind: 'all' }
  if (!/^[CDG][A-Z\d]+$/.test(channel))
    throw new Error(`${channel} is no channel ID of Slack, such as C0123ABCD. ${USAGE}`)
  return { kind: 'in', channel }
}

const isSure = async (links: string): Promise<boolean> => {
  if (!process.stdin.isTTY) throw new Error('Nobody can answer here. Add --yes to end them.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  // Ctrl-C and Ctrl-D close it: some versions of Node answer the question with an error then, others never.
  const closed = once(terminal, 'close').then(() => '')
  const asked = terminal.question(`End ${links} for good? Type yes: `).catch(() => '')
  const answer = await Promise.race([asked, closed])
  terminal.close()
  return answer.trim().toLowerCase() === 'yes'
}

// npm run end-all [-- --of FILE | --by USER | --in CHANNEL] [--yes]: ends links at the portal, without Slack.
await onRecords(async ({ config, redis }) => {
  const values = readOptions(
    { of: { type: 'string' }, by: { type: 'string' }, in: { type: 'string' }, yes: { type: 'boolean' } },
    USAGE,
  )
  const scope = scopeOf(values, config.portal.origin)
  const namespace = config.redisPrefix
  const links = linkVault(config)
  const store = createStore(redis, namespace, links)
  const queues = createQueues(redis, namespace, Date.now, config.warnBeforeMs, () => {}, createUrlSeal(links))
  const portal = createPortal({
    ...config.portal,
    now: Date.now,
    random: Math.random,
    budget: store.portalBudget,
  })
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const identity = createIdentity({ config, redis, portal, now: Date.now, log: quiet, namespace })
  const deps = {
    ...store,
    jobs: queues,
    portal,
    makerPortal: identity?.makerPortal('making'),
    now: Date.now,
    pause: (ms: number) => wait(ms),
  }
  const { find, carryOut } = endAll({
    ...deps,
    revoke: revokeLink(deps),
    isAppAlive: async () => {
      const { aliveAt } = await store.lifeSign.read()
      return aliveAt !== null && Date.now() - aliveAt < ALIVE_WITHIN_MS
    },
  })
  try {
    const found = await find(scope)
    const links = found.length === 1 ? '1 live link' : `${found.length} live links`
    if (found.length === 0) return say('There are no live links.')
    if (!values.yes && !(await isSure(links))) return say('Nothing was ended.')
    let said = Number.POSITIVE_INFINITY
    const { ended, left, making, why } = await carryOut(found, (open) => {
      // A line for each tenth.
      if (said - open < found.length / 10) return
      said = open
      say(`${found.length - open} of ${links} ended.`)
    })
    if (left === 0)
      return say(`Done: ${ended === 1 ? '1 link is' : `${ended} links are`} gone from DocSpace.`)
    throw new Error(
      [
        `${left} of ${links} not ended yet.`,
        ...(making === 0 ? [] : [`${making} of these are still being made: run this again in a minute.`]),
        ...(why === null ? [] : [`DocSpace: ${why}.`]),
        'Sharelink goes on with these once it runs. Or run this again.',
      ].join('\n'),
    )
  } finally {
    await Promise.allSettled([queues.close(), portal.close(), identity?.server.close()])
  }
})
