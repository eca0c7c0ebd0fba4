import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FILES, KEYS, USERS } from '../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../sandbox/portal/server.ts'
import type { Portal } from '../../sandbox/portal/types.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { startSlack } from '../../sandbox/slack/server.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import { install } from '../../sandbox/start/install-app.ts'
import { allThatIsStored } from '../support/all-that-is-stored.ts'
import { CALLBACK, CLIENT, connectingAt } from '../support/connecting.ts'
import { aFile, FIELD, modal, openForm, showMore } from '../support/form.ts'
import { OAUTH, SEVERAL } from '../support/installing.ts'
import { addressOf, saysOver, shareIdOf } from '../support/message.ts'
import { startProgram, workFolder } from '../support/program.ts'
import { startRedis } from '../support/redis-of-own.ts'
import { filesIn, secretsIn } from '../support/secrets.ts'
import { botEnv } from '../support/stage.ts'
import { download } from '../support/visitors.ts'
import { aWebhook, sendWebhook, WEBHOOK_SECRET } from '../support/webhook.ts'

/** Where visitors come from, at the portal and at the gate. */
const IPS = ['203.0.113.77', '203.0.113.78', '203.0.113.79', '198.51.100.9', '2001:db8:77:88::99']
const [AT_PORTAL = '', AT_GATE = '', ELSEWHERE = '', , BY_IPV6 = ''] = IPS
const PASSWORDS = ['Tulip-4711-garden', 'Daisy-0815-meadow', 'Rose-1234-wrong', 'Lilac-9876-form']
const [WATCHED = '', EXACT = '', WRONG = '', IN_FORM = ''] = PASSWORDS
const REDIS_PASSWORD = 'the-password-of-redis'
const AUDIT_SECRET = `whsec_${Buffer.from('known to both sides, 4711').toString('base64')}`
const ENCRYPTION_KEY = randomBytes(32).toString('base64')
const RULES = 'everywhere:\n  max_expiry: 30d\npresets:\n  client: { for: 2d, max: 3, exact: true }\n'

/** Takes the lines of the record, and keeps them. */
const startReceiver = async () => {
  const got: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push(body)
    response.writeHead(200).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/siem` }
}

/** Every secret that comes up while things happen, and what it is. */
const collectSecrets = (portal: Portal, slack: Slack) => {
  const secrets = new Map<string, string>()
  const add = (what: string, ...some: (string | null | undefined)[]) => {
    for (const one of some) if (one != null && one.length >= 8) secrets.set(one, what)
  }
  const lookAtPortal = () => {
    for (const { code, access, refresh } of portal.state.oauthGrants) {
      add('a code of the portal', code?.text)
      add('a token of an account', access?.text, refresh?.text)
    }
    for (const link of portal.links()) {
      add('a share key', portal.requestToken(link.id))
      add('the address of a link', portal.shareLink(link).replace(/^https?:\/\//, ''))
    }
    for (const { path, query, body } of portal.requests({ path: '/oauth2/*' })) {
      const sent = new URLSearchParams(typeof body === 'string' ? body : '')
      add(`what was sent to ${path}`, query.state, query.code, sent.get('code'), sent.get('code_verifier'))
    }
  }
  const lookAtSlack = () => {
    for (const { path } of slack.state.hooks) add('a response_url', path, path.split('/').at(-1))
    const tokens = JSON.stringify(slack.state.teams).match(/xox[\w.-]+/g) ?? []
    add('a token of Slack', ...tokens)
    const shown = JSON.stringify([slack.state.messages, slack.state.ephemerals, slack.state.views])
    for (const [, path] of shown.matchAll(/https:\/\/links\.example\.com(\/[^\s"|>\\]+)/g))
      add('an address of ours', path, path?.split('/').at(-1))
  }
  onTestFinished(portal.onChange(lookAtPortal))
  onTestFinished(slack.onChange(lookAtSlack))
  return { secrets, add }
}

/** The portal, Slack, a Redis that writes all down, and two processes, with everything on. */
const openWithEverything = async () => {
  const portal = await startPortal()
  const slack = await startSlack({ oauth: OAUTH })
  onTestFinished(async () => {
    await Promise.all([portal.close(), slack.close()])
  })
  portal.addOAuthClient({ ...CLIENT, redirectUris: [CALLBACK] })
  const { secrets, add } = collectSecrets(portal, slack)
  const receiver = await startReceiver()
  const redis = await startRedis([
    ...['--requirepass', REDIS_PASSWORD, '--appendonly', 'yes', '--appendfsync', 'always'],
    ...['--aof-use-rdb-preamble', 'no', '--rdbcompression', 'no'],
  ])
  const dir = await workFolder()
  const rules = join(dir, 'policy.yml')
  await writeFile(rules, RULES)
  const env = {
    ...botEnv(portal, slack),
    ...SEVERAL,
    ENCRYPTION_KEY,
    DOCSPACE_API_KEY: KEYS.owner,
    DOCSPACE_AUDIT_API_KEY: KEYS.adminReadOnly,
    DOCSPACE_OAUTH_CLIENT_ID: CLIENT.id,
    DOCSPACE_OAUTH_CLIENT_SECRET: CLIENT.secret,
    DOCSPACE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    AUDIT_WEBHOOK_URL: receiver.url,
    AUDIT_WEBHOOK_SECRET: AUDIT_SECRET,
    ADMIN_USERS: slack.user('carol').id,
    ADMIN_CHANNEL: slack.channel('#general').id,
    POLICY_FILE: rules,
    CANARY_FILE: FILES.pdf,
    TRUST_PROXY: '1',
    LOG_LEVEL: 'debug',
    REDIS_URL: `redis://:${REDIS_PASSWORD}@127.0.0.1:${redis.port}`,
  }
  add('a key of the portal', KEYS.owner, KEYS.adminReadOnly)
  add('a secret setting', CLIENT.secret, WEBHOOK_SECRET, AUDIT_SECRET, AUDIT_SECRET.slice(6), REDIS_PASSWORD)
  add('a secret setting', ENCRYPTION_KEY, slack.signingSecret, OAUTH.clientSecret, SEVERAL.SLACK_STATE_SECRET)
  add('a password', ...PASSWORDS)
  add("a visitor's ip", ...IPS, '2001:db8:77:88')
  const worker = startProgram(dir, { ...env, ROLE: 'worker' })
  await worker.port
  const web = startProgram(dir, { ...env, ROLE: 'web' })
  const port = await web.port
  slack.connect(`http://127.0.0.1:${port}`)
  const origin = `http://127.0.0.1:${port}`
  return { portal, slack, redis, receiver, worker, web, port, origin, secrets, add }
}

