import { once } from 'node:events'
import { App, LogLevel } from '@slack/bolt'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Slack, StartOptions } from '../../../slack/types.ts'
import { buttons, clientOf, errorOf, revoke, startWorkspace } from './fixture.ts'

type Envelope = Record<string, unknown> & { type: string; envelope_id?: string }

const startSocketMode = (more: StartOptions['socketMode'] = {}) => startWorkspace({ socketMode: more })

const openUrl = async (slack: Slack): Promise<string> => {
  const { url } = await clientOf(slack, slack.sockets.appToken).apps.connections.open()
  return url ?? ''
}

/** An app by hand: keeps what it hears and acks what it is told to. */
const connect = async (slack: Slack, ack: (envelope: Envelope) => object | undefined = () => ({})) => {
  const socket = new WebSocket(await openUrl(slack))
  const heard: Envelope[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Envelope
    heard.push(message)
    const answer = message.envelope_id === undefined ? undefined : ack(message)
    if (answer) socket.send(JSON.stringify({ envelope_id: message.envelope_id, ...answer }))
  })
  const closed = once(socket, 'close')
  await once(socket, 'message')
  onTestFinished(() => socket.terminate())
  return { socket, heard, closed }
}

describe('apps.connections.open', () => {
  test('takes the app-level token with its scope, in the header alone', async () => {
    const { slack, client } = await startSocketMode()
    expect(await openUrl(slack)).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=\w+&app_id=A/)
    expect(await errorOf(client.apps.connections.open())).toBe('not_allowed_token_type')
    expect(await errorOf(clientOf(slack, 'xapp-1-wrong').apps.connections.open())).toBe('invalid_auth')
    const inForm = await fetch(`${slack.apiUrl}apps.connections.open`, {
      method: 'POST',
      body: new URLSearchParams({ token: slack.sockets.appToken }),
    })
    expect(await inForm.json()).toEqual({ ok: false, error: 'not_authed' })
    const { slack: bare } = await startSocketMode({ scopes: ['authorizations:read'] })
    expect(await errorOf(clientOf(bare, bare.sockets.appToken).apps.connections.open())).toBe('missing_scope')
  })

  test('there is none where the app uses HTTP', async () => {
    const { slack } = await startWorkspace()
    expect(await errorOf(clientOf(slack, 'xapp-1-any').apps.connections.open())).toBe('invalid_auth')
    expect(() => slack.sockets).toThrow(/does not use Socket Mode/)
  })

  test('a ticket is good once, and a made-up one never', async () => {
    const { slack } = await startSocketMode()
    const url = await openUrl(slack)
    const first = new WebSocket(url)
    onTestFinished(() => first.terminate())
    const [hello] = await once(first, 'message')
    expect(JSON.parse(String(hello))).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: expect.stringMatching(/^A/) },
    })
    for (const bad of [url, url.replace(/ticket=\w+/, 'ticket=MADEUP')]) {
      const [error] = await once(new WebSocket(bad), 'error')
      expect(String(error)).toContain('403')
    }
  })

  test('an eleventh connection is sent away', async () => {
    const { slack } = await startSocketMode()
    for (let i = 0; i < 10; i += 1) await connect(slack)
    const { heard } = await connect(slack)
    expect(heard).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }])
    await slack.waitFor(() => slack.sockets.open().length === 10)
  })
})

