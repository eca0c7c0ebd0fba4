import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import { answersTo } from '../support/answers.ts'
import { FIELD, openForm } from '../support/form.ts'
import { addressOf } from '../support/message.ts'
import { readyz } from '../support/readyz.ts'
import { newSocket, setSocketStage } from '../support/socket-stage.ts'
import { download } from '../support/visitors.ts'

const OPEN = { method: 'apps.connections.open', times: 'always' } as const

/** The answer to `/sharelink help`, which needs the whole way to us and back. */
const helps = async (slack: Slack, who: string): Promise<void> => {
  const before = answersTo(slack, who).length
  const ack = await slack.person(who).command('/sharelink help', { in: '#general' })
  expect(ack).toMatchObject({ status: 200, late: false, problems: [] })
  await slack.waitFor(() => answersTo(slack, who).length > before)
}

const away: [string, (slack: Slack) => void][] = [
  ['answers 503', (slack) => void slack.fail({ ...OPEN, status: 503 })],
  ['resets the call', (slack) => void slack.fail({ ...OPEN, drop: true })],
  ['never answers the call', (slack) => void slack.fail({ ...OPEN, hold: true })],
  ['has a rate limit', (slack) => void slack.fail({ ...OPEN, status: 429, retryAfter: 1 })],
  ['has a rate limit and does not say for how long', (slack) => void slack.fail({ ...OPEN, status: 429 })],
  ['is gone as a whole', (slack) => slack.outage('refuse')],
]

test.concurrent.for(away)(
  'the connection is cut and Slack %s: links end, and it is back when Slack is',
  async ([_what, goAway], { expect, onTestFinished }) => {
    const { portal, slack, logged } = await setSocketStage({}, {}, onTestFinished)
    await slack.person('alice').command(`/sharelink ${FILES.report} max 1`, { in: '#general' })
    const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
    goAway(slack)
    slack.sockets.cut()
    await download(addressOf(posted) ?? '', 'Firefox')
    await expect.poll(() => portal.links(FILES.report).length).toBe(0)
    expect(slack.sockets.open()).toEqual([])
    const cannot = () => logged.filter((line) => line.includes('no socket to Slack')).length
    await expect.poll(cannot).toBe(1)

    slack.clearFailures()
    slack.outage('off')
    await newSocket(slack, 1)
    await helps(slack, 'bob')
    await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
    expect(cannot()).toBe(1)
  },
)

const lost: [string, (slack: Slack) => void][] = [
  ['is cut', (slack) => slack.sockets.cut()],
  ['falls silent', (slack) => slack.sockets.fallSilent()],
  ['is closed, its TCP connection left open', (slack) => slack.sockets.close()],
  [
    'is told link_disabled and left open',
    (slack) => slack.sockets.disconnect('link_disabled', { closes: 'never' }),
  ],
  ['is told a word nobody knows', (slack) => slack.sockets.disconnect('nobody_knows', { closes: 'never' })],
]

test.concurrent.for(lost)(
  'a connection that %s has another in its place',
  async ([_what, lose], { onTestFinished }) => {
    const { slack } = await setSocketStage({}, {}, onTestFinished)
    lose(slack)
    await newSocket(slack, 1)
    await slack.waitFor((s) => s.sockets.open().length === 1)
    await helps(slack, 'alice')
  },
)

test.concurrent.for(['warning', 'refresh_requested'])(
  'a planned refresh (%s) leaves no moment without a connection, and the old one serves to its end',
  async (reason, { expect, onTestFinished }) => {
    const { slack, logged } = await setSocketStage({}, {}, onTestFinished)
    const counts: number[] = []
    const stop = slack.onChange(() => counts.push(slack.sockets.open().length))
    slack.sockets.disconnect(reason, { closes: 'never' })
    const second = await newSocket(slack, 1)
    expect(slack.sockets.open()).toEqual([1, second])
    for (const which of ['oldest', 'newest'] as const) {
      slack.sockets.prefer(which)
      await helps(slack, 'alice')
    }
    // Slack does not close it, so we do.
    await slack.waitFor((s) => s.sockets.open().length === 1)
    await helps(slack, 'alice')
    stop()
    expect(Math.min(...counts)).toBe(1)
    expect(slack.sockets.made()).toBe(2)
    expect(logged.join('')).not.toContain('is lost')
  },
)

