import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { answersTo } from '../support/answers.ts'
import { setStage } from '../support/stage.ts'

/** Lets half of each request through, and the rest when `goOn` is called. */
const slowWay = async (port: number) => {
  let goOn = () => {}
  let reached = () => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const isReached = new Promise<void>((resolve) => {
    reached = resolve
  })
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const { method, url: path, headers } = incoming
    const onward = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    onward.write(body.subarray(0, 10), reached)
    await held
    onward.end(body.subarray(10))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, goOn, isReached }
}

test('what is still coming in when the app is closed is carried out', async () => {
  const { slack, startBot } = await setStage()
  const bot = await startBot()
  const way = await slowWay(bot.port)
  slack.connect(way.url)
  slack.fail({ method: 'users.info', delayMs: 400 })
  const acked = slack.person('carol').command('/sharelink list all', { in: '#general' })
  await way.isReached
  const closed = bot.close()
  way.goOn()
  expect(await acked).toMatchObject({ status: 200 })
  await closed
  expect(answersTo(slack, 'carol').map(({ text }) => text)).toEqual([
    expect.stringContaining('Nobody has a live link'),
  ])
})
