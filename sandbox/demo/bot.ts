import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readLogLine } from './log-lines.ts'

const PROGRAM = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** By its address: the bot runs in a folder from which no package can be found. */
const TSX = import.meta.resolve('tsx')

/** What a program may need of its surroundings; none of the bot's own variables, which would change the story. */
const NEEDED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_\w+|TZ|TMPDIR|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|HOMEBREW_\w+|\w+_proxy)$/i

const surroundings = (): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => NEEDED.test(name) && !/^no_proxy$/i.test(name))
  const noProxy = [process.env.no_proxy ?? process.env.NO_PROXY ?? '', '127.0.0.1'].filter(Boolean).join(',')
  return { ...Object.fromEntries(kept), no_proxy: noProxy, NO_PROXY: noProxy }
}

type BotEnd = { code: number | null; signal: NodeJS.Signals | null }

export type Bot = {
  /** Its port, once it is up. Rejects when it ends before. */
  up: Promise<number>
  /** Rejects when it ends though nobody has asked it to. */
  endedUnasked: Promise<never>
  /** What it wrote last, log and stderr, oldest first. */
  lastLines(): string[]
  /** SIGTERM, and SIGKILL after `graceMs`. Resolves when the process is gone. */
  stop(graceMs: number): Promise<BotEnd>
}

/**
 * Starts the real program, unchanged, in `folder` (where it keeps its `.data`). `onNews` gets the text of each
 * log line from before it is up, such as that a Redis is being installed.
 */
export const startBot = (
  folder: string,
  settings: Record<string, string>,
  onNews: (text: string) => void,
): Bot => {
  const child = spawn(process.execPath, ['--import', TSX, PROGRAM], {
    cwd: folder,
    env: { ...surroundings(), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C is for the demo alone, which then stops the bot in order.
    detached: true,
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
  const up = new Promise<number>((resolve, reject) => {
    let isUp = false
    createInterface(child.stdout).on('line', (line) => {
      keep(line)
      if (isUp) return
      const read = readLogLine(line)
      isUp = read?.msg === 'sharelink is up'
      if (isUp) resolve(Number(read?.more.port))
      else if (read?.level === 'info') onNews(read.msg)
    })
    createInterface(child.stderr).on('line', keep)
    void ended.then(() => reject(new Error('the bot ended before it was up')))
  })
  let asked = false
  const endedUnasked = new Promise<never>((_, reject) => {
    void ended.then(({ code, signal }) => {
      if (!asked) reject(new Error(`the bot ended by itself with ${signal ?? `status ${code}`}`))
    })
  })
  for (const promise of [up, endedUnasked]) promise.catch(() => {})
  return {
    up,
    endedUnasked,
    lastLines: () => [...lines],
    stop: async (graceMs) => {
      asked = true
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs)
      child.kill('SIGTERM')
      const end = await ended
      clearTimeout(force)
      return end
    },
  }
}
