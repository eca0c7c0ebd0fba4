import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outside } from '../../support/outside.ts'
import type { Program } from '../../support/program.ts'
import { FORM, signatureOf, signedPost } from '../../support/signed-post.ts'

let stage: Awaited<ReturnType<typeof outside>>
let program: Program
let port: number
beforeAll(async () => {
  stage = await outside({}, afterAll)
  program = await stage.start()
  port = await program.port
})

const metric = async (name: string): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const line = text.split('\n').find((each) => each.startsWith(`${name} `)) ?? ''
  return Number(line.split(' ')[1] ?? Number.NaN)
}

/** Somebody with a right to it is still answered in Slack's time. */
const stillAnswers = async () => {
  const ack = await stage.slack.person('alice').command('/sharelink help', { in: '#general' })
  expect(ack).toMatchObject({ status: 200, late: false })
}

test('A3: signed rubbish is answered with 400, and the program lives', async () => {
  for (const body of ['payload=null', 'payload=%5B%5D', 'payload=1', 'payload', '', '%00']) {
    expect((await signedPost({ port }, stage.slack.signingSecret, body)).status, body).toBe(400)
  }
  for (const body of ['null', '[]', '1', '"x"', '{}', '{"event":null,"type":"event_callback"}', '{']) {
    const answer = await signedPost({ port }, stage.slack.signingSecret, body, 'application/json')
    expect(answer.status, body).toBe(400)
  }
  await stillAnswers()
})

test('A5: who sends slowly is cut off, and others are answered meanwhile', async () => {
  const begun = [
    '',
    'POST /slack/events HTTP/1.1\r\nhost: x\r\n',
    `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\ncontent-type: ${FORM}\r\n${Object.entries(
      signatureOf('x', 'x'),
    )
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\nx`,
  ]
  const since = Date.now()
  const ends = begun.flatMap((text) =>
    Array.from({ length: 50 }, async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      socket.resume().write(text)
      await once(socket, 'close')
      return Date.now() - since
    }),
  )
  await stillAnswers()
  // 10 s for headers and 15 s in all, looked at each second; by default Node looks every 30 s.
  expect(Math.max(...(await Promise.all(ends)))).toBeLessThan(25_000)
})

test('A13: a thousand wrong signatures are a few lines and a number', async () => {
  const name = 'sharelink_slack_requests_refused_total{reason="wrong-signature"}'
  const [before, lines] = [(await metric(name)) || 0, program.lines.length]
  for (let round = 0; round < 20; round += 1) {
    const some = Array.from({ length: 50 }, () => signedPost({ port }, 'another secret', 'text=x'))
    expect(new Set((await Promise.all(some)).map(({ status }) => status))).toEqual(new Set([401]))
  }
  expect((await metric(name)) - before).toBe(1_000)
  const counted = () =>
    program.lines
      .slice(lines)
      .filter((line) => line.includes('were refused'))
      .map(
        (line) => (JSON.parse(line) as { refused: Record<string, number> }).refused['wrong-signature'] ?? 0,
      )
  await expect.poll(() => counted().reduce((sum, one) => sum + one, 0)).toBe(1_000)
  expect(counted().length).toBeLessThan(60)
})
