import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage, SlackState } from '../../sandbox/slack/model.ts'
import { addressOf, buttonNames, END_TOLD, saysOver, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

/** Alice shares the report in a channel. */
const share = async ({ slack }: Stage, channel: string, terms: string): Promise<SlackMessage> => {
  await slack.person('alice').command(`/sharelink ${FILES.report} ${terms}`, { in: channel })
  return slack.waitFor((s) => s.history(channel).find((m) => addressOf(m)))
}

/** What the bot has written to Alice directly. */
const toAlice = ({ slack }: Stage): SlackMessage[] =>
  slack.history(slack.dm('alice')).filter(({ bot_id }) => bot_id !== undefined)

const toldAlice = (stage: Stage, words: string | RegExp): Promise<SlackMessage> =>
  stage.slack.waitFor(() => toAlice(stage).find((m) => stage.slack.render(m).match(words)))

const inChannel = (state: SlackState, name: string) => {
  const found = state.channels.find((channel) => channel.name === name)
  if (found === undefined) throw new Error(`no channel ${name}`)
  return found
}

test.each<[string, string, (state: SlackState) => void]>([
  [
    'whose message was deleted',
    '#general',
    (state) => {
      state.messages = state.messages.filter(({ channel }) => channel !== inChannel(state, 'general').id)
    },
  ],
])(
  'a share %s lives on: its creator is told once, can still act on it, and is told the end',
  async (_, channel, change) => {
    const stage = await setStage()
    const { slack, portal, startBot } = stage
    await startBot()
    const posted = await share(stage, channel, 'max 5')
    slack.change(change)
    expect((await download(addressOf(posted) ?? '', 'Firefox')).status).toBe(200)

    const told = await toldAlice(stage, 'was deleted, or')
    expect(slack.render(told)).toContain('Your message with the link to')
    expect(slack.render(told)).toContain(`1 of 5 downloads · ID ${shareIdOf(posted)}`)
    expect(buttonNames(told)).toEqual(['Extend', 'Details', 'Revoke'])
    expect(addressOf(told)).toBeUndefined()
    expect((await download(addressOf(posted) ?? '', 'Chrome')).status).toBe(200)

    await slack.person('alice').click(told, { label: 'Revoke' })
    const end = await toldAlice(stage, END_TOLD)
    expect(slack.render(end)).toMatch(/link revoked by @alice.*\.\nI couldn't update its message in /)
    expect(portal.links(FILES.report)).toEqual([])
    expect((await download(addressOf(posted) ?? '', 'Edge')).status).not.toBe(200)
    await slack.idle()
    expect(toAlice(stage)).toHaveLength(2)
    expect(slack.thread(posted)).toEqual([])
  },
)

test('a channel in which the bot may no longer reply: the message is kept true, its creator is told the rest', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, '#general', 'max 2')
  slack.fail({
    method: 'chat.postMessage',
    match: { channel: posted.channel },
    error: 'restricted_action',
    times: 'always',
  })
  await download(addressOf(posted) ?? '', 'Firefox')
  await toldAlice(stage, 'has one download left')
  await download(addressOf(posted) ?? '', 'Chrome')
  await toldAlice(stage, 'all 2 downloads used')
  await slack.idle()
  expect(toAlice(stage)).toHaveLength(2)
  expect(saysOver(slack.message('#general', posted.ts))).toBe(true)
})

test('a share without a message tells its creator of the last download and the end, and of no other', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#secret' })
  const made = await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('/invite')))
  const address = /https?:\S*fileid=[\w-]+/.exec(made.text.replaceAll('&amp;', '&'))?.[0] ?? ''
  for (const browser of ['Firefox', 'Chrome']) expect((await download(address, browser)).status).toBe(200)
  const warning = await toldAlice(stage, 'has one download left')
  expect(buttonNames(warning)).toEqual(['Extend', 'Revoke'])
  await download(address, 'Safari')
  await toldAlice(stage, 'all 3 downloads used')
  await slack.idle()
  expect(toAlice(stage)).toHaveLength(2)
})

test.each<[string, string, (stage: Stage) => Promise<unknown>, (stage: Stage) => Promise<unknown>]>([
  [
    'that was archived and comes back',
    '#general',
    ({ slack }) => slack.archive('#general'),
    ({ slack }) => slack.unarchive('#general'),
  ],
  [
    'that is private, and that the bot was taken out of and is invited to again',
    '#board',
    async ({ slack }) => slack.kickBot('#board'),
    ({ slack }) => slack.inviteBot('#board'),
  ],
])(
  'a channel %s: its creator hears at once, the channel once when it is open, and the message is true',
  async (_, channel, shut, open) => {
    const stage = await setStage()
    const { slack, portal, startBot } = stage
    await startBot()
    const posted = await share(stage, channel, 'max 5')
    await shut(stage)
    await download(addressOf(posted) ?? '', 'Firefox')
    const told = await toldAlice(stage, "I can't update your message")
    expect(slack.render(told)).toContain("I'll update the message once the channel is open again.")
    expect(buttonNames(told)).toEqual(['Extend', 'Details', 'Revoke'])
    await slack.person('alice').click(told, { label: 'Revoke' })
    await toldAlice(stage, END_TOLD)
    expect(portal.links(FILES.report)).toEqual([])
    await slack.idle()
    expect(slack.thread(posted)).toEqual([])

    await open(stage)
    const end = await slack.waitFor((s) => s.history(channel).find((m) => m.broadcast))
    expect(slack.render(end)).toContain('link revoked by @alice')
    const now = slack.message(channel, posted.ts)
    expect(now && [buttonNames(now), addressOf(now)]).toEqual([['Details'], undefined])
    await slack.idle()
    expect(slack.thread(posted)).toHaveLength(1)
    expect(toAlice(stage)).toHaveLength(2)
  },
)

test('a channel that was archived during one download is told the end, though Slack says nothing of it', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, '#general', 'max 5')
  await slack.archive('#general', { heard: false })
  await download(addressOf(posted) ?? '', 'Firefox')
  await toldAlice(stage, "I can't update your message")
  await slack.unarchive('#general', { heard: false })
  await slack.person('alice').click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  const now = slack.message('#general', posted.ts)
  expect(now && [buttonNames(now), addressOf(now)]).toEqual([['Details'], undefined])
})

test.each([
  ['and Slack says so', true],
  ['and Revoke is pressed in that very message', false],
])('a channel whose id changes %s: its message is kept true', async (_, heard) => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, '#general', 'max 5')
  await slack.changeChannelId('#general', { heard })
  await download(addressOf(posted) ?? '', 'Firefox')
  if (heard) await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('1 of 5'))
  else await toldAlice(stage, "I can't update your message")
  const there = slack.message('#general', posted.ts)
  if (there === undefined) throw new Error('no message')
  await slack.person('alice').click(there, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  const now = slack.message('#general', posted.ts)
  expect(now && [buttonNames(now), addressOf(now)]).toEqual([['Details'], undefined])
})