describe('payloads', () => {
  test('come in envelopes of three types, over any one connection, and not over HTTP', async () => {
    const { slack } = await startSocketMode()
    slack.connect('http://127.0.0.1:9')
    const apps = [await connect(slack), await connect(slack)]
    const alice = slack.person('alice')
    await alice.command('/sharelink 12', { in: '#general' })
    await alice.shortcut('share_file')
    slack.sockets.prefer('oldest')
    await alice.openHome()
    slack.sockets.prefer('newest')
    const last = await alice.command('/sharelink', { in: '#general' })
    expect(last).toMatchObject({ status: 200, problems: [], delivery: { envelopes: [{ connection: 2 }] } })
    const heard = apps.flatMap((app) => app.heard).filter((one) => one.envelope_id)
    expect(new Set(heard.map((one) => one.envelope_id)).size).toBe(4)
    const of = (type: string) => heard.find((one) => one.type === type)
    expect(of('slash_commands')).toMatchObject({
      accepts_response_payload: true,
      payload: { command: '/sharelink', team_id: slack.teamId },
    })
    expect(of('interactive')).toMatchObject({
      accepts_response_payload: false,
      payload: { type: 'shortcut' },
    })
    expect(apps[0]?.heard.find((one) => one.type === 'events_api')).toMatchObject({
      retry_attempt: 0,
      payload: { event: { type: 'app_home_opened' } },
    })
  })

  test('what an ack holds counts where Slack takes an answer, and nowhere else', async () => {
    const { slack } = await startSocketMode()
    await connect(slack, () => ({ payload: { text: 'Hello from the ack' } }))
    const alice = slack.person('alice')
    expect((await alice.shortcut('share_file')).body).toBe('')
    await alice.command('/sharelink', { in: '#general' })
    expect(slack.ephemerals('alice').map((e) => e.text)).toEqual(['Hello from the ack'])
  })

  test('an ack of another connection, or of nothing, is none', async () => {
    const { slack } = await startSocketMode()
    const first = await connect(slack, () => undefined)
    const second = await connect(slack)
    slack.sockets.prefer('oldest')
    const command = slack.person('alice').command('/sharelink', { in: '#general' })
    await expect.poll(() => first.heard.length).toBe(2)
    second.socket.send(JSON.stringify({ envelope_id: first.heard[1]?.envelope_id }))
    await slack.waitFor(() => slack.sockets.strays().length === 1)
    first.socket.terminate()
    expect((await command).problems).toEqual(['no answer: the connection ended before the ack'])
    expect(slack.ephemerals('alice')[0]?.text).toContain('dispatch_failed')
  })

  test('an event that is not acked comes again, a command does not', async () => {
    const { slack } = await startSocketMode()
    const first = await connect(slack, () => undefined)
    slack.sockets.prefer('newest')
    const opening = slack.person('alice').openHome()
    await expect.poll(() => first.heard.length).toBe(2)
    first.socket.terminate()
    const second = await connect(slack)
    expect(await opening).toMatchObject({
      status: 200,
      delivery: { envelopes: [{ attempt: 0 }, { attempt: 1 }] },
    })
    expect(second.heard[1]).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' })
    expect(second.heard[1]?.payload).toEqual(first.heard[1]?.payload)
  })

  test('without a connection a person is told that it failed', async () => {
    const { slack } = await startSocketMode()
    const ack = await slack.person('alice').command('/sharelink', { in: '#general' })
    expect(ack.problems).toEqual(['no answer: the app has no socket open'])
  })
})

describe('what can happen to a connection', () => {
  test('a disconnect, and then the close frame; or never', async () => {
    const { slack } = await startSocketMode()
    const app = await connect(slack)
    slack.sockets.disconnect('warning', { closes: 'never' })
    await expect.poll(() => app.heard.at(-1)).toMatchObject({ type: 'disconnect', reason: 'warning' })
    expect(slack.sockets.open()).toEqual([1])
    slack.sockets.disconnect('link_disabled')
    expect((await app.closed)[0]).toBe(1000)
  })

  test('cut, silent, and an outage of all of Slack', async () => {
    const { slack } = await startSocketMode()
    const [cut, silent] = [await connect(slack), await connect(slack)]
    slack.sockets.fallSilent()
    expect(slack.sockets.open()).toEqual([])
    silent.socket.ping()
    const pong = once(silent.socket, 'pong').then(() => 'pong')
    expect(await Promise.race([pong, slack.person('alice').command('/x', { in: '#general' })])).not.toBe(
      'pong',
    )
    slack.sockets.cut()
    await Promise.all([cut.closed, silent.closed])
    const again = await connect(slack)
    slack.outage('refuse')
    await again.closed
    await expect(openUrl(slack)).rejects.toThrow()
    expect(slack.sockets.made()).toBe(3)
  })
})

test('a conversation with a real Bolt app', async () => {
  const { slack } = await startSocketMode()
  const app = new App({
    token: slack.botToken,
    appToken: slack.sockets.appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    deferInitialization: true,
    convoStore: false,
    logLevel: LogLevel.ERROR,
  })
  await app.init()
  app.command('/sharelink', async ({ ack, command, client }) => {
    await ack('Coming.')
    await client.chat.postMessage({ channel: command.channel_id, text: 'A share', blocks: buttons(revoke) })
  })
  app.action('revoke', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'Revoked.', replace_original: true })
  })
  await app.start()
  onTestFinished(async () => {
    await app.stop()
  })
  const ack = await slack.person('alice').command('/sharelink 12', { in: '#general' })
  expect(ack.problems).toEqual([])
  expect(slack.ephemerals('alice')[0]?.text).toBe('Coming.')
  const share = await slack.waitFor((s) => s.history('#general')[0])
  await slack.person('bob').click(share, 'Revoke')
  await slack.waitFor((s) => s.history('#general').some((m) => slack.render(m) === 'Revoked.'))
})
