import { expect, test } from 'vitest'
import type { Slack } from '../../sandbox/slack/types.ts'
import { answersTo } from '../support/answers.ts'
import { stageWithShares } from '../support/many-shares.ts'
import { buttonNames } from '../support/message.ts'

const stageWith = (count: number) => stageWithShares(count, 'alice')

const listOf = (slack: Slack, who: string, head: string) =>
  slack.waitFor((s) => s.ephemerals(who).find((e) => e.text.startsWith(head)))

test('thirty shares come in two pages of one message', async () => {
  const { slack, kept } = await stageWith(30)
  const alice = slack.person('alice')
  await alice.command('/sharelink list', { in: '#design' })
  const first = await listOf(slack, 'alice', 'Your live links: 30 (1 to 15)')
  expect(slack.render(first)).toContain('Report 0.docx')
  for (const { id } of kept.slice(0, 15)) expect(first.text).toContain(`Share ${id}`)
  expect(buttonNames(first as never).slice(0, 4)).toEqual(['Download', 'Extend', 'Details', 'Revoke'])
  await alice.click(first, { label: 'Older' })
  const second = await listOf(slack, 'alice', 'Your live links: 30 (16 to 30)')
  expect(second.ts).toBe(first.ts)
  for (const { id } of kept.slice(15)) expect(second.text).toContain(`Share ${id}`)
  await alice.click(second, { label: 'Newer' })
  await listOf(slack, 'alice', 'Your live links: 30 (1 to 15)')
  expect(answersTo(slack, 'alice')).toHaveLength(1)
})

test('shares that end between two pages leave the last page there is', async () => {
  const { slack, shares, kept } = await stageWith(20)
  const alice = slack.person('alice')
  await alice.command('/sharelink list here', { in: '#general' })
  const first = await listOf(slack, 'alice', 'Live links in this channel: 20 (1 to 15)')
  for (const share of kept.slice(0, 8)) await shares.change(share, (one) => ({ ...one, state: 'failed' }))
  await alice.click(first, { label: 'Older' })
  const second = await listOf(slack, 'alice', 'Live links in this channel: 12')
  for (const { id } of kept.slice(8)) expect(second.text).toContain(`Share ${id}`)
})

test('all is for admins, at every page; an admin who is none any more is refused', async () => {
  const { slack } = await stageWith(20)
  const carol = slack.person('carol')
  await carol.command('/sharelink list all', { in: '#board' })
  const first = await listOf(slack, 'carol', 'All live links: 20 (1 to 15)')
  // An admin can end every share, and is not handed every file by that.
  expect(JSON.stringify(first.blocks)).not.toContain('filehandler')
  expect(buttonNames(first as never).slice(0, 3)).toEqual(['Extend', 'Details', 'Revoke'])
  slack.change((state) => {
    const user = state.users.find(({ name }) => name === 'carol')
    if (user !== undefined) user.is_admin = false
  })
  await carol.click(first, { label: 'Older' })
  await listOf(slack, 'carol', 'Only admins can list all links.')
  expect(answersTo(slack, 'carol')[0]?.text).toContain('(1 to 15)')
})

test('a button of a page that says another scope or nonsense gives nothing away', async () => {
  const { slack } = await stageWith(20)
  const bob = slack.person('bob')
  await bob.command('/sharelink list here', { in: '#general' })
  const first = await listOf(slack, 'bob', 'Live links in this channel: 20')
  await bob.click(first, { label: 'Older' }, { value: 'all 0' })
  await listOf(slack, 'bob', 'Only admins')
  await bob.click(first, { label: 'Older' }, { value: 'mine 99999999999999999999' })
  await listOf(slack, 'bob', 'Your live links: none.')
})

test('five hundred shares are answered within what Slack takes', async () => {
  const { slack } = await stageWith(500)
  await slack.person('carol').command('/sharelink list all', { in: '#general' })
  const first = await listOf(slack, 'carol', 'All live links: 500 (1 to 15)')
  expect(first.blocks?.length).toBeLessThanOrEqual(50)
  expect(first.text.length).toBeLessThanOrEqual(4_000)
})

test('a row opens its details, ends its share, and names its file', async () => {
  const { slack, kept } = await stageWith(2)
  const alice = slack.person('alice')
  await alice.command('/sharelink list', { in: '#general' })
  const list = await listOf(slack, 'alice', 'Your live links: 2')
  await alice.click(list, { action_id: 'share_details', block_id: `list:${kept[1]?.id}` })
  await slack.waitFor((s) => {
    const view = s.view('alice')
    return view !== undefined && s.render(view).includes('Report 1.docx')
  })
})
