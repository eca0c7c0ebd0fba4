import { expect, test } from 'vitest'
import { startPortalPage } from './portal-world.ts'

test.each([
  ['another server', 'https://example.com/d/T0ACME-K7M4QX-x', 'preview'],
  ['another page of the bot', 'http://127.0.0.1:9/metrics', 'downloader'],
  ['what is no address', 'd/T0ACME-K7M4QX-x', 'preview'],
  ['somebody unknown', 'http://127.0.0.1:9/d/T0ACME-K7M4QX-x', 'nobody'],
])('%s is not visited', async (_, address, as) => {
  const { visitGate } = await startPortalPage()
  expect((await visitGate(address, as)).status).toBe(400)
})

test('a bot that is down is told of', async () => {
  const { visitGate } = await startPortalPage()
  const answer = await visitGate('http://127.0.0.1:9/d/T0ACME-K7M4QX-x', 'downloader')
  expect(await answer.json()).toEqual({ ok: false, words: 'The bot cannot be reached' })
})
