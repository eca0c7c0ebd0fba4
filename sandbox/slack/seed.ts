import type { SlackChannel, SlackState, SlackTeam, SlackUser } from './model.ts'

const OURS = 'T0HOME0001'
const ACME = 'T0ACME0002'
const CREATED = 1_760_000_000

/** Every bot scope that the app may ask for (docs.slack.dev), but for those to read messages. */
export const ALL_SCOPES = [
  'commands',
  'chat:write',
  'chat:write.public',
  'im:write',
  'files:write',
  'mpim:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
  'im:read',
  'mpim:read',
  'team:read',
  'usergroups:read',
]

/** Those to read messages, which whoever installs the app may leave out. */
export const HISTORY_SCOPES = ['channels:history', 'groups:history', 'im:history', 'mpim:history']

const user = (id: string, name: string, real: string, more: Partial<SlackUser> = {}): SlackUser => ({
  id,
  team_id: OURS,
  name,
  real_name: real,
  tz: 'Etc/UTC',
  is_admin: false,
  is_owner: false,
  is_restricted: false,
  is_bot: false,
  deleted: false,
  email: `${name}@northwind.example`,
  ...more,
})

const channel = (
  id: string,
  name: string,
  kind: SlackChannel['kind'],
  members: string[],
  more: Partial<SlackChannel> = {},
): SlackChannel => ({
  id,
  name,
  kind,
  team_id: OURS,
  members,
  is_archived: false,
  is_ext_shared: false,
  is_pending_ext_shared: false,
  connected_team_ids: [],
  created: CREATED,
  creator: 'U0CAROL003',
  ...more,
})

const teams = (botToken: string, scopes: string[]): SlackTeam[] => [
  {
    id: OURS,
    domain: 'northwind',
    name: 'Northwind',
    install: { token: botToken, userId: 'U0BOT00009', botId: 'B0BOT00009', appId: 'A0SHARE001', scopes },
  },
  { id: ACME, domain: 'acme', name: 'Acme Ltd' },
]

const users = (): SlackUser[] => [
  user('U0ALICE001', 'alice', 'Alice Arendt', { tz: 'Europe/Berlin' }),
  user('U0BOB00002', 'bob', 'Bob Brown', { tz: 'America/New_York' }),
  user('U0CAROL003', 'carol', 'Carol Chen', { is_admin: true }),
  user('U0DORIS004', 'doris', 'Doris Dahl', { is_admin: true, is_owner: true, tz: 'Europe/Oslo' }),
  user('U0GINA0005', 'gina', 'Gina Guest', { is_restricted: true, tz: 'Asia/Tokyo' }),
  user('U0XAVIER06', 'xavier', 'Xavier of Acme', {
    team_id: ACME,
    email: 'xavier@acme.example',
    tz: 'Europe/London',
  }),
  user('U0BOT00009', 'sharelink', 'Sharelink', { is_bot: true }),
]

const channels = (): SlackChannel[] => {
  const staff = ['U0ALICE001', 'U0BOB00002', 'U0CAROL003', 'U0DORIS004']
  const bot = 'U0BOT00009'
  return [
    channel('C0GENERAL1', 'general', 'public', [...staff, bot]),
    channel('C0DESIGN02', 'design', 'public', ['U0ALICE001', 'U0BOB00002', 'U0GINA0005', bot]),
    channel('C0RANDOM07', 'random', 'public', staff),
    channel('C0BOARD003', 'board', 'private', ['U0ALICE001', 'U0CAROL003', bot]),
    channel('C0SECRET04', 'secret', 'private', ['U0ALICE001', 'U0BOB00002']),
    channel('C0ACME0005', 'acme-shared', 'public', ['U0ALICE001', 'U0CAROL003', 'U0XAVIER06', bot], {
      is_ext_shared: true,
      connected_team_ids: [ACME],
    }),
    channel('C0PENDING6', 'soon-shared', 'public', ['U0ALICE001', 'U0BOB00002', bot], {
      is_pending_ext_shared: true,
    }),
    channel('C0ARCHIVE8', 'old-launch', 'public', ['U0ALICE001', bot], { is_archived: true }),
    channel('D0ALICEBOT', '', 'im', ['U0ALICE001', bot]),
    channel('D0ALICEBOB', '', 'im', ['U0ALICE001', 'U0BOB00002']),
    channel('G0TRIO0001', 'mpdm-alice--bob--carol-1', 'mpim', ['U0ALICE001', 'U0BOB00002', 'U0CAROL003']),
  ]
}

/** A company with its channels and people, one guest, and one person of another company. */
export const believableWorkspace = (
  botToken = 'xoxb-stand-in-northwind',
  scopes: string[] = ALL_SCOPES,
): SlackState => ({
  teams: teams(botToken, scopes),
  users: users(),
  channels: channels(),
  messages: [],
  files: [],
  ephemerals: [],
  views: [],
  triggers: [],
  hooks: [],
  requests: [],
  deliveries: [],
  suggestions: {},
  counter: 0,
  lastTs: 0,
  allowance: {},
})
