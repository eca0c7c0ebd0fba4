import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const TSX = import.meta.resolve('tsx')

export interface Program {
  process: ChildProcess
  lines: string[]
  /** Where it listens, once it is up. */
  port: Promise<number>
  /** Exit status, or the signal that ended it. */
  ended: Promise<number | string>
}

/** A folder of the test's own, with the private Redis in it, removed at the end. */
export const workFolder = async (): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'sharelink-e2e-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }))
  return dir
}

/** Starts the real program, as `npm start` does, with nothing in its environment but `env`. */
export const startProgram = (cwd: string, env: Record<string, string>): Program => {
  const child = spawn(process.execPath, ['--import', TSX, MAIN], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  const port = new Promise<number>((resolve, reject) => {
    const read = (line: string) => {
      lines.push(line)
      if (!line.includes('"sharelink is up"')) return
      resolve((JSON.parse(line) as { port: number }).port)
    }
    createInterface({ input: child.stdout }).on('line', read)
    createInterface({ input: child.stderr }).on('line', read)
    void ended.then(() => reject(new Error(`ended before it was up:\n${lines.join('\n')}`)))
  })
  port.catch(() => {})
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { process: child, lines, port, ended }
}
