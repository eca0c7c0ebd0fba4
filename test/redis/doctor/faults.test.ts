import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KEYS } from '../../../sandbox/portal/seed-ids.ts'
import type { StartOptions } from '../../../sandbox/slack/types.ts'
import { isSecretVariable } from '../../../src/config-names.ts'
import { BOT_SCOPES } from '../../../src/slack/install/bot-scopes.ts'
import { askDoctor, openWard, type Ward } from '../../support/doctor.ts'
import { freePort, type RedisOfOwn, startRedis } from '../../support/redis-of-own.ts'

let redis: RedisOfOwn

beforeAll(async () => {
  const safe = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction']
  redis = await startRedis(safe, afterAll)
})

type Change = Record<string, string | undefined>

interface Fault {
  /** What is changed in the settings or at the stand-ins. */
  build: (ward: Ward) => Change | Promise<Change> | undefined
  slack?: StartOptions
  finds: { check: string; verdict: 'warn' | 'fail'; found: RegExp; remedy: RegExp }
}

const NOWHERE = async () => `http://127.0.0.1:${await freePort()}`
const otherRedis = async (...args: string[]) => ({ REDIS_URL: (await startRedis(args)).url })
const key = (secret: string, change: object) => (ward: Ward) => {
  const found = ward.portal.state.keys.find((one) => one.secret === secret)
  if (found !== undefined) Object.assign(found, change)
  return { DOCSPACE_API_KEY: secret, DOCSPACE_AUDIT_API_KEY: KEYS.admin }
}
const portal = (settings: object) => (ward: Ward) => void Object.assign(ward.portal.state.settings, settings)

const finds = (check: string, verdict: 'warn' | 'fail', found: RegExp, remedy: RegExp) => ({
  check,
  verdict,
  found,
  remedy,
})

