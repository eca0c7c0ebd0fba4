import { describe, expect, test } from 'vitest'
import type { SlackMessage } from '../../../slack/model.ts'
import { buttons, revoke, startBot, startWorkspace } from './fixture.ts'

const withPanel = async (channel = 'C0DESIGN02') => {
  const { slack, client } = await startWorkspace()
  const bot = await startBot(slack)
  const { ts } = await client.chat.postMessage({ channel, text: 'A share', blocks: buttons(revoke) })
  return { slack, client, bot, channel, message: slack.message(channel, String(ts)) as SlackMessage }
}

describe('a click on a message', () => {
  test('carries container, message, channel, team, user and the action with its confirm', async () => {
    const { slack, bot, message } = await withPanel()
    const ack = await slack.person('bob').click(message, 'Revoke')
    expect(ack.problems).toEqual([])
    expect(bot.last().genuine).toBe(true)
    expect(bot.last().payload).toMatchObject({
      type: 'block_actions',
      team: { id: slack.teamId, domain: 'northwind' },
      user: { id: 'U0BOB00002', username: 'bob', team_id: slack.teamId },
      channel: { id: 'C0DESIGN02', name: 'design' },
      container: { type: 'message', message_ts: message.ts, channel_id: 'C0DESIGN02', is_ephemeral: false },
      message: { ts: message.ts, text: 'A share', bot_id: 'B0BOT00009', blocks: message.blocks },
      trigger_id: expect.any(String),
      response_url: expect.stringContaining('/actions/'),
      actions: [
        {
          type: 'button',
          action_id: 'revoke',
          block_id: 'panel',
          value: 'K7Q2',
          text: { type: 'plain_text', text: 'Revoke', emoji: true },
          confirm: { title: { text: 'Revoke?' } },
          action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
        },
      ],
    })
  })

  test('in a menu carries what was chosen, and a menu alone is nothing to click', async () => {
    const { slack, client } = await startWorkspace()
    const bot = await startBot(slack)
    const option = (text: string, value: string) => ({ text: { type: 'plain_text' as const, text }, value })
    const options = [option('Extend', 'extend K7Q2'), option('Revoke…', 'revoke K7Q2')]
    const { ts } = await client.chat.postMessage({
      channel: 'C0DESIGN02',
      text: 'A list',
      blocks: [
        {
          type: 'section',
          block_id: 'row',
          text: { type: 'mrkdwn', text: '*A share*' },
          accessory: { type: 'overflow', action_id: 'menu', options },
        },
      ],
    })
    const message = slack.message('C0DESIGN02', String(ts)) as SlackMessage
    expect(slack.render(message)).toBe('A share\n[… Extend · Revoke…]')
    const bob = slack.person('bob')
    await bob.click(message, { action_id: 'menu', option: 'Revoke…' })
    expect(bot.last().payload.actions).toEqual([
      {
        type: 'overflow',
        action_id: 'menu',
        block_id: 'row',
        selected_option: {
          text: { type: 'plain_text', text: 'Revoke…', emoji: true },
          value: 'revoke K7Q2',
        },
        action_ts: expect.any(String),
      },
    ])
    await bob.click(message, { block_id: 'row', option: 'extend K7Q2' }, { value: 'extend OTHER' })
    expect(bot.last().payload).toMatchObject({ actions: [{ selected_option: { value: 'extend OTHER' } }] })
    await expect(bob.click(message, 'menu')).rejects.toThrow('say which option')
    await expect(bob.click(message, { block_id: 'row', option: 'Close' })).rejects.toThrow('Extend | Revoke…')
  })

  test('of another company: the team is ours, the user theirs', async () => {
    const { slack, bot, message } = await withPanel('C0ACME0005')
    await slack.person('xavier').click(message, 'revoke')
    expect(bot.last().payload).toMatchObject({
      team: { id: slack.teamId },
      user: { id: 'U0XAVIER06', team_id: 'T0ACME0002' },
    })
  })

  test('forged value, user and team', async () => {
    const { slack, bot, message } = await withPanel()
    await slack.person('bob').click(message, 'revoke', {
      value: 'OTHER',
      patch: { user: { id: 'U0CAROL003' }, team: null },
    })
    expect(bot.last().payload).toMatchObject({
      user: { id: 'U0CAROL003', username: 'bob' },
      team: null,
      actions: [{ value: 'OTHER' }],
    })
  })

  test('not by somebody who cannot see it, and not on what is not there', async () => {
    const { slack, client, bot, message, channel } = await withPanel()
    await expect(slack.person('xavier').click(message, 'revoke')).rejects.toThrow('cannot see')
    await expect(slack.person('bob').click(message, 'extend')).rejects.toThrow('there is: revoke "Revoke"')
    await client.chat.update({ channel, ts: message.ts, text: 'Over' })
    await expect(slack.person('bob').click(message, 'revoke')).rejects.toThrow('nothing to press')
    expect(bot.heard).toEqual([])
    await slack.person('bob').click(message, 'revoke', { stale: true })
    expect(bot.last().payload).toMatchObject({ actions: [{ value: 'K7Q2' }], message: { text: 'Over' } })
  })

  test('on an ephemeral message there is no message in the payload', async () => {
    const { slack, client, bot, channel } = await withPanel()
    await client.chat.postEphemeral({
      channel,
      user: 'U0BOB00002',
      text: 'Post anyway?',
      blocks: buttons(revoke),
    })
    const [shown] = slack.ephemerals('bob')
    if (!shown) throw new Error('no ephemeral')
    await expect(slack.person('alice').click(shown, 'revoke')).rejects.toThrow('does not see')
    await slack.person('bob').click(shown, 'revoke')
    expect(bot.last().payload).toMatchObject({ container: { is_ephemeral: true, message_ts: shown.ts } })
    expect(bot.last().payload).not.toHaveProperty('message')
  })
})

