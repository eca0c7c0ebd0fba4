import { expect, test } from 'vitest'
import {
  conversations,
  groupsOf,
  matching,
  publicChannels,
} from '../../../../sandbox/pages/client/elements/choice.ts'
import type { ChannelInfo } from '../../../../sandbox/pages/contract.ts'

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

test('a channel select offers public channels that are in use', () => {
  expect(publicChannels(CHANNELS).map(({ id }) => id)).toEqual(['open', 'shared', 'soon'])
})

const option = (text: string, more = {}) => ({ text: { type: 'plain_text', text }, value: text, ...more })

test('options come alone, in groups, or naming their group', () => {
  const label = { type: 'plain_text', text: 'Warm' }
  const shape = (list: unknown) =>
    groupsOf(list).map((group) => [group.label, ...group.choices.map((choice) => choice.label)])
  expect(shape([option('a'), option('b')])).toEqual([['', 'a', 'b']])
  expect(shape([{ label, options: [option('red')] }])).toEqual([['Warm', 'red']])
  expect(shape([option('red', { group: 'Warm' }), option('a')])).toEqual([
    ['Warm', 'red'],
    ['', 'a'],
  ])
})

test('what is chosen of a named group is the option alone, as the app sent it', () => {
  expect(groupsOf([option('red', { group: 'Warm' })])[0]?.choices[0]?.option).toEqual(option('red'))
})

test('typing narrows the list, whatever the case, and leaves out empty groups', () => {
  const groups = groupsOf([option('Red', { group: 'Warm' }), option('Blue', { group: 'Cold' })])
  expect(matching(groups, ' rE').map(({ label }) => label)).toEqual(['Warm'])
})
