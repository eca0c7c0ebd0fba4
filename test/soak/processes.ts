import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { type AtEnd, type Program, startProgram, workFolder } from '../support/program.ts'

/** One process from its start to its end. */
export interface Life {
  name: string
  /** Resident memory in MB, by the second. */
  rss: number[]
  /** The signal or status by which it ended; null: it lives. */
  end: number | string | null
  /** Whether that was our doing. */
  wanted: boolean
}

const LOOK_EVERY_MS = 1_000

/** In MB; null where the system does not tell, or the process is gone. */
const rssOf = (pid: number | undefined): number | null => {
  try {
    const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? Math.round(Number(found[1]) / 1_024) : null
  } catch {
    return null
  }
}

/** A process that is started again whenever it has ended, as a service manager does it. */
export const keepRunning = async (name: string, env: Record<string, string>, atEnd: AtEnd) => {
  const dir = await workFolder(atEnd)
  const lives: Life[] = []
  const lines: string[] = []
  let program: Program
  let port: number | null = null
  let downUntil = 0
  let isWanted = false
  let isOver = false
  let ended: Promise<void> = Promise.resolve()

  const live = async () => {
    const life: Life = { name, rss: [], end: null, wanted: false }
    lives.push(life)
    isWanted = false
    const mine = startProgram(dir, env, () => {})
    program = mine
    const look = setInterval(() => {
      const rss = rssOf(mine.process.pid)
      if (rss !== null) life.rss.push(rss)
    }, LOOK_EVERY_MS)
    mine.port.then(
      (its) => {
        if (life.end === null) port = its
      },
      () => {},
    )
    life.end = await mine.ended
    clearInterval(look)
    port = null
    life.wanted = isWanted
    lines.push(...mine.lines)
  }
  const run = async () => {
    while (!isOver) {
      await live()
      await wait(Math.max(200, downUntil - performance.now()))
    }
  }
  ended = run()
  atEnd(async () => {
    isOver = true
    isWanted = true
    program.process.kill('SIGKILL')
    await ended
  })
  return {
    lives,
    /** What all lives have logged. */
    logged: () => [...lines, ...(lives.at(-1)?.end === null ? program.lines : [])],
    /** Where it listens; null while it does not. */
    port: () => port,
    /** Ends it, for that long. */
    end: (signal: 'SIGKILL' | 'SIGTERM', ms: number): void => {
      downUntil = performance.now() + ms
      isWanted = true
      program.process.kill(signal)
    },
    /** It may start at once. */
    heal: (): void => {
      downUntil = 0
    },
  }
}

export type Kept = Awaited<ReturnType<typeof keepRunning>>
