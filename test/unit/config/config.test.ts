import { describe, expect, it } from 'vitest'
import { type Config, readConfig } from '../../../src/config.ts'
import type { ConfigFault } from '../../../src/config-rules.ts'
import { variables } from '../../../src/config-variables.ts'
import { NO_RULES } from '../../../src/domain/rule-book.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../support/builders.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const LEAST = {
  SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
  SLACK_SIGNING_SECRET: 'signing-secret',
  DOCSPACE_URL: 'https://acme.example',
  DOCSPACE_API_KEY: 'sk-portal',
}
type Env = Record<string, string | undefined>

const node = (host: string, port: number) => ({ host, port })

const good = (env: Env = {}): Config => {
  const read = readConfig({ ...LEAST, ...env })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return read.config
}
const faults = (env: Env = {}, least: Env = LEAST): ConfigFault[] => {
  const read = readConfig({ ...least, ...env })
  return read.ok ? [] : read.faults
}
const faulty = (env: Env, least: Env = LEAST) => faults(env, least).map(({ variable }) => variable)

describe('defaults are those of the specification', () => {
  it('with the least that is needed', () => {
    expect(good()).toEqual({
      slack: {
        botToken: 'xoxb-1-2-abc',
        signingSecret: 'signing-secret',
        appToken: null,
        apiUrl: 'https://slack.com/api/',
        install: null,
        shared: 'xoxb-1-2-abc',
      },
      portal: { origin: 'https://acme.example', apiKey: 'sk-portal', auditApiKey: 'sk-portal' },
      oauth: null,
      encryptionKey: null,
      previousKey: null,
      redis: null,
      installRedis: false,
      redisPrefix: 'sharelink',
      role: 'all',
      host: '127.0.0.1',
      port: 3000,
      auditIntervalMs: 10 * SECOND,
      auditOverlapMs: 10 * MINUTE,
      auditWebhook: null,
      policy: {
        defaultExpiryMs: 7 * DAY,
        minExpiryMs: MINUTE,
        maxExpiryMs: 90 * DAY,
        defaultLimit: 10,
        highestLimit: null,
        enforcement: 'watched',
        linksPerMinute: 60,
        maxLiveLinks: 1_000,
        requirePassword: false,
        allowedChannels: null,
        allowedRooms: null,
        passwordsAvailable: false,
        hasGate: false,
        maxLifeMs: null,
        onlyLimit: null,
        exactOnly: false,
        viewOnly: false,
        generatesPassword: false,
        variesByPlace: false,
        asksRooms: false,
        barred: [],
        presets: {},
        notice: null,
        lines: {},
      },
      policyFile: null,
      rules: NO_RULES,
      allowGuests: false,
      adminUsers: [],
      adminChannel: null,
      blindAfterMs: 15 * MINUTE,
      onBlind: 'warn',
      onDrift: 'guard',
      webhookSecret: null,
      canaryFile: null,
      searchesPerMinute: 20,
      publicOrigin: null,
      claimWindowMs: 10 * MINUTE,
      trustProxy: 0,
      showsFileName: true,
      burstWindowMs: 2 * SECOND,
      warnBeforeMs: DAY,
      historyMs: 90 * DAY,
      logLevel: 'info',
      tracing: false,
      unused: [],
      plainHttp: [],
    })
  })

  it.each(Object.keys(variables))('an empty %s is an unset one', (name) => {
    const without: Env = { ...LEAST }
    delete without[name]
    for (const empty of ['', ' ', '\t']) {
      expect(readConfig({ ...LEAST, [name]: empty })).toEqual(readConfig(without))
    }
  })

  it('what is not ours is not looked at', () => {
    expect(good({ PATH: '/bin', HOME: '/root', SLACK_SOMETHING: 'x' })).toEqual(good())
  })
})

const at =
  (...path: string[]) =>
  (config: Config): unknown =>
    path.reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], config)

