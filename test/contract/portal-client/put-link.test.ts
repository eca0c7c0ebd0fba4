import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  failureOf,
  good,
  IMPATIENT,
  LINK_ID,
  LINKS,
  linkRequest,
  linkRow,
  NOWHERE,
  PASSWORD,
  type PortalPair,
  refused,
  startPortalPair,
  TOKEN,
} from './portal-fixture.ts'

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair()
})
afterEach(() => pair.close())

it('sends the whole link and gives the one that was made', async () => {
  pair.server.on(`PUT ${LINKS}`, good(linkRow()))
  const made = await pair.portal.putLink(linkRequest())
  expect(made).toEqual({
    id: LINK_ID,
    title: 'Slack #general - anna - K7Q2',
    access: 2,
    shareLink: 'https://acme.example/s/xW9K_fnb8vh3GHq',
    requestToken: TOKEN,
    expiresAt: Date.UTC(2026, 7, 1, 12),
    internal: false,
    denyDownload: false,
    primary: false,
    isExpired: false,
    hasPassword: false,
  })
  expect(pair.server.hits).toMatchObject([{ method: 'PUT', headers: { 'content-type': 'application/json' } }])
  expect(pair.server.hits[0]?.body).toEqual({
    linkId: LINK_ID,
    access: 2,
    primary: false,
    internal: false,
    denyDownload: false,
    title: 'Slack #general - anna - K7Q2',
    expirationDate: '2026-08-01T12:00:00.000Z',
  })
})

it('sends a password and a denied download when there are such, and a title that fits', async () => {
  pair.server.on(`PUT ${LINKS}`, good(linkRow({ password: PASSWORD, denyDownload: true })))
  const title = `${'t'.repeat(254)}📄`
  const made = await pair.portal.putLink(linkRequest({ password: PASSWORD, denyDownload: true, title }))
  expect(pair.server.hits[0]?.body).toMatchObject({
    password: PASSWORD,
    denyDownload: true,
    title: 't'.repeat(254),
  })
  expect(made).toMatchObject({ hasPassword: true, denyDownload: true })
  expect(JSON.stringify(made)).not.toContain(PASSWORD)
})

it('writes what was closed further in the portal as it is there, the password too', async () => {
  const closed = linkRow({ password: PASSWORD, internal: true, denyDownload: true })
  pair.server.on(`GET ${LINKS}`, good([linkRow({ id: 'another', password: 'another-1A!' }), closed]))
  pair.server.on(`PUT ${LINKS}`, good(closed))
  const made = await pair.portal.putLink(
    linkRequest({ password: { kept: true }, internal: true, denyDownload: true }),
  )
  expect(pair.server.hits.at(-1)?.body).toMatchObject({
    password: PASSWORD,
    internal: true,
    denyDownload: true,
  })
  expect(JSON.stringify(made)).not.toContain(PASSWORD)
})

it('writes nothing where the password that is to be kept is gone', async () => {
  pair.server.on(`GET ${LINKS}`, good([linkRow()]))
  const error = await failureOf(pair.portal.putLink(linkRequest({ password: { kept: true } })))
  expect(error).toMatchObject({ kind: 'unavailable' })
  expect(pair.server.hits.map(({ method }) => method)).toEqual(['GET'])
})

it('reports what the portal made, not what was asked for', async () => {
  pair.server.on(`PUT ${LINKS}`, good(linkRow({ expirationDate: undefined, internal: true })))
  expect(await pair.portal.putLink(linkRequest())).toMatchObject({ expiresAt: null, internal: true })
})

it.each([
  ['without response, as when nothing was made', good()],
  ['with the older name only, and no link in it', good({ access: 2, sharedTo: { name: 'x' } })],
  ['without a key', good(linkRow({ requestToken: undefined }))],
  ['with a key that no address could carry', good(linkRow({ requestToken: 'k'.repeat(9_000) }))],
  [
    'with an address of any length',
    good(linkRow({ shareLink: `https://acme.example/s/${'k'.repeat(9_000)}` })),
  ],
  ['without an address', good(linkRow({ shareLink: null }))],
  ['with a date that is none', good(linkRow({ expirationDate: 'soon', password: PASSWORD }))],
  ['with a date in no zone', good(linkRow({ expirationDate: '2026-08-01T12:00:00' }))],
])('an answer %s is a bad response, and is not asked for again', async (_, answer) => {
  pair.server.on(`PUT ${LINKS}`, answer)
  const error = await failureOf(pair.portal.putLink(linkRequest({ password: PASSWORD })))
  expect(error).toMatchObject({ kind: 'bad-response', status: 200 })
  expect(pair.server.hits).toHaveLength(1)
})

