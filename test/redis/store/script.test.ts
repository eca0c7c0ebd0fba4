import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createScript } from '../../../src/store/script.ts'

test('a script is carried out by a server that has it, and by one that has lost it', async () => {
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  // Of this test alone: a server that has never seen it is as one that was started anew.
  const ran = createScript(`-- ${crypto.randomUUID()}\nreturn { KEYS[1], ARGV[1] }`)
  expect(await ran(redis, ['a'], 1)).toEqual(['a', '1'])
  expect(await ran(redis, ['b'], 2)).toEqual(['b', '2'])
})

test('what a script itself fails with is thrown', async () => {
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const failing = createScript("return redis.error_reply('ODD it failed')")
  await expect(failing(redis, [])).rejects.toThrow('ODD')
})
