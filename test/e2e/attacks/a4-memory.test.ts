import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { outside } from '../../support/outside.ts'
import { FORM, signatureOf } from '../../support/signed-post.ts'

const MB = 1024 * 1024
/** All bodies together, of which as much was held: 1,500 MB in `npm run test:long`, else enough to be seen. */
const POSTS = process.env.TEST_LONG ? 1_500 : 400
const BODY = Buffer.alloc(MB, 'x')

const post = (port: number, path: string, headers: Record<string, string>) =>
  new Promise<number>((resolve) => {
    const sender = request({ host: '127.0.0.1', port, path, method: 'POST', agent: false, headers })
    sender.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    // Refused while it sends, it may hear nothing but that the connection is gone.
    sender.on('error', () => resolve(0))
    sender.end(BODY)
  })

const wrong = { ...signatureOf('another secret', 'x'), 'content-type': FORM }

// Each with a program of its own: memory that was used once is kept for a while.
test.each<[string, string, Record<string, string>, number[]]>([
  ['without a signature', '/slack/events', { 'content-type': FORM }, [401, 0]],
  ['in chunks', '/slack/events', { 'content-type': FORM, 'transfer-encoding': 'chunked' }, [401, 0]],
  ['with a wrong signature', '/slack/events', wrong, [401, 503, 0]],
  [
    'to the webhook',
    '/docspace/webhook',
    { 'x-docspace-signature-256': `sha256=${'0'.repeat(64)}` },
    [413, 0],
  ],
  ['to no place at all', '/nothing-here', {}, [404, 0]],
])('A4: so many posts of 1 MB %s do not fill the memory', async (_, path, headers, statuses) => {
  const { slack, start } = await outside({}, onTestFinished, 'source')
  const program = await start({ DOCSPACE_WEBHOOK_SECRET: 'webhook-secret' })
  const port = await program.port
  const memory = async (): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1])
  }
  let most = 0
  let isOver = false
  const watch = (async () => {
    while (!isOver) most = Math.max(most, await memory())
  })()
  const answers = await Promise.all(Array.from({ length: POSTS }, () => post(port, path, headers)))
  // Somebody with a right to it is still answered in Slack's time.
  const ack = await slack.person('alice').command('/sharelink help', { in: '#general' })
  isOver = true
  await watch
  expect(ack).toMatchObject({ status: 200, late: false })
  expect(answers.filter((status) => !statuses.includes(status))).toEqual([])
  expect(most).toBeLessThan(250 * MB)
})
