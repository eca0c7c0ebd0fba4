import { expect, test } from 'vitest'
import type { Slack } from '../../sandbox/slack/types.ts'
import { answersTo } from '../support/answers.ts'
import { stageWithShares } from '../support/many-shares.ts'

const stageWith = (count: number) => stageWithShares(count, 'alice')

const listOf = (slack: Slack, who: string, head: string) =>
  slack.waitFor((s) => s.ephemerals(who).find((e) => e.text.startsWith(head)))

test('thirty shares come in two pages of one message', async () => {
  const { slack, kept } = await stageWith(30)
  const alice = slack.person('alice')
  await alice.command('/sharelink list', { in: '#design' })
  const first = await listOf(slack, 'alice', 'Your live links: 30 (1 to 15)')
  expect(slack.render(first)).toContain('Report 0.docx')
  for (const { id } of kept.slice(0, 15)) expect(first.text).toContain(`ID ${id}`)
  expect(slack.render(first)).toMatch(/\[… Download · Copy link · Extend · Details · Revoke…\]/)
  await alice.click(first, { label: 'Older' })
  const second = await listOf(slack, 'alice', 'Your live links: 30 (16 to 30)')
  expect(second.ts).toBe(first.ts)
  for (const { id } of kept.slice(15)) expect(second.text).toContain(`ID ${id}`)
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
  for (const { id } of kept.slice(8)) expect(second.text).toContain(`ID ${id}`)
})

test('all is for admins, at every page; an admin who is none any more is refused', async () => {
  const { slack } = await stageWith(20)
  const carol = slack.person('carol')
  await carol.command('/sharelink list all', { in: '#board' })
  const first = await listOf(slack, 'carol', 'All live links: 20 (1 to 15)')
  // An admin can end every share, and is not handed every file by that.
  expect(JSON.stringify(first.blocks)).not.toContain('filehandler')
  expect(slack.render(first)).toMatch(/\[… Copy link · Extend · Details · Revoke…\]/)
  slack.change((state) => {
    const user = state.users.find(({ name }) => name === 'carol')
    if (user !== undefined) user.is_admin = false
  })
  await carol.click(first, { label: 'Older' })
  await listOf(slack, 'carol', "Only admins can list everyone's links.")
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
  await listOf(slack, 'bob', 'You have no live links.')
})

test('five hundred shares are answered within what Slack takes', async () => {
  const { slack } = await stageWith(500)
  await slack.person('carol').command('/sharelink list all', { in: '#general' })
  const first = await listOf(slack, 'carol', 'All live links: 500 (1 to 15)')
  expect(first.blocks?.length).toBeLessThanOrEqual(50)
  expect(first.text.length).toBeLessThanOrEqual(4_000)
})

test('the menu of a row: details, the link to copy, and revoking it after a question', async () => {
  const { slack, shares, kept } = await stageWith(2)
  const alice = slack.person('alice')
  const [, second] = kept
  const row = `list:mine:0:${second?.id}`
  await alice.command('/sharelink list', { in: '#general' })
  const list = await listOf(slack, 'alice', 'Your live links: 2')
  const opened = async (option: string, words: string) => {
    await alice.click(list, { block_id: row, option })
    return slack.waitFor((s) => {
      const view = s.view('alice')
      return view !== undefined && s.render(view).includes(words) ? view : null
    })
  }
  const details = await opened('Details', '── Details ──')
  expect(slack.render(details)).toContain('Report 1.docx')
  await alice.close(details)
  const copy = await opened('Copy link', '── Copy link ──')
  expect(slack.render(copy)).toContain(second?.address)
  expect(JSON.stringify(copy.blocks)).not.toMatch(/"url"|"type":"link"/)
  await alice.close(copy)

  const question = await opened('Revoke…', 'stops working right away')
  await alice.close(question)
  expect(second && (await shares.get(second))?.state).toBe('active')
  await alice.submit(await opened('Revoke…', 'stops working right away'))
  await expect.poll(async () => second && (await shares.get(second))?.end?.reason).toBe('manual')
  // The list says so in its place.
  await slack.waitFor((s) =>
    s
      .ephemerals('alice')
      .find(({ ts, text }) => ts === list.ts && /Closing now|Your live links: 1/.test(text)),
  )
})

test('what a menu is forged to ask is refused: another’s link is neither copied nor revoked', async () => {
  const { slack, shares, kept } = await stageWith(1)
  const [share] = kept
  const bob = slack.person('bob')
  await bob.command('/sharelink list here', { in: '#general' })
  const list = await listOf(slack, 'bob', 'Live links in this channel: 1')
  const before = answersTo(slack, 'bob').length
  for (const option of ['Copy link', 'Extend', 'Revoke…']) await bob.click(list, { option })
  // Nothing that is not in the menu is done by it.
  await bob.click(list, { option: 'Details' }, { value: `revoke_share ${share?.id}` })
  await slack.waitFor(() => answersTo(slack, 'bob').length === before + 3)
  for (const answer of answersTo(slack, 'bob').slice(before)) expect(answer.text).toMatch(/^Only /)
  await bob.click(list, { option: 'Details' })
  const view = await slack.waitFor((s) => s.view('bob'))
  await bob.submit(
    { ...view },
    {},
    {
      force: true,
      patch: { view: { callback_id: 'revoke_form', private_metadata: share?.id } },
    },
  )
  await slack.idle()
  expect(share && (await shares.get(share))?.state).toBe('active')
})
