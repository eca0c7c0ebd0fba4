import { afterEach, describe, expect, it } from 'vitest'
import { createGuests } from '../../../../src/slack/people/guests.ts'
import { clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import { HOUR, MINUTE } from '../../../support/builders.ts'
import { type SlackAnswer, type SlackServer, startSlackServer } from '../slack-server.ts'

const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })

let server: SlackServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const members = (ids: string[], next = ''): SlackAnswer => ({
  body: { ok: true, members: ids, response_metadata: { next_cursor: next } },
})
const user = (id: string, over: object = {}) => ({
  id,
  is_restricted: false,
  is_ultra_restricted: false,
  ...over,
})
const people = (users: object[], next = ''): SlackAnswer => ({
  body: { ok: true, members: users, response_metadata: { next_cursor: next } },
})
const info = (over: object = {}): SlackAnswer => ({ body: { ok: true, user: user('U0ONE', over) } })
const SINGLE = { is_restricted: true, is_ultra_restricted: true }
const MULTI = { is_restricted: true }
const MANY = ['U0ALICE', ...Array.from({ length: 20 }, (_, index) => `U${index}`)]

const PATIENCE_MS = 3_000

const guestsOf = async (...script: SlackAnswer[]) => {
  server = await startSlackServer(...script)
  const clock = { at: 0 }
  const warned: string[] = []
  const { guestsIn, warm, admins } = createGuests(
    createSlackClient('xoxb-1', clientOptions(server.apiUrl, 5_000, LOGGER)),
    () => clock.at,
    { info: () => {}, warn: (_, text) => void warned.push(text), error: () => {} },
    PATIENCE_MS,
  )
  const count = (channel = 'C0TEAM', asker = 'U0ALICE') => guestsIn('T0SHARE', channel, asker)
  return { clock, warned, warm, count, admins }
}
const asked = () => (server?.calls ?? []).map(({ path }) => path.replace('/api/', ''))

describe('of few people', () => {
  it.each<[string, SlackAnswer[], number]>([
    ['no guest', [members(['U0ALICE', 'U0ONE']), info()], 0],
    ['a guest of one channel', [members(['U0ALICE', 'U0ONE']), info(SINGLE)], 1],
    ['a guest of several', [members(['U0ALICE', 'U0ONE']), info(MULTI)], 1],
    ['only who asks', [members(['U0ALICE'])], 0],
  ])('each is asked about: %s', async (_, script, guests) => {
    const { count } = await guestsOf(...script)
    expect(await count()).toBe(guests)
    expect(asked().filter((path) => path === 'users.list')).toEqual([])
  })
})

describe('of many people', () => {
  it('the guests of the workspace are read once, all pages, and kept for ten minutes', async () => {
    const { count, clock } = await guestsOf(
      members(MANY.slice(0, 11), 'next'),
      members(MANY.slice(11)),
      people([user('U3', SINGLE), user('U4')], 'next'),
      people([user('U15', MULTI), user('U0ELSE', MULTI)]),
      members(MANY),
    )
    expect(await count()).toBe(2)
    clock.at = 10 * MINUTE - 1
    expect(await count()).toBe(2)
    expect(asked()).toEqual([
      ...['conversations.members', 'conversations.members'],
      ...['users.list', 'users.list'],
      'conversations.members',
    ])
    expect(server?.calls.map(({ form }) => form.cursor)).toEqual([
      undefined,
      'next',
      undefined,
      'next',
      undefined,
    ])
  })

  it('then read anew, while the old list still serves', async () => {
    const { count, clock } = await guestsOf(
      members(MANY),
      people([user('U3', SINGLE)]),
      members(MANY),
      people([]),
      members(MANY),
    )
    expect(await count()).toBe(1)
    clock.at = 10 * MINUTE
    expect(await count()).toBe(1)
    await expect.poll(count).toBe(0)
    expect(asked().filter((path) => path === 'users.list')).toHaveLength(2)
  })

  it('one that cannot be read anew serves for an hour, and is unknown then', async () => {
    const broken: SlackAnswer = { status: 503, body: 'no' }
    const { count, clock } = await guestsOf(
      members(MANY),
      people([user('U3', SINGLE)]),
      members(MANY),
      broken,
    )
    expect(await count()).toBe(1)
    clock.at = HOUR - 1
    expect(await count()).toBe(1)
    clock.at = HOUR
    expect(await count()).toBeNull()
  })

  it('are known beforehand', async () => {
    const { count, warm } = await guestsOf(people([user('U3', SINGLE)]), members(MANY))
    await warm()
    expect(await count()).toBe(1)
    expect(asked()).toEqual(['users.list', 'conversations.members'])
  })

  it('more than are read: how many are guests is not known', async () => {
    const pages = Array.from({ length: 500 }, () => people([user('U3', SINGLE)], 'more'))
    const { count, warm } = await guestsOf(...pages, members(['U4']), members(['U3', 'U4']))
    await warm()
    expect([await count(), await count()]).toEqual([null, null])
    expect(asked().filter((path) => path === 'users.list')).toHaveLength(500)
  })

  it('more in the channel than are read: how many are guests is not known', async () => {
    const { count, warm } = await guestsOf(people([user('U0LAST', SINGLE)]), members(['U0ALICE'], 'more'))
    await warm()
    expect(await count()).toBeNull()
    expect(asked().filter((path) => path === 'conversations.members')).toHaveLength(50)
  })

  it('pages are of the size that Slack recommends', async () => {
    const { count } = await guestsOf(members(MANY), people([]))
    await count()
    expect(server?.calls.map(({ form }) => form.limit)).toEqual(['200', '200'])
  })

  it('what is kept is good for few people too; who asks is never counted', async () => {
    const { count } = await guestsOf(members(MANY), people([user('U3', SINGLE)]), members(['U3', 'U0ALICE']))
    expect(await count()).toBe(1)
    expect(await count('D0DM', 'U3')).toBe(0)
    expect(await count('D0DM')).toBe(1)
    expect(asked().filter((path) => path.startsWith('users.'))).toEqual(['users.list'])
  })
})

