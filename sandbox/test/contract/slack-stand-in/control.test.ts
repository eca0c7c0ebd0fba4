import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { FOLLOWED, foreignHeaders, sendRaw } from '../../../../test/support/raw-request.ts'
import { buttons, postJson, revoke, startBot, startWorkspace } from './fixture.ts'

test('everything a person does, and sees, over HTTP', async () => {
  const { slack, client } = await startWorkspace()
  const bot = await startBot(slack, () => ({ body: { text: 'hello *you*' } }))
  const post = (what: string, body: unknown) => postJson(`${slack.url}/__control/${what}`, body)
  const get = async (what: string) => (await fetch(`${slack.url}/__control/${what}`)).json()

  await post('command', {
    user: 'alice',
    channel: '#general',
    text: '/sharelink help',
    options: { copies: 2 },
  })
  expect(bot.heard).toHaveLength(2)
  expect(await get('ephemerals?user=alice')).toMatchObject({
    result: [{ rendered: 'hello you' }, { text: 'hello *you*' }],
  })

  await client.chat.postMessage({ channel: 'C0GENERAL1', text: 'share', blocks: buttons(revoke) })
  await post('click', { user: 'bob', channel: 'general', action: 'Revoke' })
  expect(bot.last().payload).toMatchObject({ type: 'block_actions', user: { id: 'U0BOB00002' } })

  await post('fail', { method: 'auth.test', error: 'account_inactive' })
  await expect(client.auth.test()).rejects.toThrow('account_inactive')
  await post('scopes', { scopes: ['commands'] })
  await expect(client.chat.postMessage({ channel: 'C0GENERAL1', text: 'x' })).rejects.toThrow('missing_scope')
  expect(await get('requests?method=auth.test')).toMatchObject({ result: [{ response: { ok: false } }] })
  expect(await get('nonsense')).toMatchObject({ ok: false, get: expect.arrayContaining(['state']) })
  expect(await post('command', { user: 'nobody', channel: '#general', text: '/x' })).toMatchObject({
    status: 400,
  })
})

test('pages of other sites are refused, and names that point here', async () => {
  const { slack } = await startWorkspace()
  const paths = [
    '/__control/outage',
    '/__control/state',
    '/api/chat.postMessage',
    '/commands/T/1/x',
    '/oauth/v2/authorize',
  ]
  const text = new URLSearchParams({ token: slack.botToken, channel: 'C0GENERAL1', text: 'evil' }).toString()
  for (const path of paths)
    for (const from of foreignHeaders(slack.url))
      for (const method of ['GET', 'POST']) {
        const type = { 'content-type': 'application/x-www-form-urlencoded' }
        const sent = method === 'POST' ? { body: path.startsWith('/api/') ? text : '{"kind":"503"}' } : {}
        const { status } = await sendRaw(`${slack.url}${path}?${text}`, {
          method,
          headers: { ...type, ...from },
          ...sent,
        })
        expect([method, path, from, status]).toEqual([method, path, from, 403])
      }
  expect([slack.outageNow(), slack.history('general'), slack.requests()]).toEqual(['off', [], []])
})

test('the Web API and the control are for programs; a page may lead to the consent', async () => {
  const { slack } = await startWorkspace()
  const own = { origin: slack.url, 'sec-fetch-site': 'same-origin' }
  const status = async (path: string, headers: object) =>
    (await sendRaw(slack.url + path, { headers: { ...headers } })).status
  expect(await status('/api/api.test', own)).toBe(403)
  expect(await status('/api/api.test', FOLLOWED)).toBe(403)
  expect(await status('/api/api.test', {})).toBe(200)
  expect(await status('/__control/state', FOLLOWED)).toBe(403)
  expect(await status('/__control/state', own)).toBe(200)
  expect(await status('/oauth/v2/authorize?redirect_uri=http://127.0.0.1:1/back', FOLLOWED)).toBe(302)
  expect(await status('//', {})).toBe(400)
})

test('told to listen elsewhere, it is known by that name too, and by numbers where that is everywhere', async () => {
  const status = async (listening: string, name: string) => {
    const { slack } = await startWorkspace({ host: listening })
    const { port } = new URL(slack.url)
    const host = `${name}:${port}`
    return (await sendRaw(`${slack.url}/api/api.test`, { headers: { host } })).status
  }
  expect(await status('127.0.0.2', '127.0.0.2')).toBe(200)
  expect(await status('127.0.0.2', '127.0.0.3')).toBe(403)
  expect(await status('0.0.0.0', '192.0.2.7')).toBe(200)
  expect(await status('0.0.0.0', 'localhost')).toBe(200)
  expect(await status('0.0.0.0', 'evil.example')).toBe(403)
  expect(await status('127.0.0.1', '192.0.2.7')).toBe(403)
})

test('an installation by OAuth ends in a token that works', async () => {
  const { slack, client } = await startWorkspace({ oauth: { clientId: 'id', clientSecret: 'secret' } })
  const query = new URLSearchParams({
    redirect_uri: 'http://127.0.0.1:1/back',
    state: 's1',
    scope: 'commands,chat:write',
    user: 'xavier',
  })
  const consent = await fetch(`${slack.url}/oauth/v2/authorize?${query}`, { redirect: 'manual' })
  const back = new URL(String(consent.headers.get('location')))
  expect(back.searchParams.get('state')).toBe('s1')
  const code = String(back.searchParams.get('code'))
  const granted = await client.oauth.v2.access({ client_id: 'id', client_secret: 'secret', code })
  expect(granted).toMatchObject({
    team: { id: 'T0ACME0002' },
    scope: 'commands,chat:write',
    token_type: 'bot',
  })
  expect(granted.access_token).not.toBe(slack.botToken)
})

test('started by hand, it prints what the bot needs and stops on SIGTERM', async () => {
  const main = new URL('../../../slack/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', './src/typescript.mjs', main, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  for await (const chunk of child.stdout) {
    printed += String(chunk)
    if (printed.includes('__control ')) break
  }
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(printed).toMatch(
    /SLACK_API_URL=http:\/\/127\.0\.0\.1:\d+\/api\/\nSLACK_BOT_TOKEN=\S+\nSLACK_SIGNING_SECRET=\S+/,
  )
})
