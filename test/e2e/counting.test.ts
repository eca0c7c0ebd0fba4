import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const HOUR = 3_600_000

/** Alice shares the report; the message, and the address in it. */
const share = async ({ slack }: Stage, terms: string) => {
  await slack.person('alice').command(`/sharelink ${FILES.report} ${terms}`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  return { ts: posted.ts, address: addressOf(posted) ?? '' }
}
const saysOf = (stage: Stage, ts: string) => stage.slack.message('#general', ts)?.text ?? ''
const threadOf = ({ slack }: Stage, ts: string) =>
  slack.thread({ channel: slack.channel('#general').id, ts }).map((reply) => slack.render(reply))

test('what was downloaded while the bot was away is told in one line', async () => {
  const stage = await setStage()
  const bot = await stage.startBot()
  const { ts, address } = await share(stage, 'max 100')
  await bot.close()
  for (let n = 0; n < 40; n += 1) {
    stage.portal.emit({ target: FILES.report, page: address, ip: `10.0.0.${n}` })
  }
  await stage.startBot()
  await stage.slack.waitFor(() => saysOf(stage, ts).includes('40 of 100 downloads'))
  await stage.slack.waitFor(() => threadOf(stage, ts).length > 0)
  await stage.slack.idle()
  expect(threadOf(stage, ts)).toEqual(['40 downloads (40 of 100).'])
})

test('a download that comes to light after the end is told for what it is, once', async () => {
  const stage = await setStage()
  await stage.startBot()
  const { ts, address } = await share(stage, 'max 1')
  stage.portal.configure({ auditHeld: true })
  await download(address, 'Late Browser')
  // The row of the second download is there at once: the first one's waits.
  const [late] = stage.portal.state.pending
  if (late === undefined) throw new Error('no event waits')
  stage.portal.state.pending = []
  stage.portal.configure({ auditHeld: false })
  await download(address, 'Quick Browser')
  await stage.slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await stage.slack.waitFor(() => saysOf(stage, ts).includes('1 of 1 download used'))

  stage.portal.state.pending = [late]
  await stage.slack.waitFor(() => saysOf(stage, ts).includes('2 downloads (limit 1)'))
  await stage.slack.waitFor(() => threadOf(stage, ts).length > 1)
  await stage.slack.idle()
  expect(threadOf(stage, ts).at(-1)).toBe('1 earlier download showed up late: 2 in all.')
  expect(threadOf(stage, ts)).toHaveLength(2)
})

test.each([
  ['ahead', HOUR],
  ['behind', -HOUR],
])('the limit holds with a portal whose clock is an hour %s', async (_, clockSkewMs) => {
  const stage = await setStage()
  stage.portal.configure({ clockSkewMs })
  await stage.startBot()
  const { ts, address } = await share(stage, 'for 2d max 2')
  expect((await download(address, 'One')).status).toBe(200)
  await stage.slack.waitFor(() => saysOf(stage, ts).includes('1 of 2 downloads'))
  expect((await download(address, 'Two')).status).toBe(200)
  await stage.slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect((await download(address, 'Three')).status).not.toBe(200)
  await stage.slack.idle()
  expect(saysOf(stage, ts)).toContain('2 of 2 downloads used')
})