describe('where Slack does not tell', () => {
  it.each<[string, SlackAnswer[]]>([
    ['who is there', [{ body: { ok: false, error: 'fetch_members_failed' } }]],
    ['because of its own trouble', [{ status: 503, body: 'no' }]],
    ['and wants a long pause', [members(MANY), { status: 429, headers: { 'retry-after': '30' }, body: '' }]],
    ['for want of a scope', [{ body: { ok: false, error: 'missing_scope', needed: 'groups:read' } }]],
    ['because of the token', [{ body: { ok: false, error: 'not_allowed_token_type' } }]],
    ['one of few', [members(['U0ONE']), { body: { ok: false, error: 'access_denied' } }]],
    ['soon', [{ fault: 'hang' }]],
  ])('%s: it is not known', async (_, script) => {
    const { count } = await guestsOf(...script)
    expect(await count()).toBeNull()
  })

  it('of a channel that the bot is not in: none, since it cannot post there', async () => {
    const { count } = await guestsOf({ body: { ok: false, error: 'channel_not_found' } })
    expect(await count()).toBe(0)
  })

  it('ever: none, and that is logged once', async () => {
    const never: SlackAnswer = { body: { ok: false, error: 'unknown_method' } }
    const { count, warm, warned } = await guestsOf(never, members(MANY), never, members(MANY), never)
    await warm()
    expect([await count(), await count()]).toEqual([0, 0])
    expect(warned).toEqual([expect.stringContaining('never tells who is a guest')])
  })

  it('ever, since that Slack has no such method: it is not asked again for a while', async () => {
    const { count, warned, clock } = await guestsOf({ status: 404 })
    expect(await count()).toBe(0)
    const calls = asked().length
    clock.at = 9 * MINUTE
    expect(await count()).toBe(0)
    expect(asked()).toHaveLength(calls)
    clock.at = 11 * MINUTE
    expect(await count()).toBe(0)
    expect(asked().length).toBeGreaterThan(calls)
    expect(warned).toHaveLength(1)
  })

  it('who somebody is: not one of the workspace, so no guest of it', async () => {
    const { count } = await guestsOf(members(['U0ALICE', 'U0BOT']), {
      body: { ok: false, error: 'user_not_found' },
    })
    expect(await count()).toBe(0)
  })

  it('it is asked again the next time', async () => {
    const { count } = await guestsOf(
      members(MANY),
      { body: { ok: false, error: 'limit_required' } },
      members(MANY),
      people([user('U3', SINGLE)]),
    )
    expect([await count(), await count()]).toEqual([null, 1])
  })

  it('beforehand, that is logged and no more', async () => {
    const { warm, warned, count } = await guestsOf(
      { body: { ok: false, error: 'limit_required' } },
      members(MANY),
      people([user('U3', SINGLE)]),
    )
    await warm()
    expect(warned).toHaveLength(1)
    expect(await count()).toBe(1)
  })
})

it('knows who the admins of the workspace are: those who are there, and no bots', async () => {
  const { admins } = await guestsOf(
    people(
      [
        user('U0ALICE'),
        user('U0CAROL', { is_admin: true }),
        user('U0BOT', { is_admin: true, is_bot: true }),
        user('U0GONE', { is_owner: true, deleted: true }),
      ],
      'next',
    ),
    people([user('U0OWNER', { is_owner: true })]),
  )
  expect(await admins()).toEqual(['U0CAROL', 'U0OWNER'])
})

it('takes a workspace without admins for one that was not read to its end', async () => {
  const { admins } = await guestsOf(people([user('U0ALICE')]))
  await expect(admins()).rejects.toThrow('no_admin_listed')
})
