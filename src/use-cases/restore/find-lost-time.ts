import { isBehind, type LaterFacts, lostSince, withLostTime } from '../../domain/lost-time.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { ChangeEvent, PortalLink } from '../../domain/portal-facts.ts'
import { type StrayLink, strayKey, strayLine } from '../../domain/restored.ts'
import { linkIdsOf, type ShareLink } from '../../domain/share.ts'
import { within } from '../../timing/within.ts'
import { allInTurn } from '../all-in-turn.ts'
import type { LifeSign, Restores } from '../audit-ports.ts'
import { groupedBy } from '../grouped-by.ts'
import type { Jobs, Log, Now, Portal, Shares } from '../ports.ts'
import type { Recorder } from '../record-ports.ts'

export interface FindLostTimeDeps {
  portal: Pick<Portal, 'ownLinkWrites' | 'links' | 'deleteLink' | 'clockSkewMs'>
  shares: Pick<Shares, 'teams' | 'ofFile' | 'change'>
  lifeSign: LifeSign
  restores: Restores
  record: Recorder
  /** The workspace whose admins are told; what has no record names none. Throws `SlackError`. */
  adminTeam: () => Promise<string>
  jobs: Pick<Jobs, 'end' | 'warn' | 'tell' | 'clean'>
  /** Whether this deployment made a link, by its id. */
  isOurs: (linkId: string) => boolean
  /** Has claims of that time count again (`findLostClaims`). Gives how many shares had any. */
  findLostClaims: (since: number, isCertain: boolean) => Promise<number>
  /** Whom to tell: the admins, or their channel. */
  admins: readonly string[]
  now: Now
  log: Log
}

/** How long other work waits for a look. */
const WAIT_MS = 8_000

/** A share of a file that our account wrote to, and what the portal shows of it. */
interface Known extends Omit<LaterFacts, 'isCertain'> {
  share: ShareLink
}

interface Seen {
  /** Links of ours that have no record. */
  strays: { fileId: string; link: PortalLink }[]
  known: Known[]
}

/**
 * Finds what the app did at the portal after the moment from which its records are: a backup was put back, or all were lost.
 * The audit trail is the witness, as it is kept elsewhere. A link that has no record is deleted, since nobody counts its
 * downloads; ends and extensions that the records know nothing of are taken over. In an ordinary absence the app did nothing,
 * so that nothing is found. The sign of life is set last: where this fails, it is done again.
 */
export const findLostTime = (deps: FindLostTimeDeps) => {
  const { portal, shares, lifeSign, restores, record, jobs, isOurs, findLostClaims, admins, now, log } = deps

  const sharesOf = async (fileId: string): Promise<ShareLink[]> =>
    (await Promise.all((await shares.teams()).map((team) => shares.ofFile(team, fileId, 0)))).flat()

  /** Without the right to read the trail nothing can be found, now or later. */
  const writesSince = async (since: number): Promise<ChangeEvent[]> => {
    try {
      return await portal.ownLinkWrites(since + portal.clockSkewMs())
    } catch (error) {
      if (!(error instanceof PortalError) || error.retryable) throw error
      log.warn({ kind: error.kind, since }, 'links without a record cannot be looked for')
      return []
    }
  }

  const linksOf = async (fileId: string): Promise<PortalLink[]> => {
    try {
      return await portal.links(fileId)
    } catch (error) {
      // The file is gone, or may not be read any more: so are its links, for us.
      if (!(error instanceof PortalError) || error.retryable) throw error
      return []
    }
  }

  const lookAtFile = async (fileId: string, events: ChangeEvent[]): Promise<Seen> => {
    const links = await linksOf(fileId)
    // Read after the links: a share is on record before the portal hears of its link.
    const known = await sharesOf(fileId)
    const ids = new Set(known.flatMap(linkIdsOf).map((id) => id.toLowerCase()))
    return {
      strays: links
        .filter(({ id }) => isOurs(id) && !ids.has(id.toLowerCase()))
        .map((link) => ({ fileId, link })),
      known: known.map((share) => ({
        share,
        link: links.find(({ id }) => id.toLowerCase() === share.linkId.toLowerCase()),
        events: events.map(({ actionId, at }) => ({ actionId, at: at - portal.clockSkewMs() })),
      })),
    }
  }

  /** What has no record names no workspace. While Slack does not say which has the admins, it is known only where there is one. */
  const recordStrays = async (closed: Seen['strays']): Promise<void> => {
    const [only, ...others] = await shares.teams()
    const team = await deps.adminTeam().catch(() => (others.length === 0 ? only : undefined))
    if (team === undefined) return
    for (const { fileId, link } of closed) await record.write(team, strayKey(link.id), strayLine(fileId))
  }

  /** Takes over what happened to a share; true: its end was moved. */
  const takeOver = async ({ share, ...facts }: Known, isCertain: boolean): Promise<boolean> => {
    const { changed, share: after } = await shares.change(share, (current) =>
      withLostTime(current, { ...facts, isCertain }),
    )
    if (!changed || after === null) return false
    const isExtended = after.terms.expiresAt !== share.terms.expiresAt
    if (isExtended) await Promise.all([jobs.end(after), jobs.warn(after)])
    else if (after.looseLinkIds.length > 0) await jobs.clean(after)
    await jobs.tell(after)
    return isExtended
  }

  const look = async (since: number, wasPutBack: boolean): Promise<void> => {
    const seen: Seen = { strays: [], known: [] }
    for (const [fileId, events] of groupedBy(await writesSince(since), (event) => event.fileId)) {
      const { strays, known } = await lookAtFile(fileId, events)
      seen.strays.push(...strays)
      seen.known.push(...known)
    }
    const isCertain =
      wasPutBack ||
      seen.strays.length > 0 ||
      seen.known.some(({ share, ...facts }) => isBehind(share, { ...facts, isCertain: false }))
    const found = { strays: [] as StrayLink[], extended: 0, claimed: 0 }
    const closed: Seen['strays'] = []
    try {
      await allInTurn([
        ...seen.strays.map(({ fileId, link }) => async () => {
          await portal.deleteLink(fileId, link.id)
          closed.push({ fileId, link })
          found.strays.push({ fileId, title: link.title })
        }),
        ...seen.known.map((known) => async () => {
          if (await takeOver(known, isCertain)) found.extended += 1
        }),
        async () => {
          found.claimed = await findLostClaims(since, isCertain)
        },
      ])
    } finally {
      if (found.strays.length + found.extended + found.claimed > 0) {
        const { length: ended } = found.strays
        const { extended, claimed } = found
        log.warn({ since, ended, extended, claimed }, 'records of some links were lost')
        await restores.add(found, { since, now: now(), tell: admins })
        await recordStrays(closed)
      }
    }
  }

  /** The newest sign of life that this process has seen, or set. */
  let seenAt: number | null = null
  const lookOnce = async (): Promise<void> => {
    const { aliveAt, wasPutBack } = await lifeSign.read()
    const since = lostSince(aliveAt, seenAt, now())
    if (since !== null) await look(since, wasPutBack)
    seenAt = now()
    await lifeSign.write(seenAt)
  }

  let running: Promise<void> | null = null
  return {
    /** One look at a time. It is waited for a little: nothing that the portal does may hold up what comes after it. */
    look: async (): Promise<void> => {
      running ??= lookOnce().finally(() => {
        running = null
      })
      await within(WAIT_MS, running)
    },
  }
}