describe('Home, shortcuts and events', () => {
  test('opening Home is an event in an envelope, with the view once there is one', async () => {
    const { slack, client, bot } = await withPanel()
    await slack.person('alice').openHome()
    expect(bot.last()).toMatchObject({
      genuine: true,
      payload: {
        type: 'event_callback',
        team_id: slack.teamId,
        event_id: expect.stringMatching(/^Ev/),
        authorizations: [{ team_id: slack.teamId, user_id: slack.botUserId, is_bot: true }],
        event: { type: 'app_home_opened', user: 'U0ALICE001', tab: 'home', channel: 'D0ALICEBOT' },
      },
    })
    expect(bot.last().payload).not.toHaveProperty('event.view')
    const view = { type: 'home' as const, blocks: buttons(revoke) }
    await client.views.publish({ user_id: 'U0ALICE001', view })
    await slack.person('alice').openHome()
    expect(bot.last().payload).toMatchObject({ event: { view: { type: 'home' } } })
    const home = slack.home('alice')
    if (!home) throw new Error('no home')
    await slack.person('alice').click(home, 'revoke')
    expect(bot.last().payload).toMatchObject({ container: { type: 'view', view_id: home.id } })
    expect(bot.last().payload).not.toHaveProperty('response_url')
  })

  test('global and message shortcuts', async () => {
    const { slack, bot, message } = await withPanel()
    await slack.person('alice').shortcut('share_file')
    expect(bot.last().payload).toMatchObject({ type: 'shortcut', callback_id: 'share_file' })
    await slack.person('alice').messageShortcut('share_file_from_message', message)
    expect(bot.last().payload).toMatchObject({
      type: 'message_action',
      message_ts: message.ts,
      message: { text: 'A share' },
      channel: { id: 'C0DESIGN02' },
    })
  })

  test('any other event', async () => {
    const { slack, bot } = await withPanel()
    await slack.event({ type: 'app_uninstalled' })
    expect(bot.last().payload).toMatchObject({ type: 'event_callback', event: { type: 'app_uninstalled' } })
  })
})
