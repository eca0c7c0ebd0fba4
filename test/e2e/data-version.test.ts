import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { startProgram, workFolder } from '../support/program.ts'
import { setStage } from '../support/stage.ts'

test('R12: the program refuses records of a newer version, and says what to do', async () => {
  const { env } = await setStage()
  const prefix = randomUUID()
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  await redis.set(`${prefix}:version`, 9)
  const place = { REDIS_URL: `unix:${encodeURI(inject('redisSocket'))}`, REDIS_PREFIX: prefix }
  const program = startProgram(await workFolder(), { ...env, ...place })
  expect(await program.ended).toBe(78)
  expect(program.lines.join('\n')).toContain('records are of data version 9, and this version knows')
  expect(await redis.keys(`${prefix}:*`)).toEqual([`${prefix}:version`])
})
