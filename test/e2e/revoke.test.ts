import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { addressOf, buttonNames } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'

const share = async ({ slack, startBot }: Stage, channel = '#general'): Promise<SlackMessage> => {
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: channel })
  // Until then the share is still being made, though its message stands.
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.startsWith('Shared')))
  return slack.waitFor((s) => s.history(channel).find((m) => addressOf(m)))
}

test.each(['alice', 'carol'])(
  '%s (its creator, an admin) ends a share with the button, after a confirm step',
  async (who) => {
    const stage = await setStage()
    const { portal, slack } = stage
    const posted = await share(stage)
    const button = (posted.blocks ?? []).flatMap(
      (b) => (b.elements as { action_id?: string; confirm?: unknown }[]) ?? [],
    )
    expect(button.find((b) => b.action_id === 'revoke_share')?.confirm).toBeDefined()
    await slack.person(who).click(posted, { label: 'Revoke' })
    const told = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
    expect(slack.render(told)).toContain(`link revoked by @${who}`)
    expect(portal.links(FILES.report)).toEqual([])
    await slack.idle()
    expect(buttonNames(slack.message('#general', posted.ts) ?? posted)).toEqual(['Details'])
  },
)

test('ADMIN_USERS may end any share', async () => {
  const stage = await setStage()
  stage.env.ADMIN_USERS = stage.slack.user('bob').id
  const posted = await share(stage)
  await stage.slack.person('bob').click(posted, { label: 'Revoke' })
  await stage.slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(stage.portal.links(FILES.report)).toEqual([])
})

test('a click that is delivered five times has one effect', async () => {
  const stage = await setStage()
  const { slack } = stage
  const posted = await share(stage)
  await slack.person('alice').click(posted, { label: 'Revoke' }, { copies: 5, concurrently: true })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await slack.idle()
  expect(slack.history('#general').filter((m) => m.broadcast)).toHaveLength(1)
  expect(slack.ephemerals('alice').filter((e) => e.text.includes('Revoking the link'))).toHaveLength(1)
})

test.each<[string, (s: Stage) => Record<string, unknown>]>([
  ['another member', () => ({ by: 'bob' })],
  ['a guest', () => ({ by: 'gina' })],
  ['somebody of another company', () => ({ by: 'xavier' })],
  ['a click signed for another team', () => ({ by: 'alice', patch: { team: { id: 'T0OTHER' } } })],
  ['a user of another team', () => ({ by: 'alice', patch: { user: { team_id: 'T0OTHER' } } })],
  ['a forged value', () => ({ by: 'alice', value: 'ZZZZZZ' })],
  ['a value that is no id', () => ({ by: 'alice', value: '<!channel> ../../x' })],
])('%s is refused privately and nothing changes', async (_, how) => {
  const stage = await setStage()
  const { portal, slack } = stage
  const posted = await share(stage)
  const { by, ...options } = how(stage) as { by: string }
  const ack = await slack.person(by).click(posted, { label: 'Revoke' }, { force: true, ...options })
  expect(ack).toMatchObject({ status: 200, late: false })
  const refused = await slack.waitFor((s) =>
    s.ephemerals(by).find((e) => /^(Only|Guests|There's no link)/.test(e.text)),
  )
  expect(refused.text).not.toContain('<!channel>')
  await slack.idle()
  expect(portal.links(FILES.report)).toHaveLength(1)
  expect(slack.message('#general', posted.ts)?.revisions).toHaveLength(1)
})
