import { test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf, END_TOLD } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test.concurrent('a post whose answer is lost is not trusted: its address dies, and another message takes its place', async ({
  expect,
  onTestFinished,
}) => {
  const { portal, slack, startBot } = await setStage({}, {}, onTestFinished)
  await startBot()
  slack.fail({ method: 'chat.postMessage', drop: true, afterWork: true })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general')[1])
  const left = slack.history('#general')[0]
  expect((await download((left && addressOf(left)) ?? '', 'Firefox')).status).not.toBe(200)
  expect((await download(addressOf(posted) ?? '', 'Chrome')).status).toBe(200)
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test.concurrent.for<[string, object]>([
  ['turned away by a rate limit', { status: 429, retryAfter: 1 }],
  ['broken for a moment', { status: 503 }],
])(
  'an end that Slack does not take at first (%s) is told once it does',
  async ([_what, failure], { expect, onTestFinished }) => {
    const { portal, slack, startBot } = await setStage({}, {}, onTestFinished)
    await startBot()
    await slack.person('alice').command(`/sharelink ${FILES.report} for 2s`, { in: '#general' })
    await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
    for (const method of ['chat.update', 'chat.postMessage']) slack.fail({ method, times: 2, ...failure })
    await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
    await slack.idle()
    expect(slack.history('#general').filter((m) => m.broadcast)).toHaveLength(1)
    expect(portal.links(FILES.report)).toEqual([])
  },
)

test.concurrent('a share whose message somebody deleted ends all the same, and its creator is told', async ({
  expect,
  onTestFinished,
}) => {
  const { portal, slack, startBot } = await setStage({}, {}, onTestFinished)
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} for 3s`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  slack.fail({ method: 'chat.update', error: 'message_not_found', times: 'always' })
  const told = await slack.waitFor((s) => s.history(s.dm('alice')).find((m) => END_TOLD.test(m.text)))
  expect(slack.render(told)).toContain('link expired')
  expect(portal.links(FILES.report)).toEqual([])
  expect(slack.thread(posted)).toEqual([])
})

test.concurrent('a link that the portal is slow to remove is removed in the end, and the message loses its address at once', async ({
  expect,
  onTestFinished,
}) => {
  const { portal, slack, startBot } = await setStage({}, {}, onTestFinished)
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  portal.fault({ method: 'PUT', times: 'always', action: { kind: 'status', status: 404 } })
  await slack.person('alice').click(posted, { label: 'Revoke' })
  const ending = await slack.waitFor((s) => {
    const now = s.message('#general', posted.ts)
    return now?.text.includes('is revoking this link') ? now : undefined
  })
  expect(addressOf(ending)).toBeUndefined()
  expect(portal.links(FILES.report)).toHaveLength(1)
  portal.clearFaults()
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(portal.links(FILES.report)).toEqual([])
})

test.concurrent('a lying portal that only says that it deleted is asked again', async ({
  expect,
  onTestFinished,
}) => {
  const { portal, slack, startBot } = await setStage({}, {}, onTestFinished)
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  portal.fault({ method: 'PUT', times: 2, action: { kind: 'lie', how: 'does-nothing' } })
  await slack.person('alice').click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(portal.links(FILES.report)).toEqual([])
})

test.concurrent.for<[string, object]>([
  ['slow', { delayMs: 3_500 }],
  ['broken for a moment', { status: 503 }],
  ['cut off for a moment', { drop: true }],
])(
  'a command is acked and carried out while Slack is %s',
  async ([_what, failure], { expect, onTestFinished }) => {
    const { portal, slack, startBot } = await setStage({}, {}, onTestFinished)
    await startBot()
    for (const method of ['users.info', 'conversations.info']) slack.fail({ method, times: 1, ...failure })
    const ack = await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
    expect(ack).toMatchObject({ status: 200, late: false })
    await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
    expect(portal.links(FILES.report)).toHaveLength(1)
  },
)

test.concurrent.for<[string, boolean]>([
  ['after it was posted', true],
  ['before it was posted', false],
])(
  'an end whose answer is lost %s is told to the channel at most once, and to the thread for sure',
  async ([_what, afterWork], { expect, onTestFinished }) => {
    const { slack, startBot } = await setStage({}, {}, onTestFinished)
    await startBot()
    const alice = slack.person('alice')
    await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
    const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
    slack.fail({ method: 'chat.postMessage', drop: true, afterWork })
    await alice.click(posted, { label: 'Revoke' })
    const expected = afterWork ? 2 : 1
    await slack.waitFor((s) => s.thread(posted).length >= expected)
    await slack.idle()
    expect(slack.thread(posted)).toHaveLength(expected)
    expect(slack.history('#general').filter((m) => m.broadcast)).toHaveLength(afterWork ? 1 : 0)
  },
)
