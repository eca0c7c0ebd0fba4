import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownRedisFindings } from '../../../src/doctor/own-redis.ts'
import { childEnv } from '../../../src/private-redis/child-env.ts'
import { checkServerVersion, findProgram, parseServerVersion } from '../../../src/private-redis/find-redis.ts'
import { obtainRedis } from '../../../src/private-redis/obtain-redis.ts'
import { type Installer, planRedisInstall } from '../../../src/private-redis/plan-redis-install.ts'
import { socketPlace } from '../../../src/private-redis/socket-place.ts'

describe('how Redis is installed', () => {
  const table: { has: Installer[]; as: 'root' | 'sudo' | 'user'; want: string }[] = [
    { has: ['apt-get'], as: 'root', want: 'apt-get: sh' },
    { has: ['apt-get'], as: 'sudo', want: 'apt-get: sudo -n sh' },
    { has: ['apt-get'], as: 'user', want: 'no-rights' },
    { has: ['dnf'], as: 'root', want: 'dnf: sh' },
    { has: ['dnf'], as: 'sudo', want: 'dnf: sudo -n sh' },
    { has: ['dnf'], as: 'user', want: 'no-rights' },
    { has: ['apk'], as: 'root', want: 'apk: apk' },
    { has: ['apk'], as: 'sudo', want: 'apk: sudo -n apk' },
    { has: ['apk'], as: 'user', want: 'no-rights' },
    { has: ['brew'], as: 'user', want: 'brew: brew' },
    { has: ['brew'], as: 'sudo', want: 'brew: brew' },
    { has: ['brew'], as: 'root', want: 'brew-refuses-root' },
    { has: ['apt-get', 'brew'], as: 'root', want: 'apt-get: sh' },
    { has: ['apt-get', 'brew'], as: 'user', want: 'brew: brew' },
    { has: [], as: 'root', want: 'no-installer' },
    { has: [], as: 'user', want: 'no-installer' },
  ]
  it.each(table)('$has as $as -> $want', ({ has, as, want }) => {
    const plan = planRedisInstall({
      installers: has,
      isRoot: as === 'root',
      sudoWithoutPassword: as === 'sudo',
    })
    const leading = plan.ok ? [plan.program, ...plan.args].slice(0, as === 'sudo' ? 3 : 1) : []
    const words = leading.filter((word) => ['sudo', '-n', 'sh', 'apk', 'brew'].includes(word))
    expect(plan.ok ? `${plan.installer}: ${words.join(' ')}` : plan.reason).toBe(want)
  })

  it('never lets apt start a system service, and waits for its locks', () => {
    const plan = planRedisInstall({ installers: ['apt-get'], isRoot: true, sudoWithoutPassword: false })
    const script = plan.ok ? (plan.args[1] ?? '') : ''
    expect(script).toMatch(/exit 101.*policy-rc\.d/)
    expect(script).toContain('DPkg::Lock::Timeout=120')
    expect(script).toContain('DEBIAN_FRONTEND=noninteractive')
  })
})

describe('what children are told of our surroundings', () => {
  const needed = { PATH: '/bin', HOME: '/home/x', TMPDIR: '/t', LANG: 'C.UTF-8', LC_ALL: 'C' }
  const way = {
    https_proxy: 'http://proxy:3128',
    HTTP_PROXY: 'http://proxy:3128',
    HOMEBREW_PREFIX: '/opt/homebrew',
  }
  const secret = {
    ...{
      SLACK_BOT_TOKEN: 'x',
      SLACK_SIGNING_SECRET: 'x',
      DOCSPACE_API_KEY: 'x',
      ENCRYPTION_KEY: 'x',
      REDIS_URL: 'x',
    },
    ...{ HOMEBREW_GITHUB_API_TOKEN: 'x', AWS_SECRET_ACCESS_KEY: 'x', NODE_OPTIONS: 'x', LD_PRELOAD: 'x' },
  }

  it('a server: what it needs', () => {
    expect(childEnv('server', { ...needed, ...way, ...secret })).toEqual(needed)
  })

  it('an installer: the way to its servers too, and never a secret', () => {
    expect(childEnv('installer', { ...needed, ...way, ...secret })).toEqual({ ...needed, ...way })
  })
})

