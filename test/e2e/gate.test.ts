import { test } from 'vitest'
import { setStage } from '../support/stage.ts'

const GATE = {
  PUBLIC_URL: 'https://links.example.com',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
}
const NOWHERE = `/d/T0ACME-K7M4QX-${'x'.repeat(22)}`

test.concurrent.for<[string, Record<string, string>, boolean]>([
  ['a gate where PUBLIC_URL is set', GATE, true],
  ['none where it is not', {}, false],
  ['none in a worker', { ...GATE, ROLE: 'worker' }, false],
])('there is %s', async ([, env, isThere], { expect, onTestFinished }) => {
  const { startBot } = await setStage(env, {}, onTestFinished)
  const { port } = await startBot()
  const answer = await fetch(`http://127.0.0.1:${port}${NOWHERE}`)
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')?.startsWith('text/html') ?? false).toBe(isThere)
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  expect(metrics.includes('sharelink_gate_streams')).toBe(isThere)
})