test.concurrent('a refresh while no other connection can be had keeps the old one as long as Slack does', async ({
  onTestFinished,
}) => {
  const { slack } = await setSocketStage({}, {}, onTestFinished)
  slack.fail({ ...OPEN, status: 503 })
  slack.sockets.disconnect('warning', { closes: 'never' })
  await slack.waitFor((s) => s.requests('apps.connections.open').length > 2)
  await helps(slack, 'alice')
  slack.clearFailures()
  await newSocket(slack, 1)
  await helps(slack, 'alice')
})

// Alone, because the suggestions must come in time.
test('what is still being worked out is acked over the connection that it came by, before that goes', async () => {
  const { slack, portal } = await setSocketStage()
  const form = await openForm(slack, 'alice', '#general')
  portal.fault({ times: 'always', action: { kind: 'slow', ms: 300 } })
  const asking = slack.person('alice').suggest(form, { block_id: FIELD.file }, 'campai')
  slack.sockets.disconnect('link_disabled', { closes: 'never' })
  const { problems, delivery, options } = await asking
  expect({ problems, envelopes: delivery.envelopes }).toMatchObject({
    problems: [],
    envelopes: [{ connection: 1 }],
  })
  expect(options).toHaveLength(1)
  await slack.waitFor((s) => !s.sockets.open().includes(1))
})

test.concurrent('messages that nobody knows are acked where they can be, and change nothing', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, logged } = await setSocketStage({}, {}, onTestFinished)
  const odd = [
    { type: 'events_api', envelope_id: 'e1', payload: { type: 'app_rate_limited', team_id: slack.teamId } },
    { type: 'events_api', envelope_id: 'e2' },
    { type: 'events_api', envelope_id: 'e3', payload: { event: null } },
    { type: 'interactive', envelope_id: 'e4', payload: 'text' },
    { type: 'something_new', envelope_id: 'e5', payload: {} },
    { type: 'close' },
    { type: 'disconnected' },
    { type: 'error', error: { code: 1, msg: 'no' } },
    {},
  ]
  for (const message of odd) slack.sockets.send(message)
  await expect.poll(() => slack.sockets.strays().length).toBe(5)
  await helps(slack, 'alice')
  expect(slack.sockets.made()).toBe(1)
  const said = logged.filter((line) => line.includes('odd message'))
  expect(said).toHaveLength(odd.length)
  expect(said[0]).toContain('events_api app_rate_limited')
})

test.concurrent('an eleventh connection is not forced: it tries again, more and more slowly', async ({
  expect,
  onTestFinished,
}) => {
  const { slack } = await setSocketStage({}, {}, onTestFinished)
  for (const _ of [1, 2, 3]) {
    const before = slack.sockets.made()
    slack.sockets.disconnect('too_many_websockets')
    await newSocket(slack, before)
  }
  await helps(slack, 'alice')
  expect(slack.sockets.made()).toBe(4)
})

test.concurrent('readyz and metrics follow the socket, and say what stands in its way', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, bot } = await setSocketStage({}, {}, onTestFinished)
  const ready = async () => {
    const { status, body } = await readyz(bot.port)
    return { status, socket: body.socket }
  }
  const gauge = async () =>
    /^sharelink_slack_socket_connected (\d)$/m.exec(
      await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text(),
    )?.[1]
  expect([await ready(), await gauge()]).toEqual([{ status: 200, socket: { status: 'ok' } }, '1'])

  slack.fail({ ...OPEN, status: 503 })
  slack.sockets.cut()
  const down = { status: 'down', detail: 'Slack cannot be reached (http_503)' }
  await expect.poll(ready).toEqual({ status: 503, socket: down })
  expect(await gauge()).toBe('0')
  slack.clearFailures()
  await expect.poll(ready).toEqual({ status: 200, socket: { status: 'ok' } })

  slack.fail({ ...OPEN, error: 'token_revoked' })
  slack.sockets.cut()
  const refused = {
    status: 'down',
    detail: expect.stringMatching(/^Slack refuses SLACK_APP_TOKEN \(token_revoked\)/),
  }
  await expect.poll(ready).toEqual({ status: 503, socket: refused })
})
