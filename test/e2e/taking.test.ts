import { expect, type TestContext, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackEphemeral, SlackMessage } from '../../sandbox/slack/model.ts'
import type { ClickOptions } from '../../sandbox/slack/types.ts'
import { answersTo } from '../support/answers.ts'
import { addressOf, buttonNames, shareIdOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { readyz } from '../support/readyz.ts'
import { startRedis } from '../support/redis-of-own.ts'
import { type Stage, setStage } from '../support/stage.ts'

const GATE = {
  PUBLIC_URL: 'https://links.example.com',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
}
type Slack = Stage['slack']

/** The app with a gate, and what asks it for the file at an address that somebody was given. */
const open = async (
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  env: Record<string, string> = {},
) => {
  const stage = await setStage({ ...GATE, ...env }, {}, onTestFinished)
  const { port } = await stage.startBot()
  return {
    ...stage,
    fetchFrom: (address: string) => fetch(address.replace(GATE.PUBLIC_URL, `http://127.0.0.1:${port}`)),
  }
}

/** Alice shares the report with these terms; where people of another company read along, she says yes. */
const share = async (slack: Slack, terms: string, channel: string): Promise<SlackMessage> => {
  await slack.person('alice').command(`/sharelink ${FILES.report} ${terms}`, { in: channel })
  const what = (s: Slack) => s.history(channel)[0] ?? s.ephemerals('alice').find(asks)
  const first = await slack.waitFor(what)
  if ('to' in first) await slack.person('alice').click(first, { action_id: 'post_anyway' })
  return slack.waitFor((s) => s.history(channel)[0])
}

/** The question before it goes to a channel with people of another company. */
const asks = ({ blocks }: SlackEphemeral): boolean => JSON.stringify(blocks ?? []).includes('post_anyway')

/** What the person hears after pressing the button. */
const press = async (slack: Slack, who: string, posted: SlackMessage, options: ClickOptions = {}) => {
  const before = answersTo(slack, who).length
  const ack = await slack.person(who).click(posted, { label: 'Get the file' }, { stale: true, ...options })
  expect(ack).toMatchObject({ status: 200, late: false })
  return slack.waitFor(() => answersTo(slack, who)[before])
}
const given = (answer: SlackEphemeral): string => {
  const address = addressOf(answer)
  if (address === undefined) throw new Error(`no address in: ${answer.text}`)
  return address
}
const shown = (slack: Slack, channel: string, { ts }: SlackMessage): string => {
  const message = slack.message(channel, ts)
  return message === undefined ? '' : slack.render(message)
}

test.concurrent('members and somebody of another company take an exact share, each under their name, and no fourth', async ({
  expect,
  onTestFinished,
}) => {
  const { portal, slack, logged, fetchFrom } = await open({ onTestFinished })
  const channel = '#acme-shared'
  const posted = await share(slack, 'max 3 exact', channel)
  expect(buttonNames(posted)).toEqual(['Get the file', 'Details', 'Revoke'])
  expect([addressOf(posted), slack.render(posted)]).toEqual([
    undefined,
    expect.stringContaining('Exact limit, not one download more'),
  ])

  const carol = await press(slack, 'carol', posted)
  expect(slack.render(carol)).toContain('Only for you. Works until')
  const file = await fetchFrom(given(carol))
  expect(file.status).toBe(200)
  expect(file.headers.get('content-disposition')).toContain('attachment')
  expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(0)
  const again = await press(slack, 'carol', posted)
  expect([given(again), again.text]).toEqual([given(carol), expect.stringContaining('still counts as one')])

  // Downloads of one moment are told in one line.
  await slack.waitFor((s) => s.thread(posted).find((reply) => reply.text.includes('1 of 3 downloads')))
  const xavier = await press(slack, 'xavier', posted)
  await (await fetchFrom(given(xavier))).arrayBuffer()
  await slack.waitFor((s) => s.thread(posted).find((reply) => reply.text.includes('has one download left')))
  const alice = await press(slack, 'alice', posted)
  await (await fetchFrom(given(alice))).arrayBuffer()
  const end = await slack.waitFor((s) => s.thread(posted).find((reply) => reply.broadcast))
  expect(slack.render(end)).toContain('Taken by carol, xavier (Acme Ltd), alice.')

  const bob = await press(slack, 'bob', posted)
  expect(slack.render(bob)).toContain('are taken.')
  expect(addressOf(bob)).toBeUndefined()
  await slack.waitFor((s) => shown(s, channel, posted).includes('3 of 3 downloads used'))
  expect(buttonNames(slack.message(channel, posted.ts) ?? posted)).toEqual(['Details'])
  const said = slack
    .thread(posted)
    .map((reply) => slack.render(reply))
    .join('\n')
  expect(said).toContain('Taken by carol: 1 of 3 downloads.')
  expect(said).toContain('Taken by xavier (Acme Ltd): 2 of 3 downloads.')
  expect(said).not.toMatch(/@|slipped in/)

  await slack.person('alice').command(`/sharelink why ${shareIdOf(posted)}`, { in: channel })
  const why = await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('Newest first')))
  expect(slack.render(why).match(/@\w+.* · downloaded/g)).toHaveLength(3)
  // What opens the file is nowhere but in the answers: not in the channel, not in the log.
  const secrets = [carol, xavier, alice].map(given)
  const open_ = JSON.stringify([slack.history(channel), slack.thread(posted), logged])
  for (const secret of secrets) expect(open_).not.toContain(new URL(secret).pathname)
  expect(portal.events().filter(({ actionId }) => actionId === 5009).length).toBeLessThanOrEqual(3)
})

