import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { USERS } from '../../../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../../../sandbox/portal/server.ts'
import type { Portal } from '../../../../sandbox/portal/types.ts'
import { createAuthorizationServer } from '../../../../src/portal/authorization-server.ts'
import { createAccounts } from '../../../../src/store/accounts.ts'
import { createKeys } from '../../../../src/store/keys.ts'
import { createOAuthPosts } from '../../../../src/store/oauth-posts.ts'
import { createVault } from '../../../../src/store/vault.ts'
import { accessTokens } from '../../../../src/use-cases/identity/access-tokens.ts'
import { dropAccountsOf } from '../../../../src/use-cases/identity/drop-account.ts'
import { type CrashPoint, createCrashing } from '../../../support/test-world.ts'

const CALLBACK = 'https://links.example.com/docspace/oauth/callback'
const ALICE = { team: 'T0SHARE', userId: 'U0ALICE' }
const HOUR = 60 * 60_000
const SILENT = { info: () => {}, warn: () => {}, error: () => {} }

let portal: Portal
let redis: Redis
let namespace: string
let ahead: number
const now = () => Date.now() + ahead

beforeEach(async () => {
  ahead = 0
  namespace = `test:${randomUUID()}`
  redis = new Redis({ path: inject('redisSocket') })
  const started = await startPortal({ now: () => new Date(now()) })
  portal = started
  portal.addOAuthClient({ id: 'client', secret: 'secret', redirectUris: [CALLBACK] })
  onTestFinished(async () => {
    redis.disconnect()
    await started.close()
  })
})

/** One process. */
const aProcess = () => {
  const keys = createKeys(namespace)
  const vault = createVault(Buffer.alloc(32, 7))
  const accounts = createAccounts(redis, keys, { vault, clientId: 'client' })
  const takePost = createOAuthPosts(redis, keys)
  const server = createAuthorizationServer({
    origin: portal.url,
    clientId: 'client',
    clientSecret: 'secret',
    redirectUri: CALLBACK,
    takePost: (use) => takePost(use, now()),
    whose: async () => ({ id: USERS.member, name: 'Mark Member' }),
    now,
  })
  onTestFinished(() => server.close())
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20)))
  return { accounts, server, tokens: accessTokens({ accounts, server, now, pause, log: SILENT }) }
}

/** The person allows it; gives what the portal answers their browser. */
const allow = async ({
  server,
}: ReturnType<typeof aProcess>): Promise<{ answer: URLSearchParams; verifier: string }> => {
  const verifier = randomUUID() + randomUUID()
  const asked = new URL(await server.authorizeAddress({ state: 'S', verifier })).searchParams
  const given = await fetch(`${portal.url}/oauth2/authorize`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `asc_auth_key=${portal.signIn(USERS.member)}`, 'x-real-ip': '198.51.100.9' },
    body: new URLSearchParams({ ...Object.fromEntries(asked), answer: 'allow' }),
  })
  return { answer: new URL(given.headers.get('location') ?? '').searchParams, verifier }
}

const connect = async (process: ReturnType<typeof aProcess>) => {
  const { answer, verifier } = await allow(process)
  const tokens = await process.server.exchange(answer, { state: 'S', verifier })
  const account = { id: USERS.member, name: 'Mark Member', owner: ALICE, tokens, until: tokens.until }
  expect(await process.accounts.link(account)).toEqual({ ok: true, before: null })
  return tokens
}

