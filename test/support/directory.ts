import type { Channel, Directory, Person } from '../../src/use-cases/ports.ts'

export const aPerson = (over: Partial<Person> = {}): Person => ({
  id: 'U0BOB',
  name: 'Bob',
  timeZone: 'UTC',
  isAdmin: false,
  isOutsider: false,
  workspaces: [],
  isGuest: false,
  ...over,
})

export const aChannel = (over: Partial<Channel> = {}): Channel => ({
  id: 'C0TEAM',
  name: 'team',
  isExternal: false,
  isPrivate: true,
  isDirect: false,
  ...over,
})

/** A directory that knows one person, one channel (null: not to be seen), its members (null: Slack does not tell) how many are guests, other companies in it, and the person's groups. */
export const aDirectory = ({
  person = aPerson(),
  channel = aChannel(),
  members = [],
  guests = 0,
  companies = [],
  groups = [],
}: {
  person?: Person
  channel?: Channel | null
  members?: readonly string[] | null
  guests?: number | null
  companies?: string[]
  groups?: string[]
} = {}): Directory => ({
  person: async (_team, id) => ({ ...person, id }),
  channel: async () => channel,
  channelNamed: async () => channel,
  isMember: async (_team, _channel, userId) => (members === null ? null : members.includes(userId)),
  guestsIn: async () => guests,
  companiesIn: async () => companies,
  companyOf: async () => 'Acme',
  isInGroup: async (_team, group) => groups.includes(group),
})
