import { PortalError } from '../../domain/portal-error.ts'
import type { ChangeEvent } from '../../domain/portal-facts.ts'
import type { DriftCursor, SeenChanges } from '../audit-ports.ts'
import type { Question } from '../link/look-at-file.ts'
import type { Log } from '../ports.ts'
import { type DriftOfFileDeps, driftOfFile, OF_FILE } from './drift-of-file.ts'
import { watchRound } from './watch-round.ts'

/**
 * Files that are looked at side by side, each by one call at a time. The portal's adapter has eight connections for this and for
 * what people ask: a call that waits for one loses its time before it is sent, and on a slow portal the round would stand still.
 */
const AT_A_TIME = 4
/** Live shares whose files are looked at although nothing is heard of them. */
const ROUND = 10
/** Of these, so many are asked for their links too: an event may be lost, or come too late. */
const LINKS = 2
/** What could not be dealt with for so long is let go: reading the trail from ever further back would cost more and more. */
const PATIENCE_MS = 60 * 60_000
/** As many files as a line of the log names. */
const NAMED = 10

export interface CheckDriftDeps extends DriftOfFileDeps {
  driftCursor: DriftCursor
  seenChanges: SeenChanges
  overlapMs: number
  random: () => number
  log: Log
}

const byFile = (events: readonly ChangeEvent[]): [string, ChangeEvent[]][] => {
  const files = new Map<string, ChangeEvent[]>()
  for (const event of events) files.set(event.fileId, [...(files.get(event.fileId) ?? []), event])
  return [...files]
}

/**
 * Notices what is changed at the portal behind live shares' backs: the trail says which files to look at, and a few others
 * are looked at in turn, for what it does not say. That costs the same however many shares there are. An event is done
 * with when its file was; the cursor moves last.
 */
export const checkDrift = (deps: CheckDriftDeps) => {
  const { portal, shares, driftCursor, seenChanges, overlapMs, random, now, log } = deps
  const look = driftOfFile(deps)
  const nextOfRound = watchRound(shares, ROUND)
  let trouble: string | null = null
  let running = false

  /** Said when it begins, not at every look. */
  const note = (error: PortalError | null): void => {
    const found = error?.kind ?? null
    if (error !== null && found !== trouble) {
      log.warn({ kind: error.kind, status: error.status }, 'changes at the portal cannot be read well')
    }
    trouble = found
  }

  /** Null: the trail cannot be read, but the portal is there. */
  const unseen = async (fromAt: number): Promise<ChangeEvent[] | null> => {
    try {
      const events = await portal.changesSince(fromAt)
      const ids = new Set(await seenChanges.unseen([...new Set(events.map(({ id }) => id))]))
      note(null)
      return events.filter(({ id }) => ids.has(id))
    } catch (error) {
      if (!(error instanceof PortalError) || error.retryable) throw error
      note(error)
      return null
    }
  }

  /** Looks at these files; resolves to the events that are still to be dealt with. */
  const lookAtAll = async (files: readonly [string, ChangeEvent[], Question][]): Promise<ChangeEvent[]> => {
    const left: ChangeEvent[] = []
    for (let start = 0; start < files.length; start += AT_A_TIME) {
      const failures: unknown[] = []
      const done: number[] = []
      await Promise.all(
        files.slice(start, start + AT_A_TIME).map(async ([fileId, events, question]) => {
          const isDone = await look(fileId, events, question).catch((error: unknown) => {
            failures.push(error)
            return false
          })
          if (isDone) done.push(...events.map(({ id }) => id))
          else left.push(...events)
        }),
      )
      await seenChanges.add(done, now())
      // One file that cannot be looked at does not keep the others from it; a portal that is away does.
      const grave = failures.find((error) => !(error instanceof PortalError) || error.retryable)
      if (grave !== undefined) throw grave
    }
    return left
  }

  const check = async (): Promise<void> => {
    const at = now() + portal.clockSkewMs()
    const cursor = await driftCursor.read()
    const round = await nextOfRound(cursor)
    if (round.shares.length === 0) return driftCursor.write({ changesAt: at, ...round.next })
    const changes = await unseen((cursor.changesAt ?? at) - overlapMs)
    const flagged = byFile(changes ?? []).map(([fileId, events]): [string, ChangeEvent[], Question] => [
      fileId,
      events,
      { links: true, file: events.some(({ actionId }) => OF_FILE.has(actionId)) },
    ])
    const heardOf = new Set(flagged.map(([fileId]) => fileId))
    const others = [...new Set(round.shares.map(({ file }) => file.id))].filter((id) => !heardOf.has(id))
    // By chance: always the first of each ten would be the same ones, round after round.
    const first = Math.floor(random() * others.length)
    const asksLinks = new Set([...others.slice(first), ...others.slice(0, first)].slice(0, LINKS))
    const left = await lookAtAll([
      ...flagged,
      // What the trail does not tell is to be found by looking.
      ...others.map((id): [string, ChangeEvent[], Question] => [
        id,
        [],
        { file: true, links: changes === null || asksLinks.has(id) },
      ]),
    ])
    const patientFrom = at - PATIENCE_MS
    const letGo = left.filter((event) => event.at < patientFrom)
    if (letGo.length > 0) {
      const files = [...new Set(letGo.map(({ fileId }) => fileId))].slice(0, NAMED)
      log.warn({ events: letGo.length, files }, 'changes at the portal were let go after an hour of trying')
    }
    const oldest = Math.max(patientFrom, Math.min(at, ...left.map((event) => event.at)))
    await driftCursor.write({ changesAt: changes === null ? cursor.changesAt : oldest, ...round.next })
  }

  return async (): Promise<void> => {
    // Two at a time in this process would ask the portal the same; in two processes they do, which does no harm.
    if (running) return
    running = true
    try {
      await check()
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      note(error)
    } finally {
      running = false
    }
  }
}