/** Whose the portal says a token is; null: it takes it not. */
const whoseToken = async (token: string): Promise<string | null> => {
  const answer = await fetch(`${portal.url}/api/2.0/people/@self`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return answer.ok ? ((await answer.json()) as { response: { id: string } }).response.id : null
}

const isTaken = async (token: string): Promise<boolean> =>
  (await fetch(`${portal.url}/api/2.0/people/@self`, { headers: { authorization: `Bearer ${token}` } })).ok

const refreshes = () =>
  portal.requests({ path: '/oauth2/token', body: { grant_type: 'refresh_token' } }).length

describe('a token', () => {
  it('is used as long as it lasts, and refreshed only then', async () => {
    const one = aProcess()
    const { access } = await connect(one)
    expect(await one.tokens.fresh(USERS.member)).toBe(access)
    expect(refreshes()).toBe(0)
    ahead = HOUR
    const next = await one.tokens.fresh(USERS.member)
    expect(next).not.toBe(access)
    expect([await isTaken(next), refreshes()]).toEqual([true, 1])
  })

  it('T34: two processes that refresh at once make one refresh, and both are connected', async () => {
    const [one, other] = [aProcess(), aProcess()]
    await connect(one)
    ahead = HOUR
    portal.fault({ path: '/oauth2/token', action: { kind: 'slow', ms: 300, when: 'after' } })
    const all = [one, other, one, other].map(({ tokens }) => tokens.fresh(USERS.member))
    const found = new Set(await Promise.all(all))
    expect([found.size, refreshes()]).toEqual([1, 1])
    expect(await isTaken([...found][0] ?? '')).toBe(true)
  })

  it('T34: a refresh whose answer was lost in a crash leaves the member told, and nobody with a token', async () => {
    const one = aProcess()
    await connect(one)
    ahead = HOUR
    // The portal has carried it out; its answer is lost with the process.
    portal.fault({ path: '/oauth2/token', action: { kind: 'drop', when: 'after' } })
    await expect(one.tokens.fresh(USERS.member)).rejects.toMatchObject({ kind: 'unavailable' })
    expect((await one.accounts.get(USERS.member))?.refreshingSince).not.toBeNull()
    await expect(aProcess().tokens.fresh(USERS.member)).rejects.toMatchObject({ kind: 'no-account' })
    expect(await one.accounts.of(ALICE)).toMatchObject({ tokens: null, owner: ALICE })
    // Connected again, all is well.
    const { answer, verifier } = await allow(one)
    const tokens = await one.server.exchange(answer, { state: 'S', verifier })
    await one.accounts.link({ id: USERS.member, name: 'Mark', owner: ALICE, tokens, until: tokens.until })
    expect(await one.tokens.fresh(USERS.member)).toBe(tokens.access)
  })

  it('T34: killed at any call of a refresh, the member is connected or told so, and nobody has another one’s token', async () => {
    const one = aProcess()
    const bob = { team: 'T0SHARE', userId: 'U0BOB' }
    const theirs = { access: 'of Bob alone', refresh: 'of Bob alone, too' }
    const until = now() + 1_000 * HOUR
    await one.accounts.link({ id: USERS.admin, name: 'Adam', owner: bob, tokens: theirs, until })
    /** A process that dies there, begun where the token is over; what it has called. */
    const refreshAndDie = async (point: CrashPoint | null): Promise<string[]> => {
      const crashing = createCrashing(point)
      const { lock } = one.accounts
      const accounts = crashing.port('store', {
        ...one.accounts,
        lock: async (id: string) => {
          const unlock = await lock(id)
          return unlock === null ? null : crashing.call('store.unlock', unlock)
        },
      })
      const server = crashing.port('portal', { refresh: one.server.refresh, revoke: one.server.revoke })
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5)))
      const tokens = accessTokens({ accounts, server, now, pause, log: SILENT })
      await tokens.fresh(USERS.member).catch(() => undefined)
      return crashing.calls
    }
    const reconnect = async () => {
      // The portal takes few POSTs in a minute.
      ahead += 2 * HOUR
      const before = await one.accounts.of(ALICE)
      if (before !== null) await one.accounts.remove(before)
      await connect(one)
      ahead += HOUR
    }
    await reconnect()
    const calls = await refreshAndDie(null)
    expect(calls).toEqual([
      ...[
        'store.get',
        'store.lock',
        'store.get',
        'store.save',
        'portal.refresh',
        'store.save',
        'store.unlock',
      ],
    ])
    const lost: string[] = []
    for (const [index, call] of calls.entries())
      for (const when of ['before', 'after'] as const) {
        await reconnect()
        await refreshAndDie({ at: index + 1, when })
        // Its lock runs out.
        await redis.del(createKeys(namespace).accountLock('client', USERS.member))
        const next = aProcess()
        const found = await next.tokens.fresh(USERS.member).catch((error: { kind: string }) => error.kind)
        const row = await next.accounts.of(ALICE)
        if (found === 'no-account') {
          lost.push(`${when} ${index + 1} ${call}`)
          // From here on whatever they ask for is answered by "Connect your DocSpace account first".
          expect(row).toMatchObject({ tokens: null, owner: ALICE })
        } else {
          expect(row?.tokens?.access).toBe(found)
          expect(await whoseToken(found)).toBe(USERS.member)
        }
        expect(await next.tokens.fresh(USERS.admin)).toBe(theirs.access)
      }
    expect(lost).toEqual(['after 5 portal.refresh', 'before 6 store.save'])
  })

  it.each(['drop', 'slow'] as const)('survives a portal that was not reached (%s)', async (kind) => {
    const one = aProcess()
    await connect(one)
    ahead = HOUR
    const action =
      kind === 'drop' ? ({ kind, when: 'before' } as const) : ({ kind: 'status', status: 503 } as const)
    portal.fault({ path: '/oauth2/token', action })
    await expect(one.tokens.fresh(USERS.member)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await isTaken(await one.tokens.fresh(USERS.member))).toBe(true)
  })

  it('T34: a second connect kills the first tokens, and the ones that come of it are used', async () => {
    const one = aProcess()
    await connect(one)
    const { answer, verifier } = await allow(one)
    const second = await one.server.exchange(answer, { state: 'S', verifier })
    const row = await one.accounts.get(USERS.member)
    if (row === null) throw new Error('not connected')
    // A process still has the first ones: refused, it finds the newer ones in the store.
    await one.accounts.save(row, { tokens: second, until: second.until })
    expect(await one.tokens.fresh(USERS.member, row.tokens?.access)).toBe(second.access)
    expect([await isTaken(second.access), refreshes()]).toEqual([true, 0])
  })

  it('T34: a code works once', async () => {
    const one = aProcess()
    const { answer, verifier } = await allow(one)
    await one.server.exchange(answer, { state: 'S', verifier })
    await expect(one.server.exchange(answer, { state: 'S', verifier })).rejects.toMatchObject({
      kind: 'unauthorized',
    })
    await expect(one.server.exchange(answer, { state: 'other', verifier })).rejects.toMatchObject({
      kind: 'bad-response',
    })
  })

  it('disconnected while it is refreshed, it is nobody’s', async () => {
    const one = aProcess()
    await connect(one)
    ahead = HOUR
    portal.fault({ path: '/oauth2/token', action: { kind: 'slow', ms: 200, when: 'after' } })
    const refreshing = one.tokens.fresh(USERS.member)
    refreshing.catch(() => {})
    await expect.poll(async () => (await one.accounts.get(USERS.member))?.refreshingSince).not.toBeNull()
    const row = await one.accounts.get(USERS.member)
    if (row === null) throw new Error('not connected')
    expect(await one.accounts.remove(row)).toBe(true)
    await expect(refreshing).rejects.toMatchObject({ kind: 'no-account' })
    await expect.poll(() => portal.state.oauthGrants).toEqual([])
    expect(await one.accounts.of(ALICE)).toBeNull()
  })

  it('keeps within the POSTs that the portal takes in a minute', async () => {
    const one = aProcess()
    await connect(one)
    for (let n = 0; n < 12; n++) await one.server.refresh('none').catch(() => undefined)
    expect(portal.requests({ path: '/oauth2/token' }).map(({ status }) => status)).not.toContain(429)
    await expect(one.server.refresh('none')).rejects.toMatchObject({ kind: 'rate-limited', notAsked: true })
  })
})

