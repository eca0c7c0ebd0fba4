import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import type {
  ActResult,
  PortalAct,
  PortalScreen,
  SlackAct,
  SlackScreen,
} from '../../sandbox/pages/contract.ts'

export interface SandboxProgram {
  process: ChildProcess
  /** What it has printed, errors too. */
  text(): string
  /** Resolves with what follows once it has printed this. */
  prints(what: RegExp): Promise<RegExpMatchArray>
  /** Its one address, once it is printed. */
  url(): Promise<string>
  /** Exit status, or the signal that ended it. */
  ended: Promise<number | string>
}

/** A folder of the test's own, and a mark for `processesMarked`: it stands in the environment of all that is started in it. */
export const sandboxFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }))
  return folder
}

/** Starts the sandbox, at any free port unless told otherwise. */
export const startSandboxProgram = (folder: string, args: string[] = ['--port', '0']): SandboxProgram => {
  const child = spawn(process.execPath, ['--enable-source-maps', inject('builtSandbox'), ...args], {
    cwd: folder,
    // What is set around the sandbox must not reach its bot.
    env: { ...process.env, TMPDIR: folder, DEFAULT_MAX_DOWNLOADS: '1', REDIS_URL: 'redis://127.0.0.1:1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const heard = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      for (const look of heard) look()
    })
  }
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing')),
  )
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  const prints = (what: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const match = what.exec(text)
        if (match) resolve(match)
      }
      heard.add(look)
      look()
      void ended.then(() => reject(new Error(`ended without printing ${what}:\n${text}`)))
    })
  return {
    process: child,
    text: () => text,
    prints,
    url: async () => (await prints(/^ {2}(http:\/\/127\.0\.0\.1:\d+)$/m))[1] ?? '',
    ended,
  }
}

const act = async (url: string, path: string, body: SlackAct | PortalAct): Promise<ActResult> => {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) })
  return (await response.json()) as ActResult
}

export const actInSlack = (url: string, as: string, body: SlackAct): Promise<ActResult> =>
  act(url, `/api/slack/act?as=${as}`, body)

export const actInPortal = (url: string, body: PortalAct): Promise<ActResult> =>
  act(url, '/api/portal/act', body)

/** The first screen of a stream that holds what is looked for; rejects after 20 seconds. */
const seen = async <Screen, T>(address: string, look: (screen: Screen) => T | undefined): Promise<T> => {
  const { body } = await fetch(address, { signal: AbortSignal.timeout(20_000) })
  let text = ''
  let newest = ''
  try {
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        newest = event.replace(/^data: /, '')
        const found = look(JSON.parse(newest) as Screen)
        if (found !== undefined) return found
      }
    }
  } catch (cause) {
    throw new Error(`not seen in 20 seconds; the last screen: ${newest}`, { cause })
  }
  throw new Error(`the stream ended; the last screen: ${newest}`)
}

export const seenInSlack = <T>(
  url: string,
  where: { as: string; channel: string },
  look: (screen: SlackScreen) => T | undefined,
): Promise<T> => seen(`${url}/api/slack/stream?${new URLSearchParams(where)}`, look)

export const seenInPortal = <T>(
  url: string,
  file: string,
  look: (screen: PortalScreen) => T | undefined,
): Promise<T> => seen(`${url}/api/portal/stream?file=${file}`, look)