const FAULTS: Record<string, Fault> = {
  'a misspelt setting': {
    build: () => ({ ALLOWED_ROMS: '118' }),
    finds: finds('settings', 'fail', /^ALLOWED_ROMS: .*does not know/, /ALLOWED_ROOMS, if that is meant/),
  },
  'an address of DocSpace with a path': {
    build: (ward) => ({ DOCSPACE_URL: `${ward.portal.url}/rooms/shared` }),
    finds: finds('settings', 'fail', /^DOCSPACE_URL: found .*rooms/, /without a path/),
  },
  'DocSpace by http over the internet': {
    build: () => ({ DOCSPACE_URL: 'http://acme.onlyoffice.com' }),
    finds: finds('settings', 'fail', /^DOCSPACE_URL/, /http only on this machine/),
  },
  'the app token as the bot token': {
    build: (ward) => ({ SLACK_BOT_TOKEN: ward.slack.sockets.appToken }),
    finds: finds('settings', 'fail', /^SLACK_BOT_TOKEN: .*begins with xapp-/, /xoxb-/),
  },
  'a duration that is none': {
    build: () => ({ DEFAULT_EXPIRY: 'a week' }),
    finds: finds('settings', 'fail', /^DEFAULT_EXPIRY: found "a week"/, /such as 90s/),
  },
  'a bot token that Slack does not know': {
    build: () => ({ SLACK_BOT_TOKEN: 'xoxb-none-of-ours' }),
    finds: finds('slack.token', 'fail', /refuses SLACK_BOT_TOKEN \(invalid_auth\)/, /^Set SLACK_BOT_TOKEN/),
  },
  'a scope that is missing': {
    slack: { scopes: BOT_SCOPES.filter((scope) => scope !== 'users:read') },
    build: () => ({}),
    finds: finds(
      'slack.scopes',
      'fail',
      /lacks the scope users:read: nobody is known/,
      /install the app again/,
    ),
  },
  'an optional scope that is missing': {
    slack: { scopes: BOT_SCOPES.filter((scope) => scope !== 'groups:read') },
    build: () => ({}),
    finds: finds('slack.scopes', 'warn', /optional scope groups:read: links in private channels/, /^Add it/),
  },
  'an app token that Slack does not know': {
    build: () => ({ SLACK_APP_TOKEN: 'xapp-none-of-ours' }),
    finds: finds('slack.socket', 'fail', /refuses SLACK_APP_TOKEN/, /connections:write/),
  },
  'an app token without its scope': {
    slack: { socketMode: { scopes: ['authorizations:read'] } },
    build: () => ({}),
    finds: finds('slack.socket', 'fail', /missing_scope/, /connections:write/),
  },
  'Slack out of reach': {
    build: async () => ({ SLACK_API_URL: `${await NOWHERE()}/api/` }),
    finds: finds('slack.token', 'fail', /can't be reached \(ECONNREFUSED\)/, /may connect to Slack/),
  },
  'a public address that leads elsewhere': {
    build: async () => {
      const other = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1')
      await new Promise((resolve) => other.once('listening', resolve))
      other.unref()
      const { port } = other.address() as { port: number }
      return {
        SLACK_APP_TOKEN: undefined,
        SLACK_SIGNING_SECRET: 'the-signing-secret',
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
        PORT: String(await freePort()),
      }
    },
    finds: finds('slack.requests', 'warn', /slack\/events answers with 404/, /Start the app/),
  },
  'a key that DocSpace does not take': {
    build: () => ({ DOCSPACE_API_KEY: `sk-${'9'.repeat(64)}` }),
    finds: finds('docspace.key', 'fail', /doesn't take DOCSPACE_API_KEY/, /Make a new key/),
  },
  'a key that has expired': {
    build: key(KEYS.member, { expiresAt: '2020-01-01T00:00:00.000Z' }),
    finds: finds('docspace.key', 'fail', /has expired/, /Make a new key/),
  },
  'a key that expires soon': {
    build: key(KEYS.member, { expiresAt: new Date(Date.now() + 3.5 * 86_400_000).toISOString() }),
    finds: finds('docspace.key', 'warn', /expires in 3 days/, /Make a new key/),
  },
  'the key of a guest': {
    build: () => ({ DOCSPACE_API_KEY: KEYS.guest, DOCSPACE_AUDIT_API_KEY: KEYS.admin }),
    finds: finds('docspace.key', 'fail', /guests can make no links/, /another account/),
  },
  'a key that may only read files': {
    build: key(KEYS.member, { permissions: ['files:read', 'rooms:read'] }),
    finds: finds('docspace.key', 'fail', /lacks the permission files:write/, /files:write, rooms:read/),
  },
  'a key for the trail whose owner is no admin': {
    build: () => ({ DOCSPACE_AUDIT_API_KEY: KEYS.member }),
    finds: finds('docspace.trail', 'fail', /is no DocSpace admin/, /\*:read.*DOCSPACE_AUDIT_API_KEY/),
  },
  'a key for the trail without the right to it': {
    build: () => ({ DOCSPACE_AUDIT_API_KEY: KEYS.ownerFilesOnly }),
    finds: finds('docspace.trail', 'fail', /lacks the permission \*:read/, /\*:read/),
  },
  'a plan without the audit trail': {
    build: portal({ audit: 'none' }),
    finds: finds('docspace.trail', 'fail', /plan has no audit trail/, /exact limits alone/),
  },
  'external links that an admin has prohibited': {
    build: portal({ externalSharing: 'blocked' }),
    finds: finds('docspace.links', 'fail', /has prohibited external links, and has cut off/, /Allow them/),
  },
  'a clock of DocSpace that is five minutes fast': {
    build: portal({ clockSkewMs: 300_000 }),
    finds: finds('docspace.clock', 'fail', /^DocSpace's clock is 5 minutes ahead/, /NTP/),
  },
  'DocSpace out of reach': {
    build: async () => ({ DOCSPACE_URL: await NOWHERE() }),
    finds: finds('docspace.version', 'fail', /nothing listens at that address/, /Check DOCSPACE_URL/),
  },
  'a portal that is suspended': {
    build: portal({ gone: true }),
    finds: finds('docspace.version', 'fail', /no DocSpace at this address/, /Check DOCSPACE_URL/),
  },
  'a portal that is unpaid': {
    build: portal({ unpaid: true }),
    finds: finds('docspace.version', 'fail', /unpaid/, /renew the plan/),
  },
  'a DocSpace that is too old': {
    build: portal({ version: '3.2.1' }),
    finds: finds('docspace.version', 'fail', /DocSpace is 3\.2\.1/, /3\.5 or newer/),
  },
  'a Redis that forgets what it has no room for': {
    build: () => otherRedis('--maxmemory-policy', 'allkeys-lru', '--appendonly', 'yes'),
    finds: finds('redis.server', 'fail', /Maxmemory-policy is allkeys-lru/i, /noeviction/),
  },
  'a Redis that keeps nothing': {
    build: () => otherRedis('--save', ''),
    finds: finds('redis.server', 'warn', /Nothing is kept on the disk/, /appendonly yes/),
  },
  'a Redis that is nearly full': {
    build: async () => {
      const { client, url } = await startRedis(['--appendonly', 'yes'])
      const [, used] = /^used_memory:(\d+)/m.exec(await client.info('memory')) ?? []
      await client.config('SET', 'maxmemory', String(Math.round(Number(used) * 1.15)))
      return { REDIS_URL: url }
    },
    finds: finds('redis.server', 'warn', /may \(maxmemory\)/, /Raise maxmemory/),
  },
  'a Redis that is away': {
    build: async () => ({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` }),
    finds: finds('redis.server', 'fail', /takes no writes: no answer \(ECONNREFUSED\)/, /REDIS_URL/),
  },
  'a Redis with another password': {
    build: async () => {
      const { port } = await startRedis(['--requirepass', 'the-right-one'])
      return { REDIS_URL: `redis://:the-wrong-one@127.0.0.1:${port}` }
    },
    finds: finds('redis.server', 'fail', /WRONGPASS|NOAUTH/, /password/),
  },
  'a node of a Cluster as the one Redis': {
    build: () => otherRedis('--cluster-enabled', 'yes'),
    finds: finds('redis.server', 'fail', /REDIS_URL names a node of a Redis Cluster/, /set REDIS_CLUSTER/),
  },
  'nobody to warn': {
    build: () => ({ ADMIN_USERS: undefined }),
    finds: finds('people.admins', 'warn', /Nobody is warned/, /ADMIN_CHANNEL/),
  },
  'a channel for admins that the app is not in': {
    build: (ward) => {
      const channel = ward.slack.channel('#general')
      ward.slack.kickBot(channel)
      return { ADMIN_CHANNEL: channel.id }
    },
    finds: finds('people.admins', 'fail', /isn't in ADMIN_CHANNEL/, /\/invite @Sharelink/),
  },
  'one key for all, for everything': {
    build: () => ({ ALLOWED_ROOMS: undefined }),
    finds: finds('people.reach', 'warn', /everything that Olga Owner can/, /ALLOWED_ROOMS/),
  },
  'a room that the key does not know': {
    build: () => ({ ALLOWED_ROOMS: '999' }),
    finds: finds('people.reach', 'fail', /names 999/, /Check the id/),
  },
  'guests who may share': {
    build: () => ({ ALLOW_GUESTS: 'true' }),
    finds: finds('people.reach', 'warn', /guests of the workspace share/, /ALLOW_GUESTS=false/),
  },
}

test('nothing is to be fixed where all is well, and the lines fit a terminal', async () => {
  const { env } = await openWard(redis.url)
  const { findings, shown, verdict } = await askDoctor(env)
  // The stand-ins have no TLS.
  expect(findings.filter(({ verdict: one, found }) => one !== 'pass' && !/plain http/.test(found))).toEqual(
    [],
  )
  expect(verdict).toBe('warn')
  expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(findings.map(({ check }) => check)).toEqual(
    expect.arrayContaining(['slack.token', 'slack.scopes', 'slack.socket', 'docspace.key', 'redis.server']),
  )
})

test.each(Object.entries(FAULTS))('%s is named, with what to do', async (_, fault) => {
  const ward = await openWard(redis.url, fault.slack)
  const changed = { ...ward.env, ...(await fault.build(ward)) }
  const env = Object.fromEntries(
    Object.entries(changed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const { findings, shown, verdict } = await askDoctor(env)
  const { check, found, remedy } = fault.finds
  const named = findings.filter((one) => one.check === check && found.test(one.found))
  expect(named, JSON.stringify(findings, null, 1)).toHaveLength(1)
  expect(named[0]).toMatchObject({ verdict: fault.finds.verdict, remedy: expect.stringMatching(remedy) })
  expect(verdict === 'fail').toBe(findings.some((one) => one.verdict === 'fail'))
  for (const [name, value] of Object.entries(env)) {
    if (isSecretVariable(name) && name !== 'REDIS_URL') expect(shown).not.toContain(value)
  }
  expect(shown).not.toMatch(/the-(right|wrong)-one/)
})
