import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPortal } from '../../../src/portal/portal.ts'
import {
  API_KEY,
  AUDIT,
  AUDIT_KEY,
  aBudget,
  FILE,
  FIRST,
  failureOf,
  good,
  IMPATIENT,
  LINK_ID,
  LINKS,
  linkRequest,
  linkRow,
  PASSWORD,
  type PortalPair,
  SELF,
  startPortalPair,
  TOKEN,
} from './portal-fixture.ts'

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair({ bodyBytes: 20_000 })
})
afterEach(() => pair.close())

describe('reads', () => {
  it.each([
    ['file', FILE, () => pair.portal.file('4821'), good({ id: 4821, title: 'x' })],
    ['links', LINKS, () => pair.portal.links('4821'), good([])],
    ['folder', '/api/2.0/files/9', () => pair.portal.folderPath('9'), good({ pathParts: [] })],
    ['audit', AUDIT, () => pair.portal.downloadsSince(Date.UTC(2026, 6, 14)), good([])],
  ] as const)('%s: tried again after a drop, 502 and 429', async (_, path, read, answer) => {
    pair.server.on(`GET ${path}`, { fault: 'drop' }, { status: 502 }, { status: 429 }, answer)
    await read()
    expect(pair.server.hits).toHaveLength(4)
  })

  it('give up at once when Retry-After is absurd', async () => {
    pair.server.on(`GET ${FILE}`, { status: 429, headers: { 'retry-after': '9'.repeat(30) } })
    const error = await failureOf(pair.portal.file('4821'))
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
    expect(pair.server.hits).toHaveLength(1)
  })

  it('end within the budget when the portal never answers', async () => {
    const hasty = await startPortalPair(IMPATIENT)
    hasty.server.on(`GET ${FILE}`, { fault: 'hang' })
    const begun = performance.now()
    expect((await failureOf(hasty.portal.file('4821'))).kind).toBe('unavailable')
    expect(performance.now() - begun).toBeLessThan(3_000)
    await hasty.close()
  })

  it('refuse an answer that is too large, once', async () => {
    pair.server.on(
      `GET ${LINKS}`,
      good(Array.from({ length: 90 }, () => linkRow({ title: 'x'.repeat(300) }))),
    )
    expect((await failureOf(pair.portal.links('4821'))).kind).toBe('bad-response')
    expect(pair.server.hits).toHaveLength(1)
  })
})

it('keeps all writes together under the portal’s limit at a time, and has room for ends behind any number', async () => {
  let release = (): void => undefined
  const after = new Promise<void>((resolve) => {
    release = resolve
  })
  let open = 0
  let most = 0
  let full = (): void => undefined
  const allTaken = new Promise<void>((resolve) => {
    full = resolve
  })
  const finish = (): void => {
    open -= 1
  }
  const roomy = await startPortalPair({ budgetMs: 5_000, writeAttemptMs: 5_000 })
  roomy.server.on(`PUT ${LINKS}`, () => {
    open += 1
    most = Math.max(most, open)
    if (open === 13) full()
    return { ...good(linkRow()), after: after.then(finish) }
  })
  roomy.server.on(`GET ${LINKS}`, good([]))
  const made = Array.from({ length: 30 }, () => roomy.portal.putLink(linkRequest()))
  const ended = Array.from({ length: 9 }, () => roomy.portal.endLink('4821', LINK_ID, FIRST))
  await allTaken
  release()
  await Promise.all([...made, ...ended])
  expect(most).toBe(13)
  expect(roomy.server.hitsOf('PUT')).toHaveLength(39)
  await roomy.close()
})

it.each(['downloadsSince', 'viewsSince', 'changesSince'] as const)(
  '%s: read while every other connection hangs',
  async (kind) => {
    const roomy = await startPortalPair()
    roomy.server.on(`GET ${FILE}`, { fault: 'hang' })
    roomy.server.on(`GET ${AUDIT}`, good([]))
    const hanging = Array.from({ length: 30 }, () => roomy.portal.file('4821').catch(() => null))
    expect(await roomy.portal[kind](Date.UTC(2026, 6, 14))).toEqual([])
    await roomy.close()
    await Promise.all(hanging)
  },
)

