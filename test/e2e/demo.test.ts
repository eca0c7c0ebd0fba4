import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { processesMarked } from '../support/processes.ts'

const root = new URL('../..', import.meta.url).pathname

interface Demo {
  process: ChildProcess
  /** Temporary folder of its own: also a mark in the environment of all that it starts. */
  folder: string
  /** What it has printed. */
  text(): string
  prints(text: string): Promise<void>
  ended: Promise<number | null>
}

const startDemo = (): Demo => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'))
  const child = spawn(process.execPath, ['--enable-source-maps', inject('builtDemo')], {
    cwd: root,
    // What is set around the demo must not reach its bot.
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
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  const prints = (what: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => text.includes(what) && resolve()
      heard.add(look)
      look()
      void ended.then(() => reject(new Error(`ended without printing ${what}:\n${text}`)))
    })
  return { process: child, folder, text: () => text, prints, ended }
}

/** What guards its Redis ends by itself, up to a second after the rest. */
const leftOf = ({ folder }: Demo) => processesMarked(folder)

const foldersOf = ({ folder }: Demo): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('sharelink'))

test('two demos side by side each play the whole story and leave nothing behind', async () => {
  const demos = [startDemo(), startDemo()]
  await Promise.all(demos.map((demo) => demo.prints('2/8')))
  // So the looks below can find something.
  for (const demo of demos) expect([leftOf(demo).length > 1, foldersOf(demo).length]).toEqual([true, 1])
  for (const demo of demos) {
    expect([await demo.ended, demo.text()]).toEqual([0, expect.stringContaining('Three shares')])
    for (const line of [
      /alice types in #general: \/sharelink 4830 max 3/,
      /bob, by that address: HTTP 200, \d+ bytes, SHA-256 [0-9a-f]{12}… as in the portal/,
      /carol, by that address: HTTP 200, /,
      /a preview, 20 times: HTTP 200, the page and no file/,
      /one of them gets the file, and only one/,
      /the fourth visitor: HTTP 410, a page: "All downloads are taken"/,
      /all 3 downloads used/,
      /link expired/,
      /HTTP 410, a page: "This link has expired"/,
      /Only bob sees:\n.*Only @alice or an admin can revoke/,
      /link revoked by @alice/,
      /HTTP 410, a page: "This link is closed"/,
      /ended with status 0/,
      /downloads counted, of a limit of 3: 3/,
      /downloads given, as the portal has it: 3/,
      /links that the bot left at the portal: 0/,
    ]) {
      expect(demo.text()).toMatch(line)
    }
    expect(
      Math.max(
        ...demo
          .text()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100)
    expect(demo.text()).not.toContain('\u001b')
    await expect.poll(() => leftOf(demo)).toEqual([])
    expect(foldersOf(demo)).toEqual([])
  }
})

test('a demo that is interrupted stops everything that it has started', async () => {
  const demo = startDemo()
  await demo.prints('3/8')
  demo.process.kill('SIGINT')
  expect(await demo.ended).toBe(130)
  expect(demo.text()).not.toContain('failed')
  await expect.poll(() => leftOf(demo)).toEqual([])
  expect(foldersOf(demo)).toEqual([])
})

test.runIf(process.platform === 'linux')('a bot that dies is a failure, with the step named', async () => {
  const demo = startDemo()
  await demo.prints('3/8')
  const isBot = ({ command }: { command: string }) => command.includes('/main.mjs')
  for (const { pid } of leftOf(demo).filter(isBot)) process.kill(pid, 'SIGKILL')
  expect(await demo.ended).toBe(1)
  expect(demo.text()).toMatch(/failed in step 3\/8 .*\n.*the bot ended by itself with SIGKILL/)
  expect(demo.text()).toContain('The last lines of the bot:')
  expect(foldersOf(demo)).toEqual([])
  await expect.poll(() => leftOf(demo)).toEqual([])
})
