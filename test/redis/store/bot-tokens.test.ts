import { randomBytes, randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { createBotTokens } from '../../../src/slack/install/bot-tokens.ts'
import { createInstaller } from '../../../src/slack/install/installer.ts'
import { createSlackLogger } from '../../../src/slack/web-api/logger.ts'
import { resealLinks } from '../../../src/store/reseal-links.ts'
import { createStore } from '../../../src/store/store.ts'
import { createVault } from '../../../src/store/vault.ts'
import { HOUR, MINUTE, SECOND } from '../../support/builders.ts'
import { type SlackServer, startSlackServer } from '../../unit/slack/slack-server.ts'

const LOG = { info: () => {}, warn: () => {}, error: () => {} }
const KEY = randomBytes(32)

let redis: Redis
let namespace: string
let server: SlackServer
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
})
afterEach(async () => {
  redis.disconnect()
  await server?.close()
})

const NOW = Date.now()
const storeWith = (...keys: [Buffer, ...Buffer[]]) =>
  createStore(redis, namespace, createVault(...keys)).installations

/** As Slack's library hands it over. `expiresAt`: in seconds; left out: for good. */
const installation = (team: string, token: string, expiresAt?: number) =>
  JSON.stringify({
    team: { id: team, name: 'Acme' },
    user: { id: 'U1' },
    bot: {
      token,
      scopes: ['commands'],
      id: 'B1',
      userId: 'U9',
      ...(expiresAt === undefined ? {} : { refreshToken: 'xoxe-1-old', expiresAt }),
    },
    isEnterpriseInstall: false,
    authVersion: 'v2',
  })

const RENEWED = {
  ok: true,
  token_type: 'bot',
  access_token: 'xoxe.xoxb-new',
  refresh_token: 'xoxe-1-new',
  expires_in: 43_200,
}

const processWith = async (at: () => number, answer: unknown = RENEWED) => {
  server ??= await startSlackServer({ body: answer })
  const installations = storeWith(KEY)
  const installer = createInstaller({
    clientId: 'id',
    clientSecret: 'secret',
    stateSecret: 'state',
    apiUrl: server.apiUrl,
    publicOrigin: 'https://links.example.com',
    installations,
    clientOptions: { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } },
    logger: createSlackLogger(LOG),
    now: at,
  })
  return { installations, tokenOf: createBotTokens({ installations, installer, now: at, log: LOG }) }
}

it('a token that ends soon is renewed by one of two processes, and both use the new one', async () => {
  let now = NOW
  const [one, other] = [await processWith(() => now), await processWith(() => now)]
  await one.installations.put('T1', installation('T1', 'xoxe.xoxb-old', NOW / 1_000 + 3_600), NOW)
  await Promise.all([one.tokenOf('T1'), other.tokenOf('T1')])
  expect(server.calls.map(({ form }) => form.refresh_token)).toEqual(['xoxe-1-old'])
  now += 20 * SECOND
  expect([await one.tokenOf('T1'), await other.tokenOf('T1')]).toEqual(['xoxe.xoxb-new', 'xoxe.xoxb-new'])
  expect(server.calls).toHaveLength(1)
})

it('a token that Slack does not renew goes on being used while it lives, and is asked for again', async () => {
  server = await startSlackServer({ body: { ok: false, error: 'invalid_refresh_token' } })
  let now = NOW
  const { installations, tokenOf } = await processWith(() => now)
  await installations.put('T1', installation('T1', 'xoxe.xoxb-old', NOW / 1_000 + 3_600), NOW)
  expect(await tokenOf('T1')).toBe('xoxe.xoxb-old')
  await redis.del(`${namespace}:{install}:renewal:T1`)
  now += MINUTE
  expect(await tokenOf('T1')).toBe('xoxe.xoxb-old')
  expect(server.calls).toHaveLength(2)
})

it('a workspace that has not the app has no token', async () => {
  const { tokenOf } = await processWith(() => NOW)
  await expect(tokenOf('T2')).rejects.toMatchObject({ outcome: 'refused', code: 'not_installed' })
})

it('an organisation serves the workspaces that it was seen in, until it removes the app', async () => {
  let now = NOW
  const { installations, tokenOf } = await processWith(() => now)
  await installations.put('E1', installation('E1', 'xoxb-org'), NOW)
  await installations.noteOrganisation('T3', 'E1')
  expect(await tokenOf('T3')).toBe('xoxb-org')
  await installations.remove('E1', NOW + HOUR)
  expect(await installations.removedTeams()).toEqual(['T3'])
  now += MINUTE
  await expect(tokenOf('T3')).rejects.toMatchObject({ code: 'not_installed' })
})

it('a removal that is heard of after the app was installed anew changes nothing', async () => {
  const installations = storeWith(KEY)
  await installations.put('T1', installation('T1', 'xoxb-1'), NOW)
  await installations.remove('T1', NOW - MINUTE)
  expect(await installations.get('T1')).not.toBeNull()
  await installations.remove('T1', NOW)
  expect([await installations.get('T1'), await installations.removedTeams()]).toEqual([null, ['T1']])
  await installations.put('T1', installation('T1', 'xoxb-2'), NOW + MINUTE)
  expect([await installations.all(), await installations.removedTeams()]).toEqual([['T1'], []])
})

it('T28 its token is nowhere in clear, opens for no other, and is sealed anew with a new key', async () => {
  await storeWith(KEY).put('T1', installation('T1', 'xoxb-secret'), NOW)
  const kept = await redis.hgetall(`${namespace}:{install}:of:T1`)
  expect(JSON.stringify(kept)).not.toContain('xoxb-secret')
  await redis.hset(`${namespace}:{install}:of:T2`, kept)
  await expect(storeWith(KEY).get('T2')).rejects.toThrow()

  const next = randomBytes(32)
  await redis.del(`${namespace}:{install}:of:T2`)
  await resealLinks(redis, namespace, createVault(next, KEY))
  expect(await storeWith(next).get('T1')).toContain('xoxb-secret')
  expect((await redis.hgetall(`${namespace}:{install}:of:T1`)).at).toBe(String(NOW))
})
