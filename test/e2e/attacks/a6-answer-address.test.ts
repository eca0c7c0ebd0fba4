import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Queue } from 'bullmq'
import { expect, inject, onTestFinished, test } from 'vitest'
import { jobPrefix } from '../../../src/jobs/queues.ts'
import { setStage } from '../../support/stage.ts'

/** A server of somebody's own: by the name `localhost` it is another host than the stand-in's 127.0.0.1. */
const catcher = async () => {
  const caught: string[] = []
  const server = createServer(async (request, response) => {
    for await (const chunk of request) caught.push(`${request.url} ${chunk}`)
    if (request.url === '/right-host') response.writeHead(307, { location: `${elsewhere}/redirected` }).end()
    else response.end('ok')
  }).listen(0)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const elsewhere = `http://localhost:${port}`
  return { caught, elsewhere, rightHost: `http://127.0.0.1:${port}/right-host` }
}

const stage = async () => {
  const { slack, namespace, logged, startBot } = await setStage({
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  })
  await startBot()
  const sayTo = (address: string, text: string) =>
    slack.person('alice').command(text, { in: '#general', patch: { response_url: address } })
  return { slack, namespace, sayTo, said: () => logged.join('\n'), ...(await catcher()) }
}

test('A6: a signed command that wants its answer sent to another host is refused', async () => {
  const { slack, caught, elsewhere, sayTo, said } = await stage()
  const ack = await sayTo(`${elsewhere}/commands`, '/sharelink 4821 for 1h password hunter2')
  expect(ack.status).toBe(400)
  expect(said()).toContain('"refused":{"malformed":1}')
  await slack.person('alice').command('/sharelink help', { in: '#general' })
  await expect.poll(() => slack.ephemerals('alice').length).toBeGreaterThan(0)
  expect(caught).toEqual([])
  expect(slack.history('#general').filter(({ user }) => user === slack.botUserId)).toEqual([])
})

test('A6: nor by a redirect of the right host', async () => {
  const { caught, rightHost, sayTo, said } = await stage()
  await sayTo(rightHost, '/sharelink 4821 for 1h password hunter2')
  await expect.poll(said).toContain('a private answer could not be given')
  expect(caught).not.toEqual([])
  expect(caught.filter((line) => !line.startsWith('/right-host '))).toEqual([])
})

test('A6: nor by a job that was put into Redis by hand', async () => {
  const { slack, namespace, caught, elsewhere, said } = await stage()
  const queue = new Queue('make', {
    connection: { path: inject('redisSocket') },
    prefix: jobPrefix(namespace, 'make'),
  })
  onTestFinished(() => queue.close())
  await queue.add('make-share', {
    team: slack.teamId,
    shareId: 'ABCDEF',
    linkId: '11111111-1111-4111-8111-111111111111',
    fileId: '4821',
    creator: { id: slack.user('alice').id, name: 'alice' },
    channel: { id: slack.channel('#general').id, name: 'general' },
    here: true,
    terms: { expiresAt: Date.now() + 3_600_000, limit: 3, viewOnly: false, note: null },
    sealedPassword: null,
    replyTo: { kind: 'url', url: `${elsewhere}/job` },
    reference: 'REF23456',
    notBefore: null,
  })
  await expect.poll(said).toContain('not of Slack')
  expect(caught).toEqual([])
})
