import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
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

test('pages of other sites are refused', async () => {
  const { slack } = await startWorkspace()
  const headers = { origin: 'https://evil.example' }
  const response = await fetch(`${slack.url}/__control/outage`, {
    method: 'POST',
    headers,
    body: '{"kind":"503"}',
  })
  expect(response.status).toBe(403)
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
  const main = new URL('../../../sandbox/slack/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', '0'], {
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
