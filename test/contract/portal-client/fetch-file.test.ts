import type { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { createFileFetch } from '../../../src/portal/fetch-file.ts'
import { startFileServer } from '../../support/file-server.ts'
import { TOKEN } from './portal-fixture.ts'

const MB = 1024 * 1024
/** What one read of a connection brings at most. */
const ONE_READ = 64 * 1024

test('of a long file that nobody reads on no more is kept than one read brought', async () => {
  const server = await startFileServer(64 * MB)
  const { fetchFile, close } = createFileFetch({ origin: server.origin })
  onTestFinished(async () => {
    await close()
    await server.close()
  })
  const { signal } = new AbortController()
  const answer = await fetchFile({ fileId: '4821', key: TOKEN }, { range: null, ifRange: null, signal })
  const body = answer.body as Readable
  let sent = -1
  const isStill = () => {
    const before = sent
    sent = server.sent()
    return sent === before
  }
  await expect.poll(isStill, { interval: 200, timeout: 20_000 }).toBe(true)
  expect(sent).toBeLessThan(64 * MB)
  expect(body.readableLength).toBeLessThanOrEqual(ONE_READ)
  answer.drop()
})
