import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

test.for([
  ['after Slack took both', true],
  ['before Slack took either', false],
] as const)(
  'R8: an end whose answer is cut off twice, %s, is told at least once, and twice at most',
  async ([_when, afterWork]) => {
    const { slack, startBot } = await setStage()
    await startBot()
    await slack.person('alice').command(`/sharelink ${FILES.report} for 2s`, { in: '#general' })
    const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
    const cut = slack.fail({ method: 'chat.postMessage', drop: true, afterWork, times: 2 })
    const told = await slack.waitFor((s) =>
      s.history(s.dm('alice')).find((m) => m.bot_id !== undefined && m.text.includes('has ended')),
    )
    await slack.idle()
    expect(slack.render(told)).toContain('Its time is over.')
    expect(cut.hits()).toBe(2)
    expect(slack.thread(posted).map(({ broadcast }) => broadcast)).toEqual(afterWork ? [true, false] : [])
  },
)

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
  await slack.waitFor((s) => s.message('#random', silent.ts)?.text.includes('This link has ended.'))
  slack.clearFailures()
  await slack.waitFor((s) => s.thread(silent).find((m) => m.broadcast))
  await slack.waitFor((s) => s.message('#general', sick.ts)?.text.includes('This link has ended.'))
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
  const told = () =>
    slack.history('#general').filter(({ text }) => /ended/.test(text) && !/Shared by/.test(text))
  await slack.waitFor(() => ids.every((id) => told().some(({ text }) => text.includes(id))))
  await slack.idle()
  expect(told().length).toBeLessThan(6)
  for (const { ts } of posted) expect(slack.message('#general', ts)?.text).toContain('This link has ended.')
})