describe('good values', () => {
  it.each<[string, string, (config: Config) => unknown, unknown]>([
    ['SLACK_BOT_TOKEN', ' xoxb-9 ', at('slack', 'botToken'), 'xoxb-9'],
    ['SLACK_APP_TOKEN', 'xapp-1', at('slack', 'appToken'), 'xapp-1'],
    ['SLACK_API_URL', 'http://127.0.0.1:4000/api', at('slack', 'apiUrl'), 'http://127.0.0.1:4000/api/'],
    ['DOCSPACE_URL', 'http://127.0.0.1:8092', at('portal', 'origin'), 'http://127.0.0.1:8092'],
    ['DOCSPACE_URL', 'https://Acme.Example/', at('portal', 'origin'), 'https://acme.example'],
    ['DOCSPACE_AUDIT_API_KEY', 'sk-admin', at('portal', 'auditApiKey'), 'sk-admin'],
    ['ENCRYPTION_KEY', KEY, at('encryptionKey'), Buffer.alloc(32, 7)],
    ['ENCRYPTION_KEY', KEY.replace('=', ''), at('encryptionKey'), Buffer.alloc(32, 7)],
    [
      'REDIS_URL',
      'rediss://:pw@redis.example:6380/1',
      at('redis'),
      { url: 'rediss://:pw@redis.example:6380/1' },
    ],
    ['REDIS_URL', 'redis://:50%25off@redis/', at('redis'), { url: 'redis://:50%25off@redis/' }],
    ['REDIS_URL', 'redis://redis:6379?family=6', at('redis'), { url: 'redis://redis:6379?family=6' }],
    ['REDIS_URL', 'unix:///run/a%20b.sock', at('redis'), { path: '/run/a b.sock' }],
    ['REDIS_PREFIX', 'second-one', at('redisPrefix'), 'second-one'],
    [
      'REDIS_CLUSTER',
      'a:7000, b',
      at('redis'),
      { cluster: { nodes: [node('a', 7000), node('b', 6379)], tls: false } },
    ],
    [
      'REDIS_CLUSTER',
      'rediss://me:p%2Cw@a,[::1]:7001',
      at('redis'),
      {
        cluster: { nodes: [node('a', 6379), node('::1', 7001)], tls: true, username: 'me', password: 'p,w' },
      },
    ],
    ['ROLE', 'worker', at('role'), 'worker'],
    ['ROLE', 'WEB', at('role'), 'web'],
    ['HOST', '0.0.0.0', at('host'), '0.0.0.0'],
    ['PORT', '0', at('port'), 0],
    ['PORT', '65535', at('port'), 65_535],
    ['AUDIT_INTERVAL', '1s', at('auditIntervalMs'), SECOND],
    ['AUDIT_OVERLAP', '1h30m', at('auditOverlapMs'), 90 * MINUTE],
    ['DEFAULT_EXPIRY', '3d', at('policy', 'defaultExpiryMs'), 3 * DAY],
    ['MIN_EXPIRY', '1s', at('policy', 'minExpiryMs'), SECOND],
    ['MAX_EXPIRY', '365d', at('policy', 'maxExpiryMs'), 365 * DAY],
    ['DEFAULT_MAX_DOWNLOADS', 'none', at('policy', 'defaultLimit'), null],
    ['DEFAULT_MAX_DOWNLOADS', '1', at('policy', 'defaultLimit'), 1],
    ['CLAIM_WINDOW', '1s', at('claimWindowMs'), SECOND],
    ['CLAIM_WINDOW', '24h', at('claimWindowMs'), DAY],
    ['TRUST_PROXY', '2', at('trustProxy'), 2],
    ['SHOW_FILE_NAME', 'false', at('showsFileName'), false],
    ['MAX_DOWNLOADS_LIMIT', '100', at('policy', 'highestLimit'), 100],
    ['LINKS_PER_MINUTE', '5', at('policy', 'linksPerMinute'), 5],
    ['LINKS_PER_MINUTE', 'none', at('policy', 'linksPerMinute'), null],
    ['MAX_LIVE_LINKS', '5', at('policy', 'maxLiveLinks'), 5],
    ['MAX_LIVE_LINKS', 'None', at('policy', 'maxLiveLinks'), null],
    ['ALLOWED_CHANNELS', 'C0A, C0B', at('policy', 'allowedChannels'), ['C0A', 'C0B']],
    ['ALLOWED_ROOMS', '17 18', at('policy', 'allowedRooms'), ['17', '18']],
    ['CANARY_FILE', ' 004821 ', at('canaryFile'), '4821'],
    ['CANARY_FILE', 'sbox-12-abc', at('canaryFile'), 'sbox-12-abc'],
    ['CANARY_FILE', 'https://acme.example/doceditor?fileId=4821', at('canaryFile'), '4821'],
    ['CANARY_FILE', 'acme.example/media/view/sbox-12-abc', at('canaryFile'), 'sbox-12-abc'],
    ['ALLOW_GUESTS', 'true', at('allowGuests'), true],
    ['INSTALL_REDIS', 'yes', at('installRedis'), true],
    ['ADMIN_USERS', 'U0A,W0B', at('adminUsers'), ['U0A', 'W0B']],
    ['SEARCHES_PER_MINUTE', 'none', at('searchesPerMinute'), null],
    ['SEARCHES_PER_MINUTE', '5', at('searchesPerMinute'), 5],
    ['BURST_WINDOW', '0s', at('burstWindowMs'), 0],
    ['WARN_BEFORE', '0s', at('warnBeforeMs'), 0],
    ['WARN_BEFORE', '36h', at('warnBeforeMs'), 36 * HOUR],
    ['HISTORY_DAYS', '1', at('historyMs'), DAY],
    ['LOG_LEVEL', 'debug', at('logLevel'), 'debug'],
    ['TRACING', 'otel', at('tracing'), true],
  ])('%s=%s', (name, value, part, expected) => {
    expect(part(good({ [name]: value }))).toEqual(expected)
  })

  it('a password may be demanded once there is a key to keep it', () => {
    expect(good({ REQUIRE_PASSWORD: 'true', ENCRYPTION_KEY: KEY }).policy).toMatchObject({
      requirePassword: true,
      passwordsAvailable: true,
    })
  })

  it('Socket Mode and a worker need no signing secret', () => {
    expect(faulty({ SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: 'xapp-1' })).toEqual([])
    expect(faulty({ SLACK_SIGNING_SECRET: '', ROLE: 'worker' })).toEqual([])
  })

  it('for several workspaces in place of a bot token, all together', () => {
    const several = {
      SLACK_BOT_TOKEN: '',
      SLACK_CLIENT_ID: '11.22',
      SLACK_CLIENT_SECRET: 'client-secret',
      SLACK_STATE_SECRET: 'state-secret',
      PUBLIC_URL: 'https://links.example.com',
      ENCRYPTION_KEY: KEY,
    }
    expect(good(several).slack).toMatchObject({
      botToken: null,
      install: { clientId: '11.22', clientSecret: 'client-secret', stateSecret: 'state-secret' },
    })
    expect(faulty({ SLACK_BOT_TOKEN: '' })).toEqual(['SLACK_BOT_TOKEN'])
    expect(faulty({ ...several, SLACK_BOT_TOKEN: 'xoxb-1-2-abc' })).toEqual(['SLACK_CLIENT_ID'])
    expect(faulty({ SLACK_BOT_TOKEN: '', SLACK_CLIENT_ID: '11.22' })).toEqual([
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
      'PUBLIC_URL',
    ])
    expect(faulty({ ...several, PUBLIC_URL: '' })).toEqual(['PUBLIC_URL'])
    expect(faulty({ ...several, ENCRYPTION_KEY: '' })).toEqual(['ENCRYPTION_KEY'])
  })

  it('a list of nothing allows nothing', () => {
    expect(good({ ALLOWED_CHANNELS: ',', ALLOWED_ROOMS: ',' }).policy).toMatchObject({
      allowedChannels: [],
      allowedRooms: [],
    })
  })
})

