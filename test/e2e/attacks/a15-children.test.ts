import { chmod, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { findRedis } from '../../../src/private-redis/find-redis.ts'
import { outside } from '../../support/outside.ts'

test('A15: the private Redis is told no secret', async () => {
  const { start, dir, env } = await outside()
  // It stands before the real one, notes what it is told, and goes on as that.
  const noting = `#!/bin/sh\nenv >>'${join(dir, 'told')}'\nexec '${findRedis()}' "$@"\n`
  await writeFile(join(dir, 'redis-server'), noting)
  await chmod(join(dir, 'redis-server'), 0o755)
  await start({
    PATH: [dir, process.env.PATH].join(delimiter),
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    DOCSPACE_WEBHOOK_SECRET: 'webhook-secret',
  })
  const told = await readFile(join(dir, 'told'), 'utf8')
  expect(told).toContain('PATH=')
  expect(told).not.toMatch(/SLACK|DOCSPACE|ENCRYPTION|webhook-secret/)
  expect(told).not.toContain(env.SLACK_SIGNING_SECRET)
})
