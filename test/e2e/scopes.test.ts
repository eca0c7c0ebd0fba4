import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { ALL_SCOPES } from '../../sandbox/slack/seed.ts'
import { addressOf } from '../support/message.ts'
import { readyz } from '../support/readyz.ts'
import { setStage } from '../support/stage.ts'

test('a scope that is missing is told as what it is: to who acts, to the admins, in the log and in /readyz', async () => {
  const { portal, slack, env, startBot, logged } = await setStage()
  env.ADMIN_USERS = [slack.user('carol').id, slack.user('doris').id].join()
  const grant = (scopes: string[]) =>
    slack.change(({ teams }) => {
      for (const { install } of teams) if (install) install.scopes = scopes
    })
  grant(ALL_SCOPES.filter((scope) => scope !== 'users:read'))
  const { port } = await startBot()

  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
  await alice.command(`/sharelink ${FILES.pdf}`, { in: '#general' })
  const told = await slack.waitFor((s) => {
    const all = s.ephemerals('alice').filter((e) => e.text.includes('lacks the scope users:read'))
    return all.length === 2 && all
  })
  expect(told[0]?.text).toContain('Ask a Slack admin to add it and to install the app again')
  expect(told.map(({ text }) => text).join()).not.toContain("didn't answer")
  expect(portal.links(FILES.report)).toEqual([])
  for (const admin of ['carol', 'doris']) {
    const said = await slack.waitFor((s) => s.history(s.dm(admin))[0])
    expect(said.text).toContain('lacks the scope users:read')
  }
  expect(await readyz(port)).toMatchObject({
    status: 200,
    body: { slack: { status: 'degraded', detail: expect.stringContaining('users:read') } },
  })

  // Installed again, with all scopes.
  grant(ALL_SCOPES)
  await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await expect.poll(async () => (await readyz(port)).body.slack).toEqual({ status: 'ok' })
  await slack.idle()
  expect(['carol', 'doris'].map((admin) => slack.history(slack.dm(admin)).length)).toEqual([1, 1])
  expect(logged.filter((line) => line.includes('the Slack app lacks a scope'))).toHaveLength(1)
})

test.each([
  ['account_inactive', "doesn't accept Sharelink's token (account_inactive)"],
  ['access_denied', 'Slack refused this (access_denied)'],
])('%s is told as what it is', async (error, words) => {
  const { slack, startBot } = await setStage()
  await startBot()
  slack.fail({ method: 'users.info', times: 'always', error })
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes(words)))
  slack.clearFailures()
})
