import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { processesMarked } from '../support/processes.ts'
import { sandboxFolder, startSandboxProgram } from '../support/sandbox-program.ts'

const isLinux = process.platform === 'linux'
const isBot = ({ command }: { command: string }) => command.includes('/main.mjs')

test('Ctrl-C, also pressed twice, stops all of it', async () => {
  const folder = sandboxFolder()
  const sandbox = startSandboxProgram(folder)
  await sandbox.url()
  if (isLinux) expect(processesMarked(folder).filter(isBot)).toHaveLength(1)
  sandbox.process.kill('SIGINT')
  sandbox.process.kill('SIGINT')
  expect(await sandbox.ended).toBe(0)
  await expect.poll(() => processesMarked(folder)).toEqual([])
})

test('Ctrl-C while it starts leaves nothing, and the next start finds nothing in its way', async () => {
  const folder = sandboxFolder()
  const sandbox = startSandboxProgram(folder)
  await sandbox.prints(/Starting/)
  sandbox.process.kill('SIGINT')
  expect(await sandbox.ended).toBe(130)
  await expect.poll(() => processesMarked(folder)).toEqual([])
  await startSandboxProgram(folder).url()
})

test.runIf(isLinux)('a killed sandbox takes its bot and its Redis along', async () => {
  const folder = sandboxFolder()
  const sandbox = startSandboxProgram(folder)
  await sandbox.url()
  const names = () => processesMarked(folder).map(({ command }) => command)
  expect(names()).toContainEqual(expect.stringContaining('redis.sock'))
  sandbox.process.kill('SIGKILL')
  await expect.poll(names).toEqual([])
})

test.runIf(isLinux)('a bot that dies is told with its last lines, and everything else stops', async () => {
  const folder = sandboxFolder()
  const sandbox = startSandboxProgram(folder)
  await sandbox.url()
  for (const { pid } of processesMarked(folder).filter(isBot)) process.kill(pid, 'SIGKILL')
  expect(await sandbox.ended).toBe(1)
  expect(sandbox.text()).toMatch(/the bot ended by itself with SIGKILL/)
  expect(sandbox.text()).toMatch(/The last lines of the bot:\n[\s\S]*listening/)
  // Its Redis goes by itself, shortly after.
  await expect.poll(() => processesMarked(folder)).toEqual([])
})

test('what stands in the way is named, and the sandbox that runs is not disturbed', async () => {
  const [folder, other] = [sandboxFolder(), sandboxFolder()]
  const running = startSandboxProgram(folder)
  const url = await running.url()
  const second = startSandboxProgram(folder, ['--reset'])
  const samePort = startSandboxProgram(other, ['--port', new URL(url).port])
  expect([await second.ended, await samePort.ended]).toEqual([1, 1])
  expect(second.text()).toContain(
    `a sandbox is running in this folder already (process ${running.process.pid}, ${url})`,
  )
  expect(samePort.text()).toContain(`port ${new URL(url).port} is taken`)
  await expect.poll(() => processesMarked(other)).toEqual([])
  expect((await fetch(url)).status).toBe(200)
})

// What else is refused: sandbox/test/unit/start/options.test.ts.
test('what makes no sense is answered with the usage, and nothing is started', async () => {
  const folder = sandboxFolder()
  const sandbox = startSandboxProgram(folder, ['--port', 'many'])
  expect(await sandbox.ended).toBe(2)
  expect(sandbox.text()).toMatch(/^--port must be a number from 0 to 65535, not "many"/)
  expect(sandbox.text()).toContain('npm run sandbox [-- --port N] [--reset]')
  expect(existsSync(join(folder, '.data'))).toBe(false)
})
