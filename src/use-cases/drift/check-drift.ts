import { PortalError } from '../../domain/portal-error.ts'
import type { ChangeEvent } from '../../domain/portal-facts.ts'
import { readChangesFrom } from '../../domain/sweep-plan.ts'
import type { DriftCursor, SeenChanges } from '../audit-ports.ts'
import { groupedBy } from '../grouped-by.ts'
import type { Question } from '../link/look-at-file.ts'
import type { Log } from '../ports.ts'
import { type DriftOfFileDeps, driftOfFile, OF_FILE } from './drift-of-file.ts'
import { othersChanges } from './others-changes.ts'
import { watchRound } from './watch-round.ts'

/**
 * How many files are looked at side by side, each by one call at a time. This shares eight connections with what people
 * ask for. A call that waits for a connection loses its time before it is sent, so with more, the round would stand
 * still on a slow portal.
 */
const AT_A_TIME = 4
/** For how many files of a round the links are read instead: the event of a change may be lost, or come too late. */
const LINKS = 2
/**
 * After this, events that could not be dealt with are given up: reading the trail from ever further back would cost
 * more and more.
 */
const PATIENCE_MS = 60 * 60_000
/** How many files a line of the log names. */
const NAMED = 10

export interface CheckDriftDeps extends DriftOfFileDeps {
  driftCursor: DriftCursor
  seenChanges: SeenChanges
  overlapMs: number
  random: () => number
  log: Log
}

/**
 * Notices what people change at the portal on links and files of live shares. The trail says which files to look at; a
 * few others are looked at in turn, for changes that leave no event. This costs the same however many shares there are.
 * An event is done when its file was looked at. The cursor moves last.
 */
export const checkDrift = (deps: CheckDriftDeps) => {
  const { portal, shares, driftCursor, seenChanges, overlapMs, random, now, log } = deps
  const look = driftOfFile(deps)
  const nextOfRound = watchRound(shares)
  const ofOthers = othersChanges(deps)
  let trouble: string | null = null
  let running = false

  /** Logged when the trouble begins, not at every look. */
  const note = (error: PortalError | null): void => {
    const found = error?.kind ?? null
    if (error !== null && found !== trouble) {
      log.warn({ kind: error.kind, status: error.status }, 'changes at the portal cannot be read well')
    }
    trouble = found
  }

  /** How many events there are, and those of others that were not dealt with yet. Null: the trail cannot be read, but the portal is there. */
  const read = async (fromAt: number): Promise<{ rows: number; changes: ChangeEvent[] } | null> => {
    try {
      const events = await portal.changesSince(fromAt)
      note(null)
      return { rows: events.length, changes: await ofOthers(events) }
    } catch (error) {
      if (!(error instanceof PortalError) || error.retryable) throw error
      note(error)
      return null
    }
  }

  /** Looks at these files. Resolves to the events that are not dealt with yet. */
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
      // One file that cannot be looked at does not stop the others. A portal that is away does.
      const grave = failures.find((error) => !(error instanceof PortalError) || error.retryable)
      if (grave !== undefined) throw grave
    }
    return left
  }

  const check = async (): Promise<void> => {
    const begunAt = now()
    const at = begunAt + portal.clockSkewMs()
    const cursor = await driftCursor.read()
    const round = await nextOfRound(cursor)
    if (round.shares.length === 0) return driftCursor.write({ changesAt: at, ...round.next })
    const { from, isWhole } = readChangesFrom(
      { changesAt: cursor.changesAt ?? at, whole: cursor.whole },
      { now: begunAt, skewMs: at - begunAt },
      overlapMs,
    )
    const found = await read(from)
    const changes = found?.changes ?? null
    const flagged = [...groupedBy(changes ?? [], ({ fileId }) => fileId)].map(
      ([fileId, events]): [string, ChangeEvent[], Question] => [
        fileId,
        events,
        { links: true, file: events.some(({ actionId }) => OF_FILE.has(actionId)) },
      ],
    )
    const heardOf = new Set(flagged.map(([fileId]) => fileId))
    const others = [...new Set(round.shares.map(({ file }) => file.id))].filter((id) => !heardOf.has(id))
    // Chosen by chance. The first of each ten would be the same shares in every round.
    const first = Math.floor(random() * others.length)
    const most = Math.min(LINKS, Math.floor(others.length / 2))
    const asksLinks = new Set([...others.slice(first), ...others.slice(0, first)].slice(0, most))
    // Where the trail says nothing, or there is but one, both are asked.
    const asksBoth = changes === null || others.length === 1
    const left = await lookAtAll([
      ...flagged,
      // Changes that leave no event can be found only by looking.
      ...others.map((id): [string, ChangeEvent[], Question] => [
        id,
        [],
        { file: asksBoth || !asksLinks.has(id), links: asksBoth || asksLinks.has(id) },
      ]),
    ])
    const patientFrom = at - PATIENCE_MS
    const letGo = left.filter((event) => event.at < patientFrom)
    if (letGo.length > 0) {
      const files = [...new Set(letGo.map(({ fileId }) => fileId))].slice(0, NAMED)
      log.warn({ events: letGo.length, files }, 'changes at the portal were let go after an hour of trying')
    }
    const oldest = Math.max(patientFrom, Math.min(at, ...left.map((event) => event.at)))
    await driftCursor.write({
      changesAt: changes === null ? cursor.changesAt : oldest,
      ...(found !== null && isWhole && { whole: { at: begunAt, rows: found.rows } }),
      ...round.next,
    })
  }

  return async (): Promise<void> => {
    // Two at a time would ask the portal the same. In two processes that happens, and does no harm.
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
