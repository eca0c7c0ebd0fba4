import { afterEach, describe, expect, it } from 'vitest'
import { createDirectory } from '../../../../src/slack/people/directory.ts'
import { clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import { type SlackAnswer, type SlackServer, startSlackServer } from '../slack-server.ts'

const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })
const TEAM = 'T0SHARE'
const ALICE = {
  body: { ok: true, user: { id: 'U0ALICE', team_id: TEAM, is_admin: true, real_name: 'Alice', tz: 'UTC' } },
}
const BROKEN = { body: { ok: false, error: 'internal_error' } }

let server: SlackServer | undefined
const warned: object[] = []
afterEach(async () => {
  warned.length = 0
  await server?.close()
  server = undefined
})

const directoryOf = async (...script: SlackAnswer[]) => {
  server = await startSlackServer(...script)
  const client = createSlackClient('xoxb-1', clientOptions(server.apiUrl, 5_000, LOGGER))
  return createDirectory({
    clientFor: () => client,
    guestsIn: async () => 0,
    companies: { companyOf: async () => '', companiesIn: async () => [] },
    userGroups: { isInGroup: async () => false },
    moreAdmins: async () => ['U0NAMED'],
    workspace: async () => ({ team: TEAM, enterprise: null }),
    now: () => Date.parse('2026-07-01T12:00:00Z'),
    log: { info: () => {}, warn: (data) => void warned.push(data), error: () => {} },
  })
}
const hits = () => server?.calls.length

describe('a person', () => {
  it('is an admin too where the operator has named them for that workspace', async () => {
    const named = { body: { ok: true, user: { id: 'U0NAMED', team_id: TEAM } } }
    expect(await (await directoryOf(named)).person(TEAM, 'U0NAMED')).toMatchObject({ isAdmin: true })
  })

  it('of the workspace has the rights that Slack gives', async () => {
    expect(await (await directoryOf(ALICE)).person(TEAM, 'U0ALICE')).toEqual({
      id: 'U0ALICE',
      name: 'Alice',
      timeZone: 'UTC',
      isAdmin: true,
      isOutsider: false,
      workspaces: [TEAM],
      isGuest: false,
    })
  })

  it.each(['user_not_found', 'user_not_visible'])('whom Slack refuses (%s) is an outsider', async (error) => {
    const directory = await directoryOf({ body: { ok: false, error } })
    expect(await directory.person(TEAM, 'U0STRANGER')).toEqual({
      id: 'U0STRANGER',
      name: 'U0STRANGER',
      timeZone: 'UTC',
      isAdmin: false,
      isOutsider: true,
      workspaces: [],
      isGuest: false,
    })
    expect(hits()).toBe(1)
  })
})

it.each(['access_denied', 'missing_scope', 'account_inactive'])(
  'a person whom Slack does not tell of (%s) is nobody that is known: not an outsider either',
  async (error) => {
    const directory = await directoryOf({ body: { ok: false, error, needed: 'users:read' } })
    await expect(directory.person(TEAM, 'U0ALICE')).rejects.toMatchObject({ code: error })
    expect(hits()).toBe(1)
  },
)

it.each([
  ['channel_not_found', null],
  ['access_denied', 'access_denied'],
])('a channel of which Slack says %s', async (error, code) => {
  const directory = await directoryOf({ body: { ok: false, error } })
  const channel = directory.channel(TEAM, 'C0TEAM')
  if (code === null) expect(await channel).toBeNull()
  else await expect(channel).rejects.toMatchObject({ code })
})

describe('a person of an organisation', () => {
  const person = async (over: object) => {
    const directory = await directoryOf({
      body: { ok: true, user: { id: 'W0GRETA', is_admin: true, ...over } },
    })
    return directory.person(TEAM, 'W0GRETA')
  }
  const inTeams = (teams: string[]) => ({ enterprise_user: { enterprise_id: 'E0NORTH', teams } })

  it('is a member where they are in the workspace, wherever they are at home', async () => {
    const greta = await person({ team_id: 'T0LABS', ...inTeams(['T0LABS', TEAM]) })
    expect(greta).toMatchObject({ isOutsider: false, isAdmin: true })
  })

  it.each([
    ['is in other workspaces of it only', { team_id: 'T0LABS', ...inTeams(['T0LABS']) }],
    ['is of another company', { team_id: 'T0ACME', ...inTeams(['T0ACME']), is_stranger: false }],
    ['is a stranger', { team_id: 'T0LABS', ...inTeams(['T0LABS', TEAM]), is_stranger: true }],
    ['was deactivated', { team_id: TEAM, ...inTeams([TEAM]), deleted: true }],
  ])('is an outsider who %s', async (_, over) => {
    expect(await person(over)).toMatchObject({ isOutsider: true, isAdmin: false })
  })
})

describe('the time zone of a person', () => {
  const clock = (tz: string | null, tz_offset: number): SlackAnswer => ({
    body: { ok: true, user: { id: 'U0BOB', team_id: TEAM, tz, tz_offset } },
  })

  it('is the one that Slack names, where both agree', async () => {
    const directory = await directoryOf(clock('Europe/Berlin', 7_200))
    expect((await directory.person(TEAM, 'U0BOB')).timeZone).toBe('Europe/Berlin')
    expect(warned).toEqual([])
  })

  it('goes by the offset where Slack names none, without a word', async () => {
    const directory = await directoryOf(clock(null, -28_800))
    expect((await directory.person(TEAM, 'U0BOB')).timeZone).toBe('UTC-8')
    expect(warned).toEqual([])
  })

  it('goes by the offset where our zone data are old, and that is said once', async () => {
    const directory = await directoryOf(clock('Europe/Berlin', 3_600), clock('Atlantis/Port', 1_800))
    expect((await directory.person(TEAM, 'U0BOB')).timeZone).toBe('UTC+1')
    expect((await directory.person(TEAM, 'U0BOB')).timeZone).toBe('UTC+0:30')
    expect(warned).toEqual([{ zone: 'Europe/Berlin', offsetSeconds: 3_600 }])
  })
})

