import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { inject, onTestFinished } from 'vitest'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const TYPESCRIPT = fileURLToPath(new URL('../../src/typescript.mjs', import.meta.url))
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { start: string }
}
/** What `npm start` tells Node of its memory. */
const MEMORY = scripts.start.match(/--max-\S+/g) ?? []

export interface Program {
  process: ChildProcess
  lines: string[]
  /** Where it listens, whatever becomes of Slack. */
  port: Promise<number>
  /** Resolves with the first log line of this text. */
  says(text: string): Promise<Record<string, unknown>>
  /** Exit status, or the signal that ended it. */
  ended: Promise<number | string>
}

/** Says when what was started is over: with its test, or with `afterAll` when a file shares it. */
export type AtEnd = (end: () => Promise<void>) => void

/** A folder of the test's own, with the private Redis in it, removed at the end. */
export const workFolder = async (atEnd: AtEnd = onTestFinished): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'sharelink-e2e-'))
  atEnd(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }))
  return dir
}

/**
 * The program as `npm start` runs it, for what has to do with loading and memory; else what this run has built of
 * the same sources, which loads in a third of the time; or as `npm start` compiles a copy of it in a folder.
 */
export type Form = 'built' | 'source' | { copyIn: string }

const codeOf = (form: Form): string[] => {
  if (form === 'source') return ['--import', TYPESCRIPT, MAIN]
  return form === 'built'
    ? ['--enable-source-maps', inject('builtProgram')]
    : [join(form.copyIn, 'src/start.mjs')]
}

/** Starts the real program, with Node's flags of `npm start` and nothing in its environment but `env`. */
export const startProgram = (
  cwd: string,
  env: Record<string, string>,
  atEnd: AtEnd = onTestFinished,
  form: Form = 'built',
): Program => {
  const child = spawn(process.execPath, [...MEMORY, ...codeOf(form)], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, INSTALL_REDIS: 'yes', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  const heard = new EventEmitter()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      heard.emit('line', line)
    })
  }
  const says = (text: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const read = (line: string) => {
        if (line.includes(`"msg":${JSON.stringify(text)}`))
          resolve(JSON.parse(line) as Record<string, unknown>)
      }
      lines.forEach(read)
      heard.on('line', read)
      void ended.then(() => reject(new Error(`ended without saying "${text}":\n${lines.join('\n')}`)))
    })
  const port = says('listening').then((line) => Number(line.port))
  port.catch(() => {})
  atEnd(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { process: child, lines, port, says, ended }
}