it('reads sharedTo where there is no sharedLink', async () => {
  const { sharedLink, ...row } = linkRow()
  pair.server.on(`PUT ${LINKS}`, good({ ...row, sharedTo: sharedLink }))
  expect(await pair.portal.putLink(linkRequest())).toMatchObject({ id: LINK_ID })
})

describe('trying again', () => {
  it.each([
    ['the connection dropped', { fault: 'drop' } as const],
    ['the answer was cut off', { fault: 'cut', body: `{"response":"${TOKEN}` } as const],
    ['500', refused(500)],
    ['503', { status: 503, body: TOKEN }],
    ['429 without a word when', { status: 429 }],
    ['429 with a rest of no length', { status: 429, headers: { 'retry-after': '0' } }],
  ])('under the same link id after: %s', async (_, fault) => {
    pair.server.on(`PUT ${LINKS}`, fault, good(linkRow()))
    expect(await pair.portal.putLink(linkRequest())).toMatchObject({ id: LINK_ID })
    expect(pair.server.hits).toHaveLength(2)
    expect(pair.server.hits[1]?.body).toEqual(pair.server.hits[0]?.body)
  })

  it.each([400, 401, 402, 403, 404, 415])('not after %d', async (status) => {
    pair.server.on(`PUT ${LINKS}`, { status })
    expect(await failureOf(pair.portal.putLink(linkRequest({ password: PASSWORD })))).toMatchObject({
      status,
    })
    expect(pair.server.hits).toHaveLength(1)
  })

  it('under the same link id when there was no answer in time', async () => {
    const hasty = await startPortalPair({ ...IMPATIENT, budgetMs: 5_000 })
    hasty.server.on(`PUT ${LINKS}`, { fault: 'hang' }, good(linkRow()))
    expect(await hasty.portal.putLink(linkRequest())).toMatchObject({ id: LINK_ID })
    const [first, ...again] = hasty.server.hits.map((hit) => hit.body)
    expect(again.length).toBeGreaterThan(0)
    for (const body of again) expect(body).toEqual(first)
    await hasty.close()
  })

  it('ends with the budget, in the last error', async () => {
    const hasty = await startPortalPair(IMPATIENT)
    hasty.server.on(`PUT ${LINKS}`, { status: 500 }, { fault: 'hang' })
    const begun = performance.now()
    const error = await failureOf(hasty.portal.putLink(linkRequest({ password: PASSWORD })))
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect(error).toMatchObject({ kind: 'unavailable', status: null, late: true, unsure: true })
    await hasty.close()
  })

  it.each([
    ['a time-out', { fault: 'hang' }, { status: 429 }, true],
    ['a dropped connection', { fault: 'drop' }, { status: 429 }, true],
    ['503', { status: 503 }, { status: 403 }, true],
    ['429', { status: 429 }, { status: 403 }, false],
  ] as const)('%s before the last error: the link may be there: %s', async (_, first, last, unsure) => {
    const hasty = await startPortalPair({ ...IMPATIENT, budgetMs: 5_000 })
    hasty.server.on(`PUT ${LINKS}`, first, { ...last, headers: { 'retry-after': '60' } })
    const error = await failureOf(hasty.portal.putLink(linkRequest()))
    expect(error).toMatchObject({ status: last.status, late: false, unsure })
    await hasty.close()
  })

  it('a portal that is not there was never asked', async () => {
    const absent = await startPortalPair({}, undefined, NOWHERE)
    expect(await failureOf(absent.portal.putLink(linkRequest()))).toMatchObject({
      kind: 'unavailable',
      late: false,
      unsure: false,
    })
    await absent.close()
  })

  it('waits as long as Retry-After says when that fits', async () => {
    pair.server.on(`PUT ${LINKS}`, { status: 429, headers: { 'retry-after': '1' } }, good(linkRow()))
    const begun = performance.now()
    await pair.portal.putLink(linkRequest())
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990)
  })

  it.each([
    ['59', 59_000],
    ['60', 60_000],
    ['61', 60_000],
    ['99999999999999999999', 60_000],
  ])('gives up at once when Retry-After (%s) is beyond the budget', async (retryAfter, retryAfterMs) => {
    pair.server.on(`PUT ${LINKS}`, { status: 429, headers: { 'retry-after': retryAfter } })
    const error = await failureOf(pair.portal.putLink(linkRequest()))
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs, status: 429 })
    expect(pair.server.hits).toHaveLength(1)
  })
})