describe('which version a server says it is', () => {
  it.each([
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=d81b8ff71cfb150e', [7, 0]],
    ['Redis server v=6.2.0 sha=00000000:0', [6, 2]],
    ['Valkey server v=8.0.1 sha=00000000:0', [8, 0]],
    ['Redis server v=255.255.255 sha=1', [255, 255]],
    ['something else', null],
  ])('%s', (text, want) => {
    expect(parseServerVersion(text)).toEqual(want)
  })
})

describe('programs on this machine', () => {
  let root = ''
  const fake = async (dir: string, name: string, body: string, mode = 0o755) => {
    await mkdir(join(root, dir), { recursive: true })
    const path = join(root, dir, name)
    await writeFile(path, `#!/bin/sh\n${body}\n`)
    await chmod(path, mode)
    return path
  }
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'find-redis-'))
  })
  afterAll(() => rm(root, { recursive: true }))

  it('takes the first name anywhere before the second, and only what can be run', async () => {
    await fake('a', 'sharelink-first', '', 0o644)
    await fake('a', 'sharelink-second', '')
    const wanted = await fake('b', 'sharelink-first', '')
    const path = [join(root, 'a'), join(root, 'b')].join(delimiter)
    expect(findProgram(['sharelink-first', 'sharelink-second'], path)).toBe(wanted)
    expect(findProgram(['sharelink-none'], path)).toBeNull()
  })

  it('takes the one that is there, and without one names every way out and installs none', async () => {
    const log = (line: string) => expect.unreachable(line)
    const valkey = await fake('only-valkey', 'valkey-server', '')
    const path = dirname(valkey)
    expect(await obtainRedis({ mayInstall: false, log, path })).toBe(valkey)
    const refused = await obtainRedis({ mayInstall: false, log, path: join(root, 'none') }).catch(
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({ name: 'PrivateRedisError', kind: 'missing' })
    const said = String(refused)
    for (const words of ['redis-server', 'valkey-server', 'PATH', '/usr/local/sbin'])
      expect(said).toContain(words)
    for (const way of ['package manager', 'REDIS_URL', '`npm run setup`', 'INSTALL_REDIS=yes'])
      expect(said).toContain(way)
  })

  it('the doctor says the same of it, and whether the start would try to install one', async () => {
    const none = join(root, 'none')
    expect(await ownRedisFindings(false, none)).toMatchObject([
      { verdict: 'fail', remedy: expect.stringMatching(/REDIS_URL.*npm run setup.*INSTALL_REDIS=yes/) },
    ])
    expect(await ownRedisFindings(true, none)).toMatchObject([
      { verdict: 'warn', found: expect.stringContaining('INSTALL_REDIS') },
    ])
  })

  it('refuses a server older than 6.2 by its version and takes 6.2', async () => {
    const old = await fake('old', 'redis-server', 'echo Redis server v=6.0.16 sha=0')
    const young = await fake('young', 'redis-server', 'echo Redis server v=6.2.14 sha=0')
    await expect(checkServerVersion(old)).rejects.toThrow(/6\.0; 6\.2 is needed[\s\S]*REDIS_URL/)
    await expect(checkServerVersion(young)).resolves.toBeUndefined()
  })

  it('says so when the program does not run', async () => {
    const broken = await fake('broken', 'redis-server', 'exit 1')
    await expect(checkServerVersion(broken)).rejects.toMatchObject({
      name: 'PrivateRedisError',
      kind: 'failed',
    })
  })
})

describe('where the socket goes', () => {
  it('goes into the folder while the path fits', () => {
    const dir = `/${'d'.repeat(91)}`
    expect(socketPlace(dir)).toEqual({ socketPath: `${dir}/redis.sock`, temporaryDir: null })
  })

  it('goes elsewhere one byte later, counted in bytes', async () => {
    for (const dir of [`/${'d'.repeat(92)}`, `/${'é'.repeat(46)}`]) {
      const place = socketPlace(dir)
      expect(Buffer.byteLength(place.socketPath)).toBeLessThanOrEqual(103)
      expect(place.temporaryDir).not.toBeNull()
      await rm(place.temporaryDir ?? '', { recursive: true })
    }
  })
})
