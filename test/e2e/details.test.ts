import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage, SlackView } from '../../sandbox/slack/model.ts'
import { firstAnswer } from '../support/answers.ts'
import { addressOf, buttonNames, saysOver, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const share = async (stage: Stage, channel: string, by = 'alice'): Promise<SlackMessage> => {
  const { slack } = stage
  await slack.person(by).command(`/sharelink ${FILES.report} max 5 note for the board`, { in: channel })
  const posted = () => slack.history(channel).find((m) => addressOf(m))
  const question = () => slack.ephemerals(by).find((e) => e.text.includes('Nothing has been made yet'))
  await slack.waitFor(() => posted() ?? question())
  const asked = question()
  if (asked !== undefined) await slack.person(by).click(asked, { label: 'Share' })
  await slack.waitFor((s) => s.ephemerals(by).find((e) => e.text.startsWith('Shared ')))
  return slack.waitFor(posted)
}

const namesOn = (view: SlackView): string[] => buttonNames({ blocks: view.blocks } as SlackMessage)

/** Opens the details of a message, and gives them as soon as they are shown. */
const details = async ({ slack }: Stage, who: string, posted: SlackMessage): Promise<SlackView> => {
  await slack.person(who).click(posted, { label: 'Details' })
  return slack.waitFor((s) => {
    const view = s.view(who)
    return view !== undefined && s.render(view).includes('Shared ') ? view : undefined
  })
}

test('its creator, another member and an admin look at a share; each sees what they may do', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, '#general')
  const address = addressOf(posted) ?? ''
  await download(address, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/138.0.0.0')
  await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('1 of 5 downloads'))

  const seen = await details(stage, 'alice', posted)
  const text = slack.render(seen, 'alice')
  for (const words of [
    '@alice',
    '#general',
    'for the board',
    '1 of 5 downloads',
    `ID ${shareIdOf(posted)}`,
  ]) {
    expect(text).toContain(words)
  }
  expect(text).toMatch(/Counted\n.*\n• .* · counted/)
  expect(text).not.toMatch(/share=|\d+\.\d+\.\d+\.\d+/)
  expect(JSON.stringify(seen.blocks)).not.toContain('filehandler')
  expect(namesOn(seen)).toEqual(['Activity', 'Copy link', 'Mute thread', 'Extend', 'Revoke'])
  expect(namesOn(await details(stage, 'bob', posted))).toEqual(['Activity'])
  expect(namesOn(await details(stage, 'carol', posted))).toEqual([
    'Activity',
    'Copy link',
    'Mute thread',
    'Extend',
    'Revoke',
  ])
})

test('a guest who may look sees the shares of their own channels, and of no other', async () => {
  const stage = await setStage({ ALLOW_GUESTS: 'true' })
  const { slack, startBot } = stage
  await startBot()
  const inTheirs = await share(stage, '#design')
  expect(namesOn(await details(stage, 'gina', inTheirs))).toEqual(['Activity'])
  const elsewhere = shareIdOf(await share(stage, '#general'))
  for (const verb of ['info', 'why']) {
    await slack.person('gina').command(`/sharelink ${verb} ${elsewhere}`, { in: '#design' })
  }
  const refused = await slack.waitFor((s) => {
    const all = s.ephemerals('gina').filter((e) => e.text.includes('Only people in the channel'))
    return all.length === 2 && all
  })
  expect(refused.map(({ text }) => text).join()).not.toContain('general')
  // Full members of the workspace can read every public channel.
  await slack.person('doris').command(`/sharelink info ${elsewhere}`, { in: '#random' })
  await slack.waitFor((s) =>
    s.ephemerals('doris').find((e) => e.text.includes('Counted') || e.text.includes('No downloads')),
  )
})

test('T14: somebody of another company is refused, though the message stands before them', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, '#acme-shared')
  await slack.person('xavier').click(posted, { label: 'Details' })
  await slack.waitFor((s) =>
    s.ephemerals('xavier').find((e) => e.text.includes('Only people in the channel')),
  )
  expect(slack.view('xavier')).toBeUndefined()
})

test('a share of a private channel is not for who is not in it', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const id = shareIdOf(await share(stage, '#board'))
  await slack.person('bob').command(`/sharelink info ${id}`, { in: '#general' })
  const refused = await firstAnswer(slack, 'bob')
  expect(refused.text).toContain('Only people in the channel')
  await slack.person('carol').command(`/sharelink info ${id}`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('carol').find((e) => e.text.includes(`ID ${id}`)))
})

test('a member of a private channel with more members than are read is not told to be none', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const id = shareIdOf(await share(stage, '#board'))
  const many = Array.from({ length: 10_050 }, (_, index) => `U1MANY${index}`)
  slack.change(() => slack.channel('#board').members.push(...many, slack.user('bob').id))
  await slack.person('bob').command(`/sharelink info ${id}`, { in: '#general' })
  const refused = await firstAnswer(slack, 'bob')
  expect(refused.text).toContain("doesn't say whether you're in that channel")
  await slack.person('bob').command(`/sharelink info ${id}`, { in: '#board' })
  await slack.waitFor((s) => s.ephemerals('bob').find((e) => e.text.includes(`ID ${id}`)))
})

test('after the end the details stay, without what acts on the link', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const posted = await share(stage, '#general')
  await slack.person('alice').click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  const ended = await slack.waitFor((s) => {
    const now = s.message('#general', posted.ts)
    return saysOver(now) && now
  })
  const seen = await details(stage, 'alice', ended)
  expect(slack.render(seen)).toMatch(/\nRevoked by @alice · today at /)
  expect(namesOn(seen)).toEqual(['Activity'])
})

test('muting shows in the details that are open, and in those that were typed for', async () => {
  const stage = await setStage()
  const { slack, startBot } = stage
  await startBot()
  const alice = slack.person('alice')
  const posted = await share(stage, '#general')
  const seen = await details(stage, 'alice', posted)
  await alice.click(seen, { label: 'Mute thread' })
  const muted = await slack.waitFor((s) => {
    const view = s.view('alice')
    return view !== undefined && namesOn(view).includes('Unmute thread') && view
  })
  expect(muted.id).toBe(seen.id)
  expect(slack.render(muted)).toContain('Thread muted: only the end will be posted.')

  await alice.command(`/sharelink info ${shareIdOf(posted)}`, { in: '#general' })
  const typed = await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('Thread muted')))
  await alice.click(typed, { label: 'Unmute thread' })
  await slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => e.ts === typed.ts && !e.text.includes('Thread muted')),
  )
})
