import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { ALL_SCOPES, HISTORY_SCOPES } from '../../sandbox/slack/seed.ts'
import { addressOf, saysOver, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

const WITH_HISTORY = { scopes: [...ALL_SCOPES, ...HISTORY_SCOPES] }

test.for([
  ['after Slack took both', true, true, [true], 0],
  ['before Slack took either', false, true, [true], 0],
  ['after Slack took both, where the app may not look', true, false, [true, false], 1],
  ['before Slack took either, where the app may not look', false, false, [], 1],
] as const)(
  'R8: an end whose answer is cut off twice, %s, is in the channel twice at most, and never told nowhere',
  async ([_when, afterWork, mayLook, told, privately]) => {
    const { slack, startBot } = await setStage({}, mayLook ? WITH_HISTORY : {})
    await startBot()
    const alice = slack.person('alice')
    await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
    const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
    slack.fail({ method: 'chat.postMessage', drop: true, afterWork, times: 2 })
    await alice.click(posted, { label: 'Revoke' })
    await slack.waitFor((s) => saysOver(s.message('#general', posted.ts)))
    const tries = mayLook && afterWork ? 1 : 3
    await slack.waitFor(() => slack.requests('chat.postMessage').length === 1 + tries)
    await slack.idle()
    expect(slack.thread(posted).map(({ broadcast }) => broadcast)).toEqual(told)
    const direct = slack.history(slack.dm('alice')).filter(({ bot_id }) => bot_id !== undefined)
    expect(direct).toHaveLength(privately)
    expect(slack.requests('chat.postMessage')).toHaveLength(1 + tries)
  },
)

test('R9: a message whose answer is cut off is found again, and is the only one of its link', async () => {
  const { slack, portal, startBot } = await setStage({}, WITH_HISTORY)
  await startBot()
  slack.fail({ method: 'chat.postMessage', drop: true, afterWork: true })
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report} for 7d`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('Shared Q3.docx')))
  await slack.idle()
  expect(slack.requests('chat.postMessage')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)
  await alice.click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => saysOver(s.message('#general', posted.ts)))
})

test('what is written beside messages, for apps, tells nothing of the link', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report} for 7d`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await alice.click(posted, { label: 'Revoke' })
  const end = await slack.waitFor((s) => s.thread(posted).find((m) => m.broadcast))
  for (const { metadata } of [posted, end]) {
    expect(metadata).toEqual({
      event_type: 'sharelink_post',
      event_payload: { ids: expect.stringMatching(/^[\w-]{22}$/) },
    })
  }
  expect(posted.metadata).not.toEqual(end.metadata)
})

test('R8: an end is told though its message cannot be rewritten, and the message is true though no notice goes', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  const posted = []
  for (const channel of ['#general', '#random']) {
    await alice.command(`/sharelink ${FILES.report}`, { in: channel })
    posted.push(await slack.waitFor((s) => s.history(channel).find((m) => addressOf(m))))
  }
  const [sick, silent] = posted
  if (sick === undefined || silent === undefined) throw new Error('not posted')
  slack.fail({ method: 'chat.update', match: { ts: sick.ts }, status: 500, times: 'always' })
  slack.fail({
    method: 'chat.postMessage',
    match: { thread_ts: silent.ts },
    status: 503,
    times: 'always',
  })
  for (const message of posted) await alice.click(message, { label: 'Revoke' })
  await slack.waitFor((s) => s.thread(sick).find((m) => m.broadcast))
  await slack.waitFor((s) => saysOver(s.message('#random', silent.ts)))
  slack.clearFailures()
  await slack.waitFor((s) => s.thread(silent).find((m) => m.broadcast))
  await slack.waitFor((s) => saysOver(s.message('#general', sick.ts)))
  expect([sick, silent].map((m) => slack.thread(m).length)).toEqual([1, 1])
})

test('the ends of many links in one channel are told in few posts, and each message shows its own', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  for (const file of [FILES.report, FILES.report, FILES.report, FILES.xlsx, FILES.xlsx, FILES.xlsx])
    await alice.command(`/sharelink ${file}`, { in: '#general' })
  const posted = await slack.waitFor((s) => {
    const live = s.history('#general').filter((m) => addressOf(m))
    return live.length === 6 ? live : undefined
  })
  const ids = posted.map(shareIdOf)
  await Promise.all(posted.map((message) => alice.click(message, { label: 'Revoke' })))
  const told = () => slack.history('#general').filter(({ text }) => /have ended|: link /.test(text))
  await slack.waitFor(() => ids.every((id) => told().some(({ text }) => text.includes(id))))
  await slack.idle()
  expect(told().length).toBeLessThan(6)
  for (const { ts } of posted) expect(saysOver(slack.message('#general', ts))).toBe(true)
})
