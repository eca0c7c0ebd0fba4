import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { backUp } from '../support/backup.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { openTools } from '../support/tools.ts'
import { download } from '../support/visitors.ts'

const shareTwice = async (stage: Stage) => {
  const alice = stage.slack.person('alice')
  await alice.command(`/sharelink ${FILES.report} for 2h max 2`, { in: '#general' })
  const posted = await stage.slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await download(addressOf(posted) ?? '', 'First Browser')
  await stage.slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('1 of 2 downloads'))
  return { id: shareIdOf(posted), address: addressOf(posted) ?? '', ts: posted.ts }
}

test('a backup of the running app is one file, and puts everything back', async () => {
  const stage = await setStage()
  const { slack, portal, namespace, startBot } = stage
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const { run, dir } = await openTools(stage)
  const file = join(dir, 'all.backup')
  const bot = await startBot()
  const share = await shareTwice(stage)

  expect(await run('backup', file)).toMatchObject({
    status: 0,
    out: expect.stringContaining('records are in'),
  })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await bot.close()
  const { wipe } = await backUp(redis, namespace)

  // What is there is not overwritten by mistake.
  expect(await run('restore', file)).toMatchObject({ status: 1, err: expect.stringContaining('--replace') })
  await wipe()
  expect(await run('restore', file)).toMatchObject({
    status: 0,
    out: expect.stringContaining('Shares put back: 1'),
  })
  expect(await redis.zcard(`${namespace}:{${slack.teamId}}:due`)).toBe(1)

  await startBot()
  const alice = slack.person('alice')
  await alice.command('/sharelink list', { in: '#general' })
  await slack.waitFor(() => slack.message('#general', share.ts)?.text.includes('1 of 2 downloads'))
  await download(share.address, 'Second Browser')
  await expect.poll(() => portal.links(FILES.report), { timeout: 20_000 }).toEqual([])
  await slack.waitFor(() => slack.message('#general', share.ts)?.text.includes('2 of 2 downloads used'))
})

test('a file that is cut off, or no backup, changes nothing', async () => {
  const stage = await setStage()
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const { run, dir } = await openTools(stage)
  const file = join(dir, 'all.backup')
  await redis.set(`${stage.namespace}:teams`, 'kept')
  await run('backup', file)
  const whole = await readFile(file)
  for (const bytes of [
    whole.subarray(0, whole.length - 12),
    Buffer.from('something else'),
    Buffer.alloc(0),
  ]) {
    await writeFile(file, bytes)
    const { status, err } = await run('restore', file, '--replace')
    expect(status).toBe(1)
    expect(err).toMatch(/backup of Sharelink/)
    expect(await redis.get(`${stage.namespace}:teams`)).toBe('kept')
  }
  expect(await run('restore')).toMatchObject({ status: 1, err: expect.stringContaining('Name the file') })
})
