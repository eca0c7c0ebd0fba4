import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { findPort } from '../../../start/find-port.ts'

test('a port is that of before, or another one when somebody has that now', async () => {
  const before = await findPort(undefined)
  expect(await findPort(before)).toBe(before)
  const server = createServer().listen(before, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const next = await findPort(before)
  expect(next).not.toBe(before)
  // Connections are given those above.
  expect(next).toBeGreaterThanOrEqual(20_000)
  expect(next).toBeLessThan(30_000)
})