describe('bad values', () => {
  it.each([
    ['SLACK_API_URL', 'slack.com'],
    ['SLACK_API_URL', 'ftp://slack.example/'],
    ['DOCSPACE_URL', 'acme.example'],
    ['DOCSPACE_URL', 'https://acme.example/portal'],
    ['DOCSPACE_URL', 'https://acme.example/?a=b'],
    ['DOCSPACE_URL', 'https://acme.example/#a'],
    ['DOCSPACE_URL', 'https://user@acme.example'],
    ['DOCSPACE_URL', 'javascript:alert(1)'],
    ['ENCRYPTION_KEY', Buffer.alloc(31).toString('base64')],
    ['ENCRYPTION_KEY', Buffer.alloc(33).toString('base64')],
    ['ENCRYPTION_KEY', 'a'.repeat(32)],
    ['SLACK_API_URL', 'https://user:hunter2@slack.example/api/'],
    ['SLACK_API_URL', 'https://slack.example/api/?token=x'],
    ['SLACK_API_URL', 'http://slack.com/api/'],
    ['DOCSPACE_URL', 'http://portal.invalid'],
    ['DOCSPACE_URL', 'http://acme.onlyoffice.com'],
    ['DOCSPACE_URL', 'http://8.8.8.8'],
    ['DOCSPACE_URL', 'http://172.32.0.1'],
    ['DOCSPACE_URL', 'http://127.0.0.1.evil.example'],
    ['DOCSPACE_URL', 'http://localhost.evil.example'],
    ['DOCSPACE_URL', 'http://10.0.0.1.nip.io'],
    ['DOCSPACE_URL', 'http://[2001:db8::1]'],
    ['SLACK_BOT_TOKEN', 'xoxp-1-2-abc'],
    ['SLACK_BOT_TOKEN', 'xoxb-'],
    ['SLACK_BOT_TOKEN', 'xoxb-1 2'],
    ['SLACK_BOT_TOKEN', '"xoxb-1-2-abc"'],
    ['SLACK_BOT_TOKEN', 'xoxe.xoxb-1-abc'],
    ['SLACK_BOT_TOKEN', 'Bearer xoxb-1'],
    ['SLACK_APP_TOKEN', 'xoxb-1-2-abc'],
    ['SLACK_SIGNING_SECRET', 'xoxb-1-2-abc'],
    ['DOCSPACE_API_KEY', 'portal-key'],
    ['DOCSPACE_API_KEY', 'sk-‑typed‑by‑a‑word‑processor'],
    ['DOCSPACE_AUDIT_API_KEY', 'xoxb-1-2-abc'],
    ['REDIS_PREFIX', 'a:b'],
    ['REDIS_PREFIX', '{one}'],
    ['REDIS_PREFIX', 'x'.repeat(41)],
    ['REDIS_CLUSTER', ','],
    ['REDIS_CLUSTER', 'http://a'],
    ['REDIS_CLUSTER', 'a:6379/1'],
    ['REDIS_CLUSTER', 'a:65536'],
    ['REDIS_CLUSTER', 'redis://:one@a,redis://:two@b'],
    ['REDIS_CLUSTER', 'rediss://a,redis://b'],
    ['REDIS_CLUSTER', 'redis://:50%@a'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'http://localhost'],
    ['REDIS_URL', 'redis:6379'],
    ['REDIS_URL', 'redis://'],
    ['REDIS_URL', 'redis:///0'],
    ['REDIS_URL', 'redis://redis:65536'],
    ['REDIS_URL', 'redis://redis:6379/sharelink'],
    ['REDIS_URL', 'redis://:50%off@redis'],
    ['REDIS_URL', 'redis://user%:x@redis'],
    ['REDIS_URL', 'redis://user:12#x@redis'],
    ['REDIS_URL', 'redis://user:12/x@redis'],
    ['REDIS_URL', 'redis://user:12?x@redis'],
    ['REDIS_URL', 'unix:///run/50%.sock'],
    ['REDIS_URL', 'unix://run/redis.sock'],
    ['REDIS_URL', 'unix:///'],
    ['REDIS_URL', 'unix:///run/redis.sock?db=2'],
    ['ROLE', 'both'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['AUDIT_INTERVAL', '0s'],
    ['AUDIT_INTERVAL', '10'],
    ['AUDIT_INTERVAL', '10 seconds'],
    ['AUDIT_OVERLAP', '-1m'],
    ['DEFAULT_EXPIRY', 'never'],
    ['MIN_EXPIRY', '0s'],
    ['MAX_EXPIRY', ''.padEnd(3, 'd')],
    ['DEFAULT_MAX_DOWNLOADS', '0'],
    ['DEFAULT_MAX_DOWNLOADS', '1.5'],
    ['MAX_DOWNLOADS_LIMIT', 'unlimited'],
    ['REQUIRE_PASSWORD', 'maybe'],
    ['ALLOW_GUESTS', 'some'],
    ['INSTALL_REDIS', 'apt'],
    ['ALLOWED_CHANNELS', '#general'],
    ['ALLOWED_ROOMS', 'a/b'],
    ['CANARY_FILE', 'report.docx'],
    ['CANARY_FILE', '4821, 4822'],
    ['CANARY_FILE', 'https://other.example/doceditor?fileid=4821'],
    ['CANARY_FILE', 'https://acme.example/s/abc'],
    ['ADMIN_USERS', 'alice'],
    ['ENFORCEMENT', 'strict'],
    ['CLAIM_WINDOW', '0s'],
    ['CLAIM_WINDOW', '25h'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10'],
    ['BURST_WINDOW', '2'],
    ['WARN_BEFORE', 'a day before'],
    ['WARN_BEFORE', '-1h'],
    ['HISTORY_DAYS', '0'],
    ['HISTORY_DAYS', '90d'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s', (name, value) => {
    const found = faults({ [name]: value })
    expect(found.map(({ variable }) => variable)).toEqual([name])
    expect(found[0]?.expected).not.toMatch(/^expected|invalid|undefined/i)
  })

  it.each(['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'DOCSPACE_URL', 'DOCSPACE_API_KEY'])(
    'no %s',
    (name) => {
      expect(faults({ [name]: undefined })).toEqual([
        { variable: name, found: 'nothing', expected: expect.any(String) },
      ])
    },
  )

  it('all are named at once, those between variables too', () => {
    const env = {
      DOCSPACE_URL: 'acme',
      PORT: 'x',
      MIN_EXPIRY: '2d',
      MAX_EXPIRY: '1d',
      REQUIRE_PASSWORD: 'yes',
      POLICY_NOTICE: 'x'.repeat(1_001),
      LOG_LEVEL: 'loud',
      AUDIT_INTERVAL: 'soon',
    }
    expect(faulty(env, {}).sort()).toEqual(
      [
        'SLACK_BOT_TOKEN',
        'SLACK_SIGNING_SECRET',
        'DOCSPACE_API_KEY',
        'DOCSPACE_URL',
        'PORT',
        'MIN_EXPIRY',
        'ENCRYPTION_KEY',
        'POLICY_NOTICE',
        'LOG_LEVEL',
        'AUDIT_INTERVAL',
      ].sort(),
    )
  })

  it('are shown, cut to what can be read', () => {
    expect(faults({ ROLE: 'both' })[0]?.found).toBe('"both"')
    expect(faults({ ROLE: 'x'.repeat(5_000) })[0]?.found.length).toBeLessThan(100)
  })
})

describe('rules between variables', () => {
  it('a file is only held against a portal that is known', () => {
    const env = { CANARY_FILE: 'https://acme.example/doceditor?fileid=4821', DOCSPACE_URL: 'acme' }
    expect(faulty(env)).toEqual(['DOCSPACE_URL'])
  })

  it('the shortest life is not above the longest', () => {
    expect(faulty({ MIN_EXPIRY: '2d', MAX_EXPIRY: '1d' })).toEqual(['MIN_EXPIRY'])
    expect(faulty({ MIN_EXPIRY: '1d', MAX_EXPIRY: '1d' })).toEqual([])
    expect(faulty({ MIN_EXPIRY: '91d' })).toEqual(['MIN_EXPIRY'])
    expect(faulty({ MAX_EXPIRY: '59s' })).toEqual(['MIN_EXPIRY'])
  })

  it('a password cannot be demanded without a key to keep it', () => {
    expect(faulty({ REQUIRE_PASSWORD: 'true' })).toEqual(['ENCRYPTION_KEY'])
    expect(faulty({ REQUIRE_PASSWORD: 'false' })).toEqual([])
  })

  it('where there is a gate limits are exact, unless that is said otherwise', () => {
    const gate = { PUBLIC_URL: 'https://links.example', ENCRYPTION_KEY: KEY }
    const exact = { enforcement: 'exact' }
    expect(good(gate)).toMatchObject({ publicOrigin: 'https://links.example', policy: exact })
    expect(good({ ...gate, ENFORCEMENT: 'Watched' }).policy.enforcement).toBe('watched')
    expect(good({ ENFORCEMENT: 'exact' })).toMatchObject({ publicOrigin: null, policy: exact })
  })

  it('a password for every link, and exact links without a page that asks for it, would leave nothing to make', () => {
    const all = { REQUIRE_PASSWORD: 'true', ENCRYPTION_KEY: KEY, ENFORCEMENT: 'exact' }
    expect(faults(all)).toEqual([
      {
        variable: 'PUBLIC_URL',
        found: 'nothing',
        expected: expect.stringMatching(/REQUIRE_PASSWORD.*ENFORCEMENT/),
      },
    ])
    for (const more of [
      { PUBLIC_URL: 'https://links.example' },
      { ENFORCEMENT: 'watched' },
      { REQUIRE_PASSWORD: 'false' },
    ])
      expect(faulty({ ...all, ...more })).toEqual([])
  })

  it('a gate needs a key, since nobody could tell its addresses from guessed ones', () => {
    expect(faults({ ENCRYPTION_KEY_PREVIOUS: KEY })).toEqual([
      {
        variable: 'ENCRYPTION_KEY',
        found: 'nothing',
        expected: expect.stringContaining('ENCRYPTION_KEY_PREVIOUS'),
      },
    ])
    expect(faults({ PUBLIC_URL: 'https://links.example' })).toEqual([
      { variable: 'ENCRYPTION_KEY', found: 'nothing', expected: expect.stringContaining('PUBLIC_URL') },
    ])
  })

  it.each([
    'links.example',
    'https://links.example/d',
    'https://links.example/?a=b',
    'https://user@links.example',
    'http://links.example',
  ])('PUBLIC_URL=%s is no origin that visitors reach safely', (value) => {
    expect(faulty({ PUBLIC_URL: value, ENCRYPTION_KEY: KEY })).toEqual(['PUBLIC_URL'])
  })

  it('R5: one Redis is named by one setting, and sentinels with their master', () => {
    const [url, cluster, sentinels] = ['redis://a', 'a,b', 'a:26379']
    expect(faulty({ REDIS_URL: url, REDIS_CLUSTER: cluster })).toEqual(['REDIS_CLUSTER'])
    expect(faults({ REDIS_URL: url, REDIS_CLUSTER: cluster })[0]?.expected).toMatch(
      /^nothing, since REDIS_URL is set/,
    )
    const both = { REDIS_CLUSTER: cluster, REDIS_SENTINELS: sentinels, REDIS_SENTINEL_MASTER: 'm' }
    expect(faulty(both)).toEqual(['REDIS_SENTINELS'])
    expect(faulty({ REDIS_SENTINELS: sentinels })).toEqual(['REDIS_SENTINEL_MASTER'])
    expect(faulty({ REDIS_SENTINEL_MASTER: 'm' })).toEqual(['REDIS_SENTINELS'])
    expect(faulty({ REDIS_SENTINELS: sentinels, REDIS_SENTINEL_MASTER: 'redis://m:6379' })).toEqual([
      'REDIS_SENTINEL_MASTER',
    ])
  })

  it('R5: sentinels and their master are read, each with its own password or not', () => {
    const read = (master: string) =>
      good({ REDIS_SENTINELS: 'rediss://:pw@a,b:7000', REDIS_SENTINEL_MASTER: master }).redis
    const sentinels = { nodes: [node('a', 26_379), node('b', 7000)], tls: true, password: 'pw' }
    expect(read('my_master-1')).toEqual({ sentinels, master: { name: 'my_master-1' } })
    expect(read('redis://me:own@My_master/2')).toEqual({
      sentinels,
      master: { name: 'My_master', db: 2, tls: false, username: 'me', password: 'own' },
    })
  })

  it('an OAuth app of the portal has both halves, a public address and a key', () => {
    const half = { DOCSPACE_OAUTH_CLIENT_ID: 'an-id' }
    const app = { ...half, DOCSPACE_OAUTH_CLIENT_SECRET: 'a-secret' }
    expect(faulty(half)).toEqual(['DOCSPACE_OAUTH_CLIENT_SECRET', 'PUBLIC_URL', 'ENCRYPTION_KEY'])
    const other = { DOCSPACE_OAUTH_CLIENT_SECRET: 'a-secret', PUBLIC_URL: 'https://links.example.com' }
    expect(faulty(other).sort()).toEqual(['DOCSPACE_OAUTH_CLIENT_ID', 'ENCRYPTION_KEY'])
    expect(faulty(app)).toEqual(['PUBLIC_URL', 'ENCRYPTION_KEY'])
    const whole = {
      ...app,
      PUBLIC_URL: 'https://links.example.com',
      ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    }
    expect(good(whole).oauth).toEqual({ clientId: 'an-id', clientSecret: 'a-secret' })
  })

  it('variables of versions to come are named', () => {
    expect(good({ UPLOAD_ROOM: '118' }).unused).toEqual(['UPLOAD_ROOM'])
  })
})

describe('plain http', () => {
  it.each([
    'http://127.0.0.1:8092',
    'http://127.8.8.8',
    'http://localhost:8092',
    'http://portal.localhost',
    'http://[::1]:8092',
    'http://10.1.2.3',
    'http://172.16.0.1',
    'http://172.31.255.255',
    'http://192.168.1.2',
    'http://[fd00::1]',
    'http://[::ffff:10.0.0.1]',
    'http://portal',
    'http://portal:8092',
    'http://host.docker.internal:8092',
    'http://portal.local.',
    'http://0x7f.1',
  ])('%s is this machine or a private network: taken, and named', (address) => {
    expect(good({ DOCSPACE_URL: address }).plainHttp).toEqual(['DOCSPACE_URL'])
    expect(good({ SLACK_API_URL: `${address}/api/` }).plainHttp).toEqual(['SLACK_API_URL'])
    expect(good({ PUBLIC_URL: address, ENCRYPTION_KEY: KEY }).plainHttp).toEqual(['PUBLIC_URL'])
  })

  it('a fault says where it may be', () => {
    expect(faults({ DOCSPACE_URL: 'http://portal.invalid' })[0]).toEqual({
      variable: 'DOCSPACE_URL',
      found: '"http://portal.invalid"',
      expected:
        'an address without a path, such as https://acme.onlyoffice.com (http only on this machine or in a private network)',
    })
  })
})

describe('a name that is misspelt', () => {
  const UNKNOWN = 'a name that Sharelink does not know'
  const MISSPELT: [string, string][] = [
    ['DOCSPACE_AUDIT_APIKEY', 'DOCSPACE_AUDIT_API_KEY'],
    ['REQUIRED_PASSWORD', 'REQUIRE_PASSWORD'],
    ['REQUIRE_PASSWORDS', 'REQUIRE_PASSWORD'],
    ['REQUIRE_PASWORD', 'REQUIRE_PASSWORD'],
    ['REQUIRE_PASSOWRD', 'REQUIRE_PASSWORD'],
    ['REQUIRE-PASSWORD', 'REQUIRE_PASSWORD'],
    ['require_password', 'REQUIRE_PASSWORD'],
    ['ALLOWED_CHANNEL', 'ALLOWED_CHANNELS'],
    ['ADMIN_USER', 'ADMIN_USERS'],
    ['ON_BILND', 'ON_BLIND'],
    ['PUBLIC_URI', 'PUBLIC_URL'],
    ['POLICY_FIEL', 'POLICY_FILE'],
    ['ALLOW_GUEST', 'ALLOW_GUESTS'],
    ['AUDIT_INTERVALL', 'AUDIT_INTERVAL'],
    ['ENCRYPTION_KEYS', 'ENCRYPTION_KEY'],
    ['PORTS', 'PORT'],
    ['HOSTS', 'HOST'],
    ['ROLES', 'ROLE'],
  ]
  it.each(MISSPELT)('%s is refused wherever it stands', (typed, meant) => {
    const fault = { variable: typed, found: UNKNOWN, expected: `${meant}, if that is meant` }
    expect(faults({ [typed]: 'true' })).toEqual([fault])
    const read = readConfig(LEAST, { [typed]: 'true' })
    expect(read).toEqual({ ok: false, faults: [fault] })
    // In both places it is one fault.
    expect(readConfig({ ...LEAST, [typed]: 'true' }, { [typed]: 'true' })).toEqual(read)
  })

  it.each(['post', 'ROL', 'HOT'])('%s is refused in a file alone', (typed) => {
    expect(faulty({ [typed]: '1' })).toEqual([])
    expect(readConfig(LEAST, { [typed]: '1' }).ok).toBe(false)
  })

  it('an empty one is an unset one', () => {
    expect(faulty({ REQUIRE_PASSWORDS: ' ' })).toEqual([])
  })

  it('what an ordinary environment holds is not held against it', () => {
    const names = `HOME PATH PWD OLDPWD USER LOGNAME SHELL SHLVL TERM LANG LC_ALL TZ MAIL EDITOR HOSTNAME HOSTTYPE TMPDIR
      DISPLAY COLUMNS LINES PS1 _ CI DEBUG NODE_ENV NODE_OPTIONS NODE_VERSION NPM_CONFIG_LOGLEVEL npm_config_loglevel
      npm_lifecycle_event npm_package_name INIT_CWD INVOCATION_ID JOURNAL_STREAM NOTIFY_SOCKET STATE_DIRECTORY
      LOGS_DIRECTORY CREDENTIALS_DIRECTORY KUBERNETES_SERVICE_HOST KUBERNETES_PORT REDIS_HOST REDIS_PORT REDIS_PASSWORD
      REDIS_SERVICE_HOST REDIS_SERVICE_PORT REDIS_PORT_6379_TCP SHARELINK_PORT SHARELINK_SERVICE_HOST DYNO DATABASE_URL
      REDIS_TLS_URL HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy AWS_REGION AWS_ROLE_ARN GITHUB_ACTIONS COMPOSE_PROJECT_NAME
      SLACK_WEBHOOK_URL SLACK_TOKEN LOG_FORMAT PUBLIC_KEY BASE_URL API_KEY API_URL POST MODE CODE NODE ROOT TSX_DISABLE_CACHE`
    const env = Object.fromEntries(names.split(/\s+/).map((name) => [name, 'x']))
    expect(good(env)).toEqual(good())
  })

  it.each([
    ['SLACK_TOKEN', 'SLACK_BOT_TOKEN'],
    ['DOCSPACE_KEY', 'DOCSPACE_API_KEY'],
  ])('%s is further away: what is missing without it is named', (typed, meant) => {
    const { [meant]: value = '', ...others } = { ...LEAST } as Record<string, string>
    for (const read of [readConfig({ ...others, [typed]: value }), readConfig(others, { [typed]: value })]) {
      expect(read).toMatchObject({ ok: false, faults: [{ variable: meant, found: 'nothing' }] })
    }
  })

  it('what a file holds that is like none of ours is named in the log', () => {
    const read = readConfig(LEAST, { COMPOSE_PROJECT_NAME: 'x', POSTGRES_USER: '' })
    expect(read).toMatchObject({ ok: true, config: { unused: ['COMPOSE_PROJECT_NAME'] } })
  })
})

describe('secrets are never repeated', () => {
  const SECRET = 'hunter2-hunter2-hunter2'
  it.each([
    ['ENCRYPTION_KEY', SECRET],
    ['REDIS_URL', `https://:${SECRET}@redis.example`],
    ['REDIS_URL', SECRET],
  ])('%s', (name, value) => {
    const found = faults({ [name]: value })
    expect(found).toHaveLength(1)
    expect(JSON.stringify(found)).not.toContain('hunter2')
    expect(found[0]?.found).toBe(`a value of ${value.length} characters`)
  })

  it.each([
    ['SLACK_BOT_TOKEN', 'xoxp-hunter2', 'xoxp-'],
    ['SLACK_BOT_TOKEN', 'xoxe.xoxb-1-hunter2', 'xoxe.xoxb-'],
    ['SLACK_BOT_TOKEN', 'xapp-hunter2', 'xapp-'],
    ['SLACK_APP_TOKEN', 'xoxb-hunter2', 'xoxb-'],
    ['SLACK_SIGNING_SECRET', 'xoxb-hunter2', 'xoxb-'],
    ['DOCSPACE_API_KEY', 'Bearer sk-hunter2', 'Bearer'],
    ['DOCSPACE_API_KEY', "'sk-hunter2'", "'"],
  ])('of %s only how it begins, which is public', (name, value, prefix) => {
    expect(faults({ [name]: value })[0]?.found).toBe(
      `a value of ${value.length} characters that begins with ${prefix}`,
    )
  })

  it('nor when everything else is wrong too', () => {
    const secrets = Object.fromEntries(
      Object.keys(variables)
        .filter((name) => /TOKEN|SECRET|KEY|^REDIS/.test(name))
        .map((name) => [name, `${SECRET}-${name}`]),
    )
    const found = faults({ ...secrets, PORT: 'x', DOCSPACE_URL: 'x', MIN_EXPIRY: 'x' }, {})
    expect(found.length).toBeGreaterThan(3)
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })
})

describe('hard cases', () => {
  it('a worker needs no signing secret however its role is written', () => {
    expect(faulty({ SLACK_SIGNING_SECRET: '', ROLE: 'Worker' })).toEqual([])
  })

  it.each([
    ['a password in an address', 'DOCSPACE_URL', 'https://admin:hunter2@acme.example'],
    ['a token in the wrong place', 'PORT', 'xoxb-1-2-hunter2'],
  ])('%s is not repeated', (_, name, value) => {
    const found = faults({ [name]: value })
    expect(found).toHaveLength(1)
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })

  it('ids are taken in any case, and compared as Slack writes them', () => {
    expect(good({ ADMIN_USERS: 'u0abc' }).adminUsers).toEqual(['U0ABC'])
    expect(good({ ALLOWED_CHANNELS: 'c0abc' }).policy.allowedChannels).toEqual(['C0ABC'])
  })
})
