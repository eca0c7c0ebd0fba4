import { afterEach, expect, it } from 'vitest'
import { clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import { createScopes } from '../../../../src/slack/web-api/scopes.ts'
import { createWatch } from '../../../../src/slack/web-api/watch.ts'
import { type SlackAnswer, type SlackServer, startSlackServer } from '../slack-server.ts'

const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })

let server: SlackServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const lacking = (needed?: string): SlackAnswer => ({ body: { ok: false, error: 'missing_scope', needed } })
const OK: SlackAnswer = { body: { ok: true } }
const granting = (scopes: string): SlackAnswer => ({
  headers: { 'x-oauth-scopes': scopes },
  body: { ok: true },
})

const watched = async (...script: SlackAnswer[]) => {
  server = await startSlackServer(...script)
  const logged: object[] = []
  const told: string[] = []
  const log = { info: () => {}, warn: () => {}, error: (data: object) => void logged.push(data) }
  const scopes = createScopes(log, async (scope) => void told.push(scope))
  const slackTurns = { rest: async () => {}, restMs: async () => 0 }
  const watch = createWatch({ ofTeam: null, scopes, slackTurns, log: { ...log, warn: () => {} } })
  const client = createSlackClient('xoxb-1', clientOptions(server.apiUrl, 5_000, LOGGER), watch)
  const person = () => client.users.info({ user: 'U0ALICE' }).catch(() => {})
  return { scopes, client, person, logged, told }
}

it('a scope that is missing is logged and told once, however many calls it stands in the way of', async () => {
  const { scopes, client, person, logged, told } = await watched(lacking('users:read'))
  await person()
  await person()
  await client.users.list({ limit: 1 }).catch(() => {})
  expect(scopes.missing()).toEqual(['users:read'])
  expect([logged, told]).toEqual([[{ scope: 'users:read', method: 'users.info' }], ['users:read']])
})

it('two that are missing are two', async () => {
  const { scopes, person, told } = await watched(lacking('users:read'), lacking('users:read.email'))
  await person()
  await person()
  expect([scopes.missing(), told]).toEqual([
    ['users:read', 'users:read.email'],
    ['users:read', 'users:read.email'],
  ])
})

it('one that Slack does not name is named by the method', async () => {
  const { scopes, person } = await watched(lacking())
  await person()
  expect(scopes.missing()).toEqual(['of users.info'])
})

it.each([
  ['the call is taken', OK, 'users.info', []],
  ['another call is taken', OK, 'auth.test', ['users:read']],
  ['another call names it as granted', granting('chat:write,users:read'), 'auth.test', []],
  ['the call is taken without it', granting('chat:write'), 'users.info', ['users:read']],
] as const)('when %s', async (_, answer, method, missing) => {
  const { scopes, client, person } = await watched(lacking('users:read'), answer)
  await person()
  await client.apiCall(method, {})
  expect(scopes.missing()).toEqual(missing)
})

it('other refusals are not about scopes', async () => {
  const { scopes, person, told } = await watched({ body: { ok: false, error: 'user_not_found' } })
  await person()
  expect([scopes.missing(), told]).toEqual([[], []])
})
