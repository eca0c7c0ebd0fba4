import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { BOT_PROGRAM } from './bot-program.ts'
import { readLogLine } from './log-lines.ts'
import { spawnWatched } from './spawn-watched.ts'
import { surroundings } from './surroundings.ts'

const INSTALLATION_MS = 60_000
const STOP_MS = 10_000

/** For people who stop it just then. */
export const INSTALLING = 'Redis is being installed; waiting for that to end, at most a minute.'

type BotEnd = { code: number | null; signal: NodeJS.Signals | null }

export type Bot = {
  /** Its port, once it listens, whatever becomes of Slack. Rejects when it ends before. */
  up: Promise<number>
  /** Rejects when it ends though nobody has asked it to. */
  endedUnasked: Promise<never>
  /** What it wrote last, log and stderr, oldest first. */
  lastLines(): string[]
  /** Stopped now, it might leave a package half installed. */
  isInstalling(): boolean
  /**
   * SIGTERM, as soon as an installation is over, and SIGKILL when that does not help. Resolves when the process
   * is gone.
   */
  stop(): Promise<BotEnd>
}

/**
 * Starts the real program, unchanged, in `folder` (where it keeps its `.data`). It ends with this process.
 * `onNews` gets the text of each log line from before it is up, such as that a Redis is being installed.
 */
export const startBot = (
  folder: string,
  settings: Record<string, string>,
  onNews: (text: string) => void,
): Bot => {
  const child = spawnWatched(process.execPath, [...BOT_PROGRAM], {
    cwd: folder,
    env: { ...surroundings(), INSTALL_REDIS: 'yes', ...settings },
  })
  const lines: string[] = []
  const keep = (line: string) => {
    lines.push(line)
    if (lines.length > 10) lines.shift()
  }
  const ended = new Promise<BotEnd>((resolve) => {
    child.once('error', (error) => {
      keep(error.message)
      resolve({ code: null, signal: null })
    })
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  // What it says before it is up is that it installs a package.
  let isInstalling = false
  const up = new Promise<number>((resolve, reject) => {
    let isUp = false
    createInterface(child.stdout).on('line', (line) => {
      keep(line)
      if (isUp) return
      const read = readLogLine(line)
      isUp = read?.msg === 'listening'
      if (isUp) resolve(Number(read?.more.port))
      else if (read?.level === 'info') {
        isInstalling = true
        onNews(read.msg)
      }
    })
    createInterface(child.stderr).on('line', keep)
    void ended.then(() => reject(new Error('the bot ended before it was up')))
  })
  const installed = up
    .catch(() => {})
    .then(() => {
      isInstalling = false
    })
  let asked = false
  const endedUnasked = new Promise<never>((_, reject) => {
    void ended.then(({ code, signal }) => {
      if (!asked) reject(new Error(`the bot ended by itself with ${signal ?? `status ${code}`}`))
    })
  })
  endedUnasked.catch(() => {})
  return {
    up,
    endedUnasked,
    lastLines: () => [...lines],
    isInstalling: () => isInstalling,
    stop: async () => {
      asked = true
      if (isInstalling) await Promise.race([installed, sleep(INSTALLATION_MS, undefined, { ref: false })])
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      child.kill('SIGTERM')
      const end = await ended
      clearTimeout(force)
      return end
    },
  }
}