describe('whether somebody is in a channel', () => {
  const page = (members: string[], next = ''): SlackAnswer => ({
    body: { ok: true, members, response_metadata: { next_cursor: next } },
  })
  const refused = (error: string): SlackAnswer => ({ body: { ok: false, error } })

  it.each<[string, SlackAnswer[], boolean | null, number]>([
    ['on its second page', [page(['U0ALICE'], 'more'), page(['U0BOB'])], true, 2],
    ['on none of its pages', [page(['U0ALICE'], 'more'), page(['U0CAROL'])], false, 2],
    ['on none of as many as are read', [page(['U0ALICE'], 'more')], null, 50],
    ['that the bot is not in', [refused('channel_not_found')], false, 1],
    ['whose members Slack does not give', [refused('fetch_members_failed')], null, 1],
  ])('%s', async (_, script, isIn, calls) => {
    expect(await (await directoryOf(...script)).isMember(TEAM, 'C0TEAM', 'U0BOB')).toBe(isIn)
    expect(hits()).toBe(calls)
  })
})

it('a channel is looked for by its name on every page, of the size that Slack recommends', async () => {
  const channels = (name: string, next: string): SlackAnswer => ({
    body: { ok: true, channels: [{ id: `C0${name}`, name }], response_metadata: { next_cursor: next } },
  })
  const directory = await directoryOf(channels('plans', 'more'), channels('team', ''))
  expect(await directory.channelNamed(TEAM, '#Team')).toMatchObject({ id: 'C0team' })
  expect(server?.calls.map(({ form }) => [form.limit, form.cursor])).toEqual([
    ['200', undefined],
    ['200', 'more'],
  ])
})

describe('what is asked while the same is being asked', () => {
  const demoted: SlackAnswer = { body: { ok: true, user: { ...ALICE.body.user, is_admin: false } } }
  const channel = (name: string): SlackAnswer => ({ body: { ok: true, channel: { id: 'C0TEAM', name } } })

  it('of a person is asked of Slack once, and anew after its answer: rights are those of the moment', async () => {
    const directory = await directoryOf(ALICE, demoted)
    const asked = Array.from({ length: 5 }, () => directory.person(TEAM, 'U0ALICE'))
    expect((await Promise.all(asked)).map(({ isAdmin }) => isAdmin)).toEqual([true, true, true, true, true])
    expect(hits()).toBe(1)
    expect(await directory.person(TEAM, 'U0ALICE')).toMatchObject({ isAdmin: false })
    expect(hits()).toBe(2)
  })

  it('of another person is another question', async () => {
    const directory = await directoryOf(ALICE)
    await Promise.all(['U0ALICE', 'U0BOB'].map((id) => directory.person(TEAM, id)))
    expect(server?.calls.map(({ form }) => form.user).sort()).toEqual(['U0ALICE', 'U0BOB'])
  })

  it('fails for all that wait, and is asked anew by who comes then', async () => {
    const directory = await directoryOf({ body: { ok: false, error: 'access_denied' } }, ALICE)
    const asked = Array.from({ length: 3 }, () => directory.person(TEAM, 'U0ALICE'))
    const ends = await Promise.allSettled(asked)
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await directory.person(TEAM, 'U0ALICE')).toMatchObject({ isAdmin: true })
    expect(hits()).toBe(2)
  })

  it('of a channel is asked of Slack once, and anew after its answer', async () => {
    const directory = await directoryOf(channel('plans'), channel('drafts'))
    const asked = Array.from({ length: 5 }, () => directory.channel(TEAM, 'C0TEAM'))
    expect((await Promise.all(asked)).map((found) => found?.name)).toEqual(Array(5).fill('plans'))
    expect(await directory.channel(TEAM, 'C0TEAM')).toMatchObject({ name: 'drafts' })
    expect(hits()).toBe(2)
  })
})

describe('a read in a moment of trouble', () => {
  it.each<[string, SlackAnswer]>([
    ['trouble of its own', BROKEN],
    ['a 503', { status: 503, body: 'no' }],
    ['a dropped connection', { fault: 'drop' }],
    ['a short pause', { status: 429, headers: { 'retry-after': '0' }, body: '' }],
  ])('%s: asked again, up to the third time', async (_, trouble) => {
    const directory = await directoryOf(trouble, trouble, ALICE)
    expect(await directory.person(TEAM, 'U0ALICE')).toMatchObject({ isAdmin: true, isOutsider: false })
    expect(hits()).toBe(3)
  })

  it('fails behind the third: nobody is taken for an outsider because Slack is down', async () => {
    const directory = await directoryOf(BROKEN)
    await expect(directory.person(TEAM, 'U0ALICE')).rejects.toMatchObject({ outcome: 'failed' })
    expect(hits()).toBe(3)
  })

  it('is not waited out when Slack asks for longer than a person waits', async () => {
    const directory = await directoryOf({ status: 429, headers: { 'retry-after': '4' }, body: '' }, ALICE)
    await expect(directory.person(TEAM, 'U0ALICE')).rejects.toMatchObject({ retryAfterMs: 4_000 })
    expect(hits()).toBe(1)
  })
})
