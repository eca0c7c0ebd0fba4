import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox/start/start.ts'

/**
 * A whole sandbox for the tests of a file, with its bot up, in a folder of its own. The audit trail is read every
 * second; unless a test says so, limits are watched, and no canary flies: its download would stand among those of the test.
 */
export const useSandbox = (
  env: Record<string, string> = {},
  more: Pick<SandboxOptions, 'rules' | 'workspaces'> = {},
): (() => Sandbox) => {
  let sandbox: Sandbox | undefined
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-browser-'))
    const usual = { AUDIT_INTERVAL: '1s', CANARY_FILE: '', ENFORCEMENT: 'watched' }
    sandbox = await startSandbox({ folder, port: 0, say: console.log, env: { ...usual, ...env }, ...more })
    await sandbox.ready
  })
  afterAll(async () => {
    await sandbox?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return () => {
    if (!sandbox) throw new Error('the sandbox is for tests and hooks that run after the first beforeAll')
    return sandbox
  }
}
