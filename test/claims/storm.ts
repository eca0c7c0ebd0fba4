import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { ShareLink } from '../../src/domain/share.ts'
import { gatePaths } from '../support/exact-share.ts'
import type { AtEnd } from '../support/program.ts'
import { brokenClaims, type Tried, takenTooOften } from './verdict.ts'
import { type Attempt, createVisitors } from './visitor.ts'
import { type ClaimsWorld, openClaimsWorld } from './world.ts'

/** How a crowd comes, and what happens to the processes meanwhile. */
export interface Storm {
  attempts: number
  atOnce: number
  /** Downloads that each share allows. */
  limits: readonly number[]
  /** How many shares are asked for at the same time. */
  sharesAtOnce: number
  /** One of the two processes is killed so often, where the other one is there. */
  killEveryMs: number
  /** Redis is killed once, after so many attempts, and comes back after so many ms; null: never. */
  redis: { after: number; downMs: number } | null
  /** Every so many-th visitor claims a download and never fetches it; null: nobody does. */
  leaver: number | null
  claimWindow: string
  /** Whether jobs are carried out too, so that shares end. */
  works: boolean
}

const PATIENCE_MS = 150_000
const WEB_DOWN_MS = 200
const LOOK_EVERY_MS = 200
/** So often the portal gives nothing, or breaks off. */
const PORTAL_TROUBLE_EVERY_MS = 1_000

/** Does it again and again until the storm is over. */
const again = (everyMs: number, isOver: () => boolean, act: () => void | Promise<void>): Promise<void> =>
  (async () => {
    while (!isOver()) {
      await wait(everyMs)
      if (!isOver()) await act()
    }
  })()

const trouble = ({ portal }: ClaimsWorld, turn: number): void => {
  const path = '/filehandler.ashx'
  // What few visitors came by is not added up.
  portal.clearFaults()
  portal.fault({ path, times: 3, action: { kind: 'status', status: 503 } })
  portal.fault({ path, times: 2, action: { kind: 'drop', when: turn % 2 === 0 ? 'before' : 'after' } })
}

/** The share of an attempt: a few are asked for at a time, each as often as the others. */
const shareOf = (shares: readonly ShareLink[], { attempts, sharesAtOnce }: Storm, n: number): ShareLink => {
  const groups = Math.ceil(shares.length / sharesAtOnce)
  const group = Math.floor((n * groups) / attempts)
  const some = shares.slice(group * sharesAtOnce, (group + 1) * sharesAtOnce)
  const share = some[n % some.length]
  if (share === undefined) throw new Error('there are no shares')
  return share
}

/** Sends the crowd, and says what is not as it must be; nothing where every limit held and no claim was lost. */
export const claimsStorm = async (storm: Storm, atEnd: AtEnd) => {
  const world = await openClaimsWorld(storm, atEnd)
  const { webs, shares, store, redis, fileBytes } = world
  const ports = () => webs.flatMap((web) => web.port() ?? [])
  await expect.poll(() => ports().length, { timeout: 60_000 }).toBe(webs.length)
  const visitors = createVisitors()
  atEnd(() => visitors.close())

  const tried: Tried[] = []
  const breaches = new Set<string>()
  const begunAt = performance.now()
  let begun = 0
  let over = false
  let kills = 0

  const visitor = async (): Promise<void> => {
    while (begun < storm.attempts) {
      const n = begun
      begun += 1
      const share = shareOf(shares, storm, n)
      const leaves = storm.leaver !== null && n % storm.leaver === 0
      const page = gatePaths.pagePath(share)
      const attempt: Attempt = await visitors.visit({
        page,
        ports,
        bytes: fileBytes,
        leaves,
        patienceMs: PATIENCE_MS,
      })
      tried.push({ share, ...attempt })
    }
  }
  const isOver = () => over
  const meanwhile = [
    again(storm.killEveryMs, isOver, () => {
      // Otherwise, on a busy machine, there may be none for minutes.
      if (ports().length < webs.length) return
      kills += 1
      webs[kills % webs.length]?.end('SIGKILL', WEB_DOWN_MS)
    }),
    again(PORTAL_TROUBLE_EVERY_MS, isOver, () => trouble(world, kills)),
    // While Redis is away nobody can look.
    again(LOOK_EVERY_MS, isOver, async () => {
      for (const breach of await takenTooOften(store.claims, shares).catch(() => [])) breaches.add(breach)
    }),
    (async () => {
      while (!over && (storm.redis === null || begun < storm.redis.after)) await wait(20)
      if (storm.redis === null) return
      await redis.kill()
      await wait(storm.redis.downMs)
      await redis.restart()
    })(),
  ]
  await Promise.all(Array.from({ length: storm.atOnce }, visitor))
  const tookMs = performance.now() - begunAt
  over = true
  await Promise.all(meanwhile)
  for (const breach of await brokenClaims({ store, shares, tried })) breaches.add(breach)
  const howMany = (end: Attempt['end']): number => tried.filter((one) => one.end === end).length
  const report = {
    attempts: tried.length,
    seconds: Math.round(tookMs / 1_000),
    kills,
    shares: shares.length,
    taken: tried.filter(({ claims, givenBack }) => claims.length > givenBack.length).length,
    givenBack: tried.reduce((sum, { givenBack }) => sum + givenBack.length, 0),
    got: howMany('got'),
    sent: howMany('sent'),
    left: howMany('left'),
    gone: howMany('gone'),
    gaveUp: howMany('gave up'),
  }
  return { breaches: [...breaches], report, world }
}