it('asks for the trail again soon, however long the portal wants to be left alone', async () => {
  const told: (number | null)[] = []
  const limited = await startPortalPair(
    { longestInsistentPauseMs: 10 },
    aBudget({ refused: async (ms) => void told.push(ms) }),
  )
  const busy = { status: 429, headers: { 'retry-after': '50' } }
  limited.server.on(`GET ${AUDIT}`, busy, good([]), busy, good([]))
  expect(await limited.portal.downloadsSince(Date.UTC(2026, 6, 14))).toEqual([])
  expect(await limited.portal.viewsSince(Date.UTC(2026, 6, 14))).toEqual([])
  expect(told).toEqual([50_000, 50_000])
  await limited.close()
})

it('says nothing about keys, addresses and passwords when the answer is not HTTP', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end(`HTTP/1.1 200 OK\r\nbroken ${TOKEN} ${PASSWORD}\r\n\r\n`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const options = { origin, apiKey: API_KEY, auditApiKey: AUDIT_KEY, now: () => 0, random: () => 0 }
  const portal = createPortal(options)
  expect((await failureOf(portal.putLink(linkRequest({ password: PASSWORD })))).kind).toBe('bad-response')
  await portal.close()
  server.close()
})

it('says nothing about a key that cannot be sent', async () => {
  const apiKey = `${API_KEY}\nx`
  const options = {
    origin: pair.server.origin,
    apiKey,
    auditApiKey: AUDIT_KEY,
    now: () => 0,
    random: () => 0,
  }
  const portal = createPortal(options)
  expect((await failureOf(portal.ping())).kind).toBe('rejected')
  expect(pair.server.hits).toEqual([])
  await portal.close()
})

describe('close', () => {
  it('lets what is under way finish, and takes nothing more', async () => {
    let release = (): void => undefined
    const after = new Promise<void>((resolve) => {
      release = resolve
    })
    const arrived = new Promise<void>((resolve) => {
      pair.server.on(`GET ${SELF}`, () => {
        resolve()
        return { ...good({}), after }
      })
    })
    const ping = pair.portal.ping()
    await arrived
    const closed = pair.portal.close()
    release()
    await ping
    await closed
    expect((await failureOf(pair.portal.ping())).kind).toBe('unavailable')
    expect(pair.server.hits).toHaveLength(1)
  })

  it('ends a pause at once, with the error that led to it', async () => {
    const patient = await startPortalPair({ budgetMs: 60_000, firstPauseMs: 50_000, longestPauseMs: 50_000 })
    const arrived = new Promise<void>((resolve) => {
      patient.server.on(`GET ${FILE}`, () => {
        resolve()
        return { status: 503 }
      })
    })
    const failure = failureOf(patient.portal.file('4821'))
    await arrived
    await patient.close()
    expect(await failure).toMatchObject({ kind: 'unavailable', status: 503 })
  })

  it('cuts off what hangs and what waits for a connection behind it', async () => {
    const hung = await startPortalPair({ closeMs: 30, budgetMs: 60_000, readAttemptMs: 60_000 })
    const arrived = new Promise<void>((resolve) => {
      hung.server.on(`GET ${FILE}`, () => {
        resolve()
        return { fault: 'hang' }
      })
    })
    const failures = Array.from({ length: 30 }, () => failureOf(hung.portal.file('4821')))
    await arrived
    await hung.close()
    for (const { kind } of await Promise.all(failures)) expect(kind).toBe('unavailable')
  })

  it('cuts off what hangs, after a while', async () => {
    const hung = await startPortalPair({ closeMs: 30, budgetMs: 60_000, readAttemptMs: 60_000 })
    const arrived = new Promise<void>((resolve) => {
      hung.server.on(`GET ${FILE}`, () => {
        resolve()
        return { fault: 'hang' }
      })
    })
    const failure = failureOf(hung.portal.file('4821'))
    await arrived
    await hung.close()
    expect((await failure).kind).toBe('unavailable')
  })
})

it.each([
  ['7200', 'used-up', 7_200_000],
  ['60', 'rate-limited', 60_000],
  ['9'.repeat(30), 'rate-limited', 60_000],
])('takes a write that is refused with Retry-After %s for %s', async (after, kind, retryAfterMs) => {
  const busy = { status: 429, headers: { 'retry-after': after } }
  pair.server.on(`PUT ${LINKS}`, busy)
  pair.server.on(`GET ${FILE}`, busy)
  expect(await failureOf(pair.portal.endLink('4821', LINK_ID, FIRST))).toMatchObject({ kind, retryAfterMs })
  expect((await failureOf(pair.portal.file('4821'))).kind).toBe('rate-limited')
})