describe('an account', () => {
  it('has one owner, and nothing of it can be read in the store', async () => {
    const one = aProcess()
    const tokens = await connect(one)
    const bob = { team: 'T0SHARE', userId: 'U0BOB' }
    const account = { id: USERS.member, name: 'Mark', tokens, until: tokens.until }
    expect(await one.accounts.link({ ...account, owner: bob })).toEqual({ ok: false, reason: 'taken' })
    expect(await one.accounts.of(bob)).toBeNull()
    // The same tokens under another name, by somebody who can write to the store.
    const keys = createKeys(namespace)
    await redis.copy(keys.account('client', USERS.member), keys.account('client', USERS.admin))
    await redis.set(keys.accountOf('client', bob.team, bob.userId), USERS.member)
    expect(await one.accounts.get(USERS.admin)).toBeNull()
    expect(await one.accounts.of(bob)).toBeNull()
    const stored = JSON.stringify(await redis.hgetall(keys.account('client', USERS.member)))
    for (const secret of [tokens.access, tokens.refresh]) expect(stored).not.toContain(secret)
  })

  it('of each member of a workspace that removes the app goes, at the portal too, and no other', async () => {
    const one = aProcess()
    await connect(one)
    const [tokens, until] = [{ access: 'of others', refresh: 'of others, too' }, now() + HOUR]
    const bob = { team: 'T0OTHER', userId: 'U0BOB' }
    await one.accounts.link({ id: USERS.admin, name: 'Adam', owner: bob, tokens, until })
    await dropAccountsOf(one)(ALICE.team)
    expect([await one.accounts.of(ALICE), await one.accounts.get(USERS.member)]).toEqual([null, null])
    expect(portal.state.oauthGrants).toEqual([])
    expect(await one.accounts.of(bob)).toMatchObject({ tokens })
    // Where the portal does not answer, it goes here all the same.
    const server = { revoke: () => Promise.reject(new Error('no answer')) }
    await dropAccountsOf({ accounts: one.accounts, server })(bob.team)
    expect(await one.accounts.of(bob)).toBeNull()
  })

  it('gives way to another one of the same member', async () => {
    const one = aProcess()
    const tokens = await connect(one)
    const next = { id: USERS.admin, name: 'Adam', owner: ALICE, tokens, until: tokens.until }
    expect(await one.accounts.link(next)).toMatchObject({ ok: true, before: { id: USERS.member } })
    expect(await one.accounts.of(ALICE)).toMatchObject({ id: USERS.admin })
  })
})
