import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  FIRST,
  failureOf,
  good,
  LINK_ID,
  LINKS,
  linkRow,
  type PortalPair,
  problem,
  refused,
  startPortalPair,
} from './portal-fixture.ts'

let pair: PortalPair
beforeEach(async () => {
  pair = await startPortalPair()
})
afterEach(() => pair.close())

const other = linkRow({ id: 'another' })

it('sends the two members that delete, and looks afterwards', async () => {
  pair.server.on(`PUT ${LINKS}`, good())
  pair.server.on(`GET ${LINKS}`, good([other]))
  await pair.portal.deleteLink('4821', LINK_ID)
  expect(pair.server.hits.map((hit) => hit.method)).toEqual(['PUT', 'GET'])
  expect(pair.server.hits[0]?.body).toEqual({ linkId: LINK_ID, access: 0 })
})

const NO_LINKS = good([])
const THERE = good([linkRow({ id: LINK_ID.toUpperCase(), isExpired: true })])

it.each([
  ['the last link, gone', good(), NO_LINKS],
  [
    'a new primary in the answer of a public room',
    good(linkRow({ id: 'another', primary: true })),
    good([other]),
  ],
  [
    'a full quota and our link gone',
    refused(403, 'The maximum number of links may not exceed 6'),
    good([other]),
  ],
  ['the file gone', refused(404), refused(404)],
  ['the file gone in between', good(), refused(404)],
  ['a file not found for writing, its links without ours', refused(404), good([other])],
])('is success: %s', async (_, put, get) => {
  pair.server.on(`PUT ${LINKS}`, put)
  pair.server.on(`GET ${LINKS}`, get)
  await pair.portal.deleteLink('4821', LINK_ID)
  expect(pair.server.hits.map((hit) => hit.method)).toEqual(['PUT', 'GET'])
})

it.each([
  ['still listed after 200', good(), THERE, { kind: 'bad-response' }],
  ['403 and still listed', refused(403), THERE, { kind: 'forbidden' }],
  ['403 to who sees no links at all', refused(403), NO_LINKS, { kind: 'forbidden' }],
  ['403 to a key without the permission', problem(403), THERE, { kind: 'scope', status: 403 }],
  ['403 to a key that may do nothing', problem(403), problem(403), { kind: 'scope', status: 403 }],
  ['a portal that is suspended', problem(404), problem(404), { kind: 'unavailable', status: 404 }],
  ['a portal that comes back in between', problem(404), THERE, { kind: 'unavailable', status: 404 }],
  ['a portal suspended after 200', good(), problem(404), { kind: 'unavailable' }],
  ['a look that is refused', good(), refused(403), { kind: 'forbidden' }],
])('is failure: %s', async (_, put, get, expected) => {
  pair.server.on(`PUT ${LINKS}`, put)
  pair.server.on(`GET ${LINKS}`, get)
  expect(await failureOf(pair.portal.deleteLink('4821', LINK_ID))).toMatchObject(expected)
})

it.each([
  [401, 'unauthorized'],
  [402, 'plan'],
  [400, 'rejected'],
])('does not look after %d', async (status, kind) => {
  pair.server.on(`PUT ${LINKS}`, { status })
  expect((await failureOf(pair.portal.deleteLink('4821', LINK_ID))).kind).toBe(kind)
  expect(pair.server.hits).toHaveLength(1)
})

it('tries both steps again when that may help', async () => {
  pair.server.on(`PUT ${LINKS}`, { fault: 'drop' }, { status: 429 }, good())
  pair.server.on(`GET ${LINKS}`, { status: 500 }, good([other]))
  await pair.portal.deleteLink('4821', LINK_ID)
  expect(pair.server.hits.map((hit) => hit.method)).toEqual(['PUT', 'PUT', 'PUT', 'GET', 'GET'])
})

it.each([
  ['refuses the write', { status: 500 }, good([other]), ['PUT']],
  ['has too many requests', { status: 429 }, good([other]), ['PUT']],
  ['does not let us look', good(), { status: 503 }, ['PUT', 'GET']],
])('tries an end once where the portal %s', async (_, put, get, asked) => {
  pair.server.on(`PUT ${LINKS}`, put)
  pair.server.on(`GET ${LINKS}`, get)
  expect((await failureOf(pair.portal.endLink('4821', LINK_ID, FIRST))).retryable).toBe(true)
  expect(pair.server.hits.map((hit) => hit.method)).toEqual(asked)
})

it('breaks off an end that takes too long for others', async () => {
  pair.server.on(`PUT ${LINKS}`, { fault: 'hang' })
  const stopping = new AbortController()
  const ending = failureOf(pair.portal.endLink('4821', LINK_ID, { ...FIRST, signal: stopping.signal }))
  await expect.poll(() => pair.server.hits.length).toBe(1)
  stopping.abort()
  expect(await ending).toMatchObject({ kind: 'unavailable', late: true, unsure: true })
})

it('never uses the singular address, which makes links', async () => {
  pair.server.on(`PUT ${LINKS}`, good())
  pair.server.on(`GET ${LINKS}`, good([]))
  await pair.portal.deleteLink('4821', LINK_ID)
  expect(pair.server.hits.every((hit) => hit.url.split('?')[0]?.endsWith('/links'))).toBe(true)
})
