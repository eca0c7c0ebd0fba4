import { expect, test } from 'vitest'
import { choicesOf, conversations, matching } from '../../../pages/client/elements/choice.ts'
import type { ChannelInfo } from '../../../pages/contract.ts'

const channel = (label: string, more: Partial<ChannelInfo> = {}): ChannelInfo => ({
  id: label,
  label,
  kind: 'public',
  memberCount: 1,
  hasBot: false,
  isArchived: false,
  companies: [],
  isPendingShared: false,
  ...more,
})
const CHANNELS = [
  channel('open'),
  channel('closed', { kind: 'private' }),
  channel('shared', { companies: ['Acme'] }),
  channel('soon', { isPendingShared: true }),
  channel('old', { isArchived: true }),
  channel('bob', { kind: 'im' }),
  channel('robot', { kind: 'im', hasBot: true }),
]

test.each([
  [undefined, ['open', 'closed', 'shared', 'soon', 'bob', 'robot']],
  [{ include: ['private', 'im'] }, ['closed', 'bob', 'robot']],
  [{ exclude_external_shared_channels: true }, ['open', 'closed', 'bob', 'robot']],
  [{ exclude_bot_users: true }, ['open', 'closed', 'shared', 'soon', 'bob']],
  [{ include: 'nonsense' }, ['open', 'closed', 'shared', 'soon', 'bob', 'robot']],
])('a conversation select with the filter %j offers %j', (filter, expected) => {
  expect(conversations(CHANNELS, filter).map(({ id }) => id)).toEqual(expected)
})

const option = (text: string, more = {}) => ({ text: { type: 'plain_text', text }, value: text, ...more })

test('what is chosen is the option as the app sent it, with its description to be read', () => {
  const report = option('report', { description: { type: 'plain_text', text: 'Room' } })
  expect(choicesOf([report])).toEqual([{ id: 'report', label: 'report', note: 'Room', option: report }])
})

test('typing narrows the list, whatever the case', () => {
  const choices = choicesOf([option('Red'), option('Blue')])
  expect(matching(choices, ' rE').map(({ label }) => label)).toEqual(['Red'])
})
