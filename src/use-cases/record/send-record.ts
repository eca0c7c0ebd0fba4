import type { RecordedLine } from '../../domain/record-line.ts'
import type { RecordNotice } from '../../domain/record-notice.ts'
import type { Log, Now, Pause } from '../ports.ts'
import type { RecordBook, RecordSending } from '../record-ports.ts'

export interface SendRecordDeps {
  teams: () => Promise<string[]>
  record: Pick<RecordBook, 'read'>
  sending: RecordSending
  /** The name of this process among all. */
  owner: string
  /** Rejects where the receiver has not taken the line. */
  send: (team: string, line: RecordedLine) => Promise<void>
  tell: (notice: RecordNotice) => Promise<void>
  /** After so long admins are told that the receiver takes nothing. */
  tellAfterMs: number
  now: Now
  /** Ends early when the program does. */
  pause: Pause
  signal: AbortSignal
  log: Pick<Log, 'info' | 'warn'>
}

const LOOK_EVERY_MS = 1_000
const LONGEST_PAUSE_MS = 60_000
const AT_A_TIME = 100

/**
 * Sends each line of the record on, in its order, for as long as the process runs: the next one once this one was taken. A crash
 * between the two sends a line again under the same id. It runs apart from all jobs, so that no end ever waits for it.
 */
export const sendRecord = async (deps: SendRecordDeps): Promise<void> => {
  const { record, sending, owner, send, now, pause, signal, log } = deps
  let failures = 0

  const tell = async (notice: RecordNotice): Promise<boolean> => {
    try {
      await deps.tell(notice)
      return true
    } catch (error) {
      log.warn({ err: error }, 'admins could not be told of the receiver of the record')
      return false
    }
  }

  const noteTaken = async (): Promise<void> => {
    failures = 0
    const away = await sending.away()
    if (away === null) return
    await sending.noteAway(null)
    log.info({}, 'the receiver of the record takes lines again')
    if (away.told) await tell({ kind: 'back', afterMs: now() - away.since })
  }

  const noteNotTaken = async (error: unknown): Promise<void> => {
    failures += 1
    const known = await sending.away()
    if (known === null) log.warn({ err: error }, 'the receiver of the record takes no lines')
    const away = known ?? { since: now(), told: false }
    const isLong = now() - away.since >= deps.tellAfterMs
    const told = away.told || (isLong && (await tell({ kind: 'away', since: away.since })))
    await sending.noteAway({ ...away, told })
  }

  /** False: the receiver does not take lines, or they are another process's to send. */
  const sendAll = async (team: string): Promise<boolean> => {
    for (;;) {
      const lines = await record.read(team, await sending.sentTo(team), AT_A_TIME)
      for (const line of lines) {
        if (signal.aborted || !(await sending.isSender(owner))) return false
        try {
          await send(team, line)
        } catch (error) {
          await noteNotTaken(error)
          return false
        }
        await sending.noteSent(team, line.id)
        await noteTaken()
      }
      if (lines.length < AT_A_TIME) return true
    }
  }

  const round = async (): Promise<void> => {
    if (!(await sending.isSender(owner))) return
    for (const team of (await deps.teams()).sort()) if (!(await sendAll(team))) return
  }

  while (!signal.aborted) {
    await round().catch((error: unknown) => {
      if (!signal.aborted) log.warn({ err: error }, 'the record could not be sent on')
    })
    await pause(Math.min(LOOK_EVERY_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS))
  }
}
