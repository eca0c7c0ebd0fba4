import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { startProgram } from '../support/program.ts'
import { toolsIn } from '../support/tools.ts'

test.each([
  ['its folder', ''],
  ['a folder whose path is too long for a socket', 'd'.repeat(120)],
])('each tool works beside the app that runs in %s on a Redis of its own', async (_, name) => {
  const { portal, slack, dir: root, env } = await outside()
  const dir = join(root, name)
  await mkdir(dir, { recursive: true })
  const program = startProgram(dir, env, onTestFinished)
  slack.connect(`http://127.0.0.1:${await program.port}`)
  await slack.person('alice').command(`/sharelink ${FILES.report} for 2h`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').find((message) => addressOf(message)))
  const { run } = toolsIn(dir, env)

  const redisVerdicts = async () => {
    const { findings } = JSON.parse((await run('doctor', '--json')).out) as {
      findings: { check: string; verdict: string }[]
    }
    return findings.filter(({ check }) => check.startsWith('redis')).map(({ verdict }) => verdict)
  }
  // It waits for no answer as long as a slow machine may take.
  await expect.poll(redisVerdicts, { timeout: 100_000 }).not.toContain('fail')
  expect(await run('backup', 'all.backup')).toMatchObject({ status: 0, err: '' })
  expect((await readFile(join(dir, 'all.backup'))).length).toBeGreaterThan(100)
  expect(await readdir(dir)).not.toContainEqual(expect.stringContaining('.part'))
  expect((await run('audit')).out).toContain(',made,')
  expect(await run('restore', 'all.backup', '--replace')).toMatchObject({
    status: 1,
    err: 'Sharelink is running on these records. Stop it first.\n',
  })
  expect(await run('end-all', '--yes')).toMatchObject({ status: 0, err: '' })
  expect(portal.links(FILES.report)).toEqual([])
})
