import { SECOND } from '../support/builders.ts'
import { type Bot, createBot } from './bot.ts'
import { FILES, PUBLIC_ROOM, ROOM_LINK } from './cast.ts'
import type { Setup, Trouble } from './history.ts'
import type { Happened, Rules } from './rules.ts'
import { look, type TrueShare } from './shares.ts'
import type { KnownLink, World } from './world.ts'

/** What came to pass in many histories: a test that has never seen a thing says nothing of it. */
export type Tally = Map<string, number>

/** Rows that must be counted are never later than the overlap, less what rounding and a turn may take. */
const MARGIN_MS = 5 * SECOND

/** All that is known in one history: the program, the world around it, and the truth of both. */
export const createScene = (world: World, setup: Setup, tally: Tally) => {
  const { portal, clock } = world
  const skews = [setup.skewMs]
  const rules: Rules = { burstWindowMs: setup.burstWindowMs, skews }
  const shares: TrueShare[] = []
  const rows: Happened[] = []
  const links: KnownLink[] = []
  let made = 0

  const newLinkId = (shareId: string | null): string => {
    made += 1
    const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`
    if (shareId === null) return id
    // A link that takes the place of one that was given up.
    const share = shares.find((one) => one.id === shareId)
    const before = links.find((one) => one.shareId === shareId)
    if (share === undefined || before === undefined) throw new Error('a link for no share')
    share.linkIds.add(id)
    links.push({ ...before, id })
    return id
  }

  world.begin(setup)
  for (const { id: fileId } of FILES) links.push({ id: ROOM_LINK, fileId, password: null, shareId: null })
  const bot: Bot = createBot(world, setup, newLinkId)

  /** A row without a key belongs to the share whose link was the only way in. */
  const isKeyless = ({ isDownload, isView, names, isMember }: Happened) =>
    (isDownload || isView) && names === null && !isMember

  /** What ways there were when it happened. */
  const waysAtOnce = (happened: Happened): void => {
    for (const { id, fileId, linkIds } of shares) {
      if (fileId !== happened.fileId) continue
      const sole = world.isSoleWay(linkIds, fileId)
      happened.ways.set(id, { sole, other: !sole, settled: false })
    }
  }

  /**
   * What ways there are when the trail is read: only that can be asked then. The portal does not tell whether a link that is
   * over by now lived at the time. `inDoubt`: it tells nothing.
   */
  const waysNow = (happened: Happened, inDoubt: boolean): void => {
    const then = Date.parse(happened.row.date)
    for (const { id, fileId, linkIds, seen } of shares) {
      if (fileId !== happened.fileId) continue
      // A share that is younger than the row was no way in.
      const ways = happened.ways.get(id) ?? { sole: false, other: true, settled: false }
      happened.ways.set(id, ways)
      if (ways.settled) continue
      for (const at of [undefined, then - SECOND, then]) {
        if (world.isSoleWay(linkIds, fileId, at)) ways.sole = true
        else ways.other = true
      }
      const isLive = seen?.state === 'active' || seen?.state === 'creating'
      if (!isLive || inDoubt) ways.other = true
    }
  }

  return {
    world,
    setup,
    skews,
    rules,
    shares,
    rows,
    links,
    bot,
    newLinkId,
    trouble: null as Trouble | null,

    note: (what: string, times = 1): void => {
      tally.set(what, (tally.get(what) ?? 0) + times)
    },

    happen: (happened: readonly Omit<Happened, 'at' | 'epoch' | 'ways'>[]): void => {
      for (const one of happened) {
        const whole = { ...one, at: clock.at, epoch: skews.length, ways: new Map() }
        rows.push(whole)
        if (isKeyless(whole)) waysAtOnce(whole)
      }
    },

    noteWays: (inDoubt: boolean): void => {
      for (const happened of rows) if (isKeyless(happened)) waysNow(happened, inDoubt)
    },

    /** These rows were read, for these shares: what comes later changes nothing. */
    reconcileWays: (read: readonly Happened[], by: readonly TrueShare[]): void => {
      for (const { ways } of read) {
        for (const { id } of by) {
          const found = ways.get(id)
          if (found !== undefined) found.settled = true
        }
      }
    },

    lookAround: async (): Promise<void> => {
      const records = await Promise.all(shares.map(({ id }) => bot.share(id)))
      for (const [index, share] of shares.entries()) look(world, share, records[index] ?? null, rows, rules)
    },

    /** How late a row may be at most. */
    latestMs: setup.overlapMs - MARGIN_MS,

    /** Time passes; what is held back does not become too late to be counted. */
    advance: (ms: number): void => {
      const skew = skews.at(-1) ?? 0
      const dates = portal.state.pending.map(({ event }) => Date.parse(event.date) - skew)
      const oldest = Math.min(...dates)
      if (oldest + setup.overlapMs - MARGIN_MS < clock.at + ms) portal.releaseEvents()
      clock.at += ms
    },

    isInPublicRoom: (fileId: string): boolean => portal.state.files[fileId]?.folderId === PUBLIC_ROOM,
  }
}

export type Scene = ReturnType<typeof createScene>

/** By number, the newest first. */
export const pick = <T>(from: readonly T[], index: number): T | undefined =>
  from.at(-1 - (index % Math.max(1, from.length)))