test.concurrent('the same click delivered many times at once is one download', async ({
  expect,
  onTestFinished,
}) => {
  const { slack } = await open({ onTestFinished })
  const posted = await share(slack, 'max 3 exact', '#general')
  await press(slack, 'bob', posted, { copies: 3, concurrently: true })
  await slack.waitFor((s) => shown(s, '#general', posted).includes('1 of 3 downloads'))
  await slack.idle()
  expect(answersTo(slack, 'bob')).toHaveLength(1)
})

test.concurrent('the answer loses its address after its time, once its button was pressed', async ({
  expect,
  onTestFinished,
}) => {
  const { slack } = await open({ onTestFinished }, { CLAIM_WINDOW: '3s' })
  const posted = await share(slack, 'max 2 exact', '#general')
  const bob = await press(slack, 'bob', posted)
  await slack.person('bob').click(bob, { label: 'Download' })
  const gone = await slack.waitFor((s) => s.ephemerals('bob').find((e) => / worked <!date/.test(e.text)))
  expect([gone.ts, addressOf(gone)]).toEqual([bob.ts, undefined])
  expect(JSON.stringify(gone.blocks)).not.toContain('/d/')
  expect(buttonNames(slack.message('#general', posted.ts) ?? posted)).toContain('Get the file')
})

test.concurrent.for<[string, string, string, (id: string) => ClickOptions]>([
  [
    'by somebody of a workspace that is none of ours',
    'bob',
    '#general',
    () => ({ patch: { team: { id: 'T0OTHER' } } }),
  ],
  [
    'by somebody who acts for another company',
    'bob',
    '#general',
    () => ({ patch: { user: { team_id: 'T0ACME0002' } } }),
  ],
  ['where people of another company were not agreed to', 'xavier', '#general', () => ({ force: true })],
])('a click %s gets nothing', async ([, who, channel, how], { expect, onTestFinished }) => {
  const { slack, fetchFrom } = await open({ onTestFinished })
  const posted = await share(slack, 'max 3 exact', channel)
  const refused = await press(slack, who, posted, how(shareIdOf(posted)))
  expect([slack.render(refused), addressOf(refused)]).toEqual([
    expect.stringContaining('Ask the person who shared it.'),
    undefined,
  ])
  await slack.idle()
  expect(shown(slack, channel, posted)).toContain('0 of 3 downloads')
  expect((await fetchFrom(`${GATE.PUBLIC_URL}/d/T0-A-${'x'.repeat(22)}`)).status).toBe(404)
})

test.concurrent('a click in another channel gets nothing of a share that only its own channel sees', async ({
  expect,
  onTestFinished,
}) => {
  const { slack } = await open({ onTestFinished })
  const secret = await share(slack, 'max 3 exact', '#board')
  const other = await share(slack, 'max 3 exact', '#general')
  const refused = await press(slack, 'bob', other, { value: shareIdOf(secret) })
  expect(slack.render(refused)).toContain('Only people in the channel where it was shared can get this file.')
  // Carol, who is in that channel, may take it from anywhere.
  expect(given(await press(slack, 'carol', other, { value: shareIdOf(secret) }))).toContain(shareIdOf(secret))
})

test.concurrent('a guest takes it where it was shared; after a revocation nobody does, and what was given out is over', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, fetchFrom } = await open({ onTestFinished })
  const posted = await share(slack, 'max none exact', '#design')
  const gina = await press(slack, 'gina', posted)
  expect((await fetchFrom(given(gina))).status).toBe(200)
  await slack.person('alice').click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.thread(posted).find((reply) => reply.broadcast))
  expect((await fetchFrom(given(gina))).status).toBe(410)
  const late = await press(slack, 'bob', posted)
  expect([slack.render(late), addressOf(late)]).toEqual([
    expect.stringContaining('was already revoked'),
    undefined,
  ])
})

test('while Redis takes no writes nothing is given out, and afterwards all is as before', async () => {
  const world = await outside()
  const { slack } = world
  const redis = await startRedis()
  const program = await world.start({ ...GATE, REDIS_URL: redis.url })
  const port = await program.port
  const posted = await share(slack, 'max 1 exact', '#general')
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('Shared')))
  await redis.client.config('SET', 'maxmemory', '1mb')
  const refused = await press(slack, 'bob', posted)
  expect([slack.render(refused), addressOf(refused)]).toEqual([
    expect.stringContaining("can't reach its database"),
    undefined,
  ])
  await redis.client.config('SET', 'maxmemory', '0')
  await expect.poll(() => readyz(port)).toMatchObject({ status: 200 })
  expect(given(await press(slack, 'bob', posted))).toContain(GATE.PUBLIC_URL)
})
