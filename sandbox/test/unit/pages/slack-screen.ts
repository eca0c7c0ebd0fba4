import type { ChannelInfo, Flag, PersonInfo, Shown, SlackScreen } from '../../../pages/contract.ts'

const at = (time: string): string => `${Date.parse(time) / 1000}.000100`

const ALICE: PersonInfo = {
  id: 'U1',
  name: 'alice',
  realName: 'Alice Arendt',
  tz: 'Europe/Berlin',
  isAdmin: false,
  isGuest: false,
  isBot: false,
  company: 'Northwind',
  isOutsider: false,
}

const GENERAL: ChannelInfo = {
  id: 'C1',
  label: 'general',
  kind: 'public',
  memberCount: 2,
  hasBot: true,
  isArchived: false,
  companies: [],
  isPendingShared: false,
}

/** A message of Bob's at that time; UTC. */
export const shownAt = (time: string, more: Partial<Shown> = {}): Shown => ({
  ts: at(time),
  channel: 'C1',
  author: 'U2',
  isApp: false,
  text: 'Hello',
  isPrivate: false,
  isEdited: false,
  isTombstone: false,
  isBroadcast: false,
  flags: [],
  ...more,
})

/** A post that Slack would have refused. */
export const flagAt = (time: string, more: Partial<Flag> = {}): Flag => ({
  id: '1',
  at: Date.parse(time),
  call: 'chat.postMessage',
  error: 'invalid_blocks',
  reasons: [],
  refused: true,
  channel: 'C1',
  ...more,
})

/** What Alice sees of #general at 10:00 UTC on 24 November 2026. */
export const screenOf = (more: Partial<SlackScreen> = {}): SlackScreen => ({
  me: ALICE,
  now: Date.parse('2026-11-24T10:00:00Z'),
  workspace: 'Northwind',
  botUserIds: ['UBOT'],
  people: [ALICE],
  names: { U1: 'Alice Arendt', U2: 'Bob Brown', UBOT: 'Sharelink' },
  channels: [GENERAL],
  commands: [{ command: '/sharelink', description: 'Share a file', usageHint: 'FILE [max 3]' }],
  shortcuts: [
    { name: 'Share a file', description: 'Opens a form', callbackId: 'share_file', type: 'global' },
    { name: 'Share this file', description: '', callbackId: 'share_file_from_message', type: 'message' },
  ],
  modals: [],
  hasHome: true,
  homeFlags: [],
  flags: [],
  log: [],
  outage: 'off',
  ...more,
})
