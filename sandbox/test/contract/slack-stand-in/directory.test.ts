import { describe, expect, test } from 'vitest'
import { clientOf, errorOf, startWorkspace } from './fixture.ts'

describe('conversations', () => {
  test('info tells the kind and who it is shared with; a private channel without the bot is unknown', async () => {
    const { client } = await startWorkspace()
    const info = async (channel: string) => (await client.conversations.info({ channel })).channel
    expect(await info('C0DESIGN02')).toMatchObject({
      name: 'design',
      is_private: false,
      is_member: true,
      is_ext_shared: false,
    })
    expect(await info('C0BOARD003')).toMatchObject({ is_private: true, is_member: true })
    expect(await info('C0RANDOM07')).toMatchObject({ is_member: false })
    expect(await info('C0ACME0005')).toMatchObject({
      is_ext_shared: true,
      connected_team_ids: ['T0ACME0002'],
    })
    expect(await info('C0PENDING6')).toMatchObject({ is_ext_shared: false, is_pending_ext_shared: true })
    expect(await info('D0ALICEBOT')).toMatchObject({ is_im: true, user: 'U0ALICE001' })
    expect(await errorOf(info('C0SECRET04'))).toBe('channel_not_found')
    expect(await errorOf(info('D0ALICEBOB'))).toBe('channel_not_found')
  })

  test('each kind needs its own scope', async () => {
    const { client } = await startWorkspace({ scopes: ['channels:read'] })
    expect((await client.conversations.info({ channel: 'C0DESIGN02' })).ok).toBe(true)
    await expect(client.conversations.info({ channel: 'C0BOARD003' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'groups:read' },
    })
  })

  test('list pages through what the bot may see', async () => {
    const { client } = await startWorkspace()
    const names: (string | undefined)[] = []
    for await (const page of client.paginate('conversations.list', {
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: 2,
    }))
      names.push(...(page as unknown as { channels: { name: string }[] }).channels.map((c) => c.name))
    expect(names.sort()).toEqual(['acme-shared', 'board', 'design', 'general', 'random', 'soon-shared'])
  })

  test('members, and a DM opened once', async () => {
    const { slack, client } = await startWorkspace()
    const { members } = await client.conversations.members({ channel: 'C0BOARD003' })
    expect(members).toEqual(['U0ALICE001', 'U0CAROL003', slack.botUserId])
    const first = await client.conversations.open({ users: 'U0BOB00002' })
    const again = await client.conversations.open({ users: 'U0BOB00002' })
    expect(first.channel?.id).toMatch(/^D/)
    expect(again.channel?.id).toBe(first.channel?.id)
    expect(slack.dm('bob').id).toBe(first.channel?.id)
  })
})

test.each([
  ['users.list', {}],
  ['conversations.list', {}],
  ['conversations.members', { channel: 'C0DESIGN02' }],
])('%s takes a limit under 1,000', async (method, args) => {
  const { client } = await startWorkspace()
  expect((await client.apiCall(method, { ...args, limit: 999 })).ok).toBe(true)
  for (const limit of [1_000, -1, 'many']) {
    expect(await errorOf(client.apiCall(method, { ...args, limit }))).toBe('invalid_limit')
  }
})

describe('users', () => {
  test('zone, role and company', async () => {
    const { client } = await startWorkspace({ now: () => Date.parse('2026-07-01T12:00:00Z') })
    const info = async (user: string) => (await client.users.info({ user })).user
    expect(await info('U0ALICE001')).toMatchObject({
      tz: 'Europe/Berlin',
      tz_offset: 7200,
      is_admin: false,
      profile: { email: 'alice@northwind.example' },
    })
    expect(await info('U0BOB00002')).toMatchObject({ tz: 'America/New_York', tz_offset: -14_400 })
    expect(await info('U0CAROL003')).toMatchObject({ is_admin: true, is_owner: false })
    expect(await info('U0GINA0005')).toMatchObject({ is_restricted: true })
    const xavier = await info('U0XAVIER06')
    expect(xavier).toMatchObject({ team_id: 'T0ACME0002', is_stranger: false })
    expect(xavier).not.toHaveProperty('is_admin')
    expect(xavier?.profile).not.toHaveProperty('email')
    expect(await errorOf(info('U0NOBODY00'))).toBe('user_not_found')
  })

  test('somebody without a channel in common is a stranger', async () => {
    const { slack, client } = await startWorkspace()
    slack.change((state) => {
      for (const channel of state.channels)
        channel.members = channel.members.filter((m) => m !== 'U0XAVIER06')
    })
    expect((await client.users.info({ user: 'U0XAVIER06' })).user).toMatchObject({ is_stranger: true })
  })
})

test('a second company may install the app too; each token sees its own workspace', async () => {
  const { slack, client } = await startWorkspace()
  const install = slack.install('T0ACME0002', ['chat:write', 'channels:read'])
  const other = clientOf(slack, install.token)
  expect((await other.auth.test()).team_id).toBe('T0ACME0002')
  expect((await client.auth.test()).team_id).toBe('T0HOME0001')
  expect(await errorOf(other.conversations.info({ channel: 'C0DESIGN02' }))).toBe('channel_not_found')
  const { ts } = await client.chat.postMessage({ channel: 'C0ACME0005', text: 'ours' })
  const foreign = other.chat.update({ channel: 'C0ACME0005', ts: String(ts), text: 'theirs' })
  expect(await errorOf(foreign)).toBe('cant_update_message')
})

describe('companies', () => {
  test('info tells of one’s own and of those that a channel is shared with, and no others', async () => {
    const { client } = await startWorkspace()
    const named = async (team: string) => (await client.team.info({ team })).team?.name
    expect([await named('T0HOME0001'), await named('T0ACME0002')]).toEqual(['Northwind', 'Acme Ltd'])
    expect(await errorOf(client.team.info({ team: 'T0OTHER' }))).toBe('team_not_found')
  })
})
