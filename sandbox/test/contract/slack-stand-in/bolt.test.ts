import { App, LogLevel } from '@slack/bolt'
import { expect, onTestFinished, test } from 'vitest'
import type { Slack } from '../../../slack/types.ts'
import { buttons, revoke, startWorkspace } from './fixture.ts'

/** The real Bolt, as the app uses it: one workspace over HTTP. */
const startApp = async (slack: Slack) => {
  const app = new App({
    token: slack.botToken,
    signingSecret: slack.signingSecret,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    deferInitialization: true,
    convoStore: false,
    logLevel: LogLevel.ERROR,
  })
  await app.init()
  app.command('/sharelink', async ({ ack, command, client, respond }) => {
    await ack()
    await client.chat.postMessage({
      channel: command.channel_id,
      text: command.text,
      blocks: buttons(revoke),
    })
    await respond('Shared.')
  })
  app.action('revoke', async ({ ack, body, client, respond }) => {
    await ack()
    const trigger_id = 'trigger_id' in body ? body.trigger_id : ''
    await respond({ text: 'Revoked.', replace_original: true })
    const title = { type: 'plain_text' as const, text: 'Done' }
    await client.views.open({ trigger_id, view: { type: 'modal', title, blocks: [{ type: 'divider' }] } })
  })
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: buttons(revoke) } })
  })
  const server = (await app.start({ port: 0, host: '127.0.0.1' })) as { address(): { port: number } }
  onTestFinished(async () => {
    await app.stop()
  })
  slack.connect(`http://127.0.0.1:${server.address().port}`)
}

test('a conversation with a real Bolt app', async () => {
  const { slack } = await startWorkspace()
  await startApp(slack)
  const alice = slack.person('alice')
  const ack = await alice.command('/sharelink 12 & more', { in: '#general' })
  expect(ack.problems).toEqual([])
  await slack.waitFor((s) => s.ephemerals('alice').some((e) => e.text === 'Shared.'))
  const [share] = slack.history('#general')
  if (!share) throw new Error('nothing was posted')
  expect(share.args).toMatchObject({ team_id: slack.teamId, text: '12 &amp; more' })
  expect(slack.render(share, 'alice')).toBe('A share\n[Revoke]')

  await slack.person('bob').click(share, 'Revoke')
  await slack.waitFor((s) => s.view('bob'))
  expect(slack.history('#general').map((m) => slack.render(m))).toEqual(['Revoked.'])

  await alice.openHome()
  await slack.waitFor((s) => s.home('alice'))
})

test('Bolt refuses what is not signed by us, or too old', async () => {
  const { slack } = await startWorkspace()
  await startApp(slack)
  const alice = slack.person('alice')
  for (const bad of [{ signature: 'wrong' }, { signature: 'missing' }, { offsetSeconds: -301 }] as const) {
    const ack = await alice.command('/sharelink', { in: '#general', ...bad })
    expect([bad, ack.status >= 400]).toEqual([bad, true])
  }
  expect(slack.history('#general')).toEqual([])
})