/** Whatever was written down anywhere, by where that is. */
const allThatIsLeft = async ({
  redis,
  receiver,
  worker,
  web,
  origin,
}: Awaited<ReturnType<typeof openWithEverything>>) => {
  const kept = await allThatIsStored(redis.client, 'sharelink')
  const [, folder = ''] = (await redis.client.config('GET', 'dir')) as string[]
  return new Map([
    ...kept
      .map((text): [string, string] => ['Redis', text])
      .map(([where, text], n): [string, string] => [`${where} ${n}`, text]),
    ...(await filesIn(folder)),
    ['the log of the worker', worker.lines.join('\n')],
    ['the log of the web process', web.lines.join('\n')],
    ['what was sent to the receiver', receiver.got.join('\n')],
    ['/readyz', await (await fetch(`${origin}/readyz`)).text()],
    ['/metrics', await (await fetch(`${origin}/metrics`)).text()],
  ])
}

test('T27, T28: of all that happens with everything on, no secret is left in Redis, on the disk, or in a log', async () => {
  const world = await openWithEverything()
  const { portal, slack, origin, port, secrets, add } = world
  await install(origin, slack, 'carol')
  await install(origin, slack, 'xavier')
  const { connect, startOf } = connectingAt({ slack, portal }, port)
  await connect('alice', USERS.owner)
  await connect('bob', USERS.member)
  await startOf('carol')

  const alice = slack.person('alice')
  const say = (who: string, text: string, place = '#general') =>
    slack.person(who).command(`/sharelink ${text}`, { in: place })
  const answered = (who: string, words: string | RegExp) =>
    slack.waitFor((s) => s.ephemerals(who).find(({ text }) => text.match(words)))
  const shared = async (text: string): Promise<SlackMessage> => {
    const before = slack.history('#general').length
    await say('alice', text)
    return slack.waitFor((s) =>
      s
        .history('#general')
        .slice(before)
        .find(({ text }) => text.includes(' shared ')),
    )
  }

  // A link by the portal's own address, taken, extended, taken back.
  const watched = await shared(`${FILES.report} watched max 3 note For the auditors`)
  const address = addressOf(watched) ?? ''
  add('the address of a link', address, new URL(address).searchParams.get('share'))
  expect((await download(address, 'Firefox one', { 'x-real-ip': AT_PORTAL })).status).toBe(200)
  await sendWebhook(port, aWebhook(FILES.report))
  await slack.waitFor((s) => s.message('#general', watched.ts)?.text.includes('1 of 3'))
  await say('alice', `extend ${shareIdOf(watched)} max 5`)
  await answered('alice', /^Extended/)
  await say('alice', `info ${shareIdOf(watched)}`)
  await say('alice', `why ${shareIdOf(watched)}`)
  await shared(`${FILES.png} watched password ${WATCHED}`)

  // Exact ones, with a password, at the gate and in Slack.
  const exact = await shared(`${FILES.xlsx} exact max 4 password ${EXACT}`)
  const told = await answered('alice', EXACT)
  const [, page = ''] = /https:\/\/links\.example\.com(\/d\/[\w-]+)/.exec(told.text) ?? []
  expect(page).not.toBe('')
  const press = (password: string, ip: string) =>
    fetch(origin + page, {
      method: 'POST',
      body: new URLSearchParams({ password }),
      headers: { 'x-forwarded-for': `192.0.2.1, ${ip}` },
      redirect: 'manual',
    })
  expect((await press(WRONG, ELSEWHERE)).status).toBe(403)
  expect((await press(WRONG, BY_IPV6)).status).toBe(403)
  const claim = (await press(EXACT, AT_GATE)).headers.get('location') ?? ''
  add('the address of a claim', claim, claim.split('/').at(-1))
  const visitor = { 'x-forwarded-for': AT_GATE }
  expect((await fetch(origin + claim, { headers: visitor })).status).toBe(200)
  expect((await fetch(`${origin}${page}guessed`, { headers: visitor })).status).toBe(404)
  await slack.person('bob').click(exact, { label: 'Get the file' })
  const given = await slack.waitFor((s) =>
    s
      .ephemerals('bob')
      .map(addressOf)
      .find((one) => one !== undefined),
  )
  expect((await fetch(given.replace(SEVERAL.PUBLIC_URL, origin))).status).toBe(200)
  await slack.waitFor((s) => s.message('#general', exact.ts)?.text.includes('2 of 4'))

  // A form, a question that waits, a search, other people's acts.
  const form = await showMore(slack, 'alice', await openForm(slack, 'alice', '#general'))
  await alice.suggest(form, { block_id: FIELD.file }, 'report')
  await alice.submit(form, { ...aFile(FILES.zip), [FIELD.password]: IN_FORM })
  await modal(slack, 'alice', 'Link to send on')
  await say('alice', FILES.report, '#acme-shared')
  await answered('alice', 'Nothing has been made yet')
  await say('bob', `revoke ${shareIdOf(watched)}`)
  await say('bob', `${FILES.report}`)
  await say('carol', 'canary')
  await answered('carol', /[Cc]ounting|DocSpace/)
  await say('carol', 'audit 30')
  await say('alice', 'list')
  await alice.openHome()

  // What fails, so that errors are logged.
  portal.fault({ method: 'PUT', path: '/api/2.0/files/*', action: { kind: 'lie', how: 'other-end' } })
  await say('alice', `${FILES.pdf} watched max 2`)
  portal.fault({ method: 'PUT', path: '/api/2.0/files/*', times: 2, action: { kind: 'status', status: 500 } })
  await say('alice', `extend ${shareIdOf(watched)} max 6`)
  slack.fail({ method: 'chat.update', status: 500, times: 2 })
  slack.fail({ method: 'response_url', status: 500, times: 2 })
  slack.fail({ method: 'chat.postMessage', error: 'internal_error', times: 2 })
  await say('alice', `${FILES.oldDoc} watched max 2`)
  for (const grant of portal.state.oauthGrants) if (grant.access !== null) grant.access.until = 0
  portal.fault({ path: '/oauth2/token', action: { kind: 'status', status: 500 } })
  await say('bob', `${FILES.memberFile} watched max 2`)
  await slack.idle()
  slack.clearFailures()
  portal.clearFaults()
  await shared(`${FILES.roomDocx} preset client`)
  await fetch(`${origin}/slack/events`, { method: 'POST', body: 'payload=null', headers: visitor })

  await alice.click(watched, { label: 'Revoke' })
  await slack.waitFor((s) => saysOver(s.message('#general', watched.ts)))
  await say('alice', 'disconnect')
  await answered('alice', 'Disconnected from DocSpace')
  await slack.event({ type: 'app_uninstalled' }, { team: 'T0ACME0002' })
  await slack.idle()
  await expect.poll(() => world.receiver.got.join()).toContain('sharelink.disconnected')

  const left = await allThatIsLeft(world)
  expect([...left.keys()].some((name) => name.endsWith('.aof'))).toBe(true)
  for (const what of [
    'a response_url',
    'a token of an account',
    'a token of Slack',
    'a share key',
    'an address of ours',
  ])
    expect([...secrets.values()]).toContain(what)
  expect(world.web.lines.length + world.worker.lines.length).toBeGreaterThan(20)
  expect(secretsIn(left, secrets)).toEqual([])
  // It would have been found.
  const [one = ''] = secrets.keys()
  await world.redis.client.set('sharelink:dump', `Basic ${Buffer.from(`id:${one}`).toString('base64')}`)
  expect(secretsIn(await allThatIsLeft(world), secrets)).not.toEqual([])
})
