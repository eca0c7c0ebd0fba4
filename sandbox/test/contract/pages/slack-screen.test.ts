import { describe, expect, test } from 'vitest'
import { ALICE, context, GENERAL, startSlackPage } from './slack-world.ts'

describe('the stream', () => {
  test('draws at once, again after a change, and not when there is nothing new to see', async () => {
    const { slack, screens } = await startSlackPage()
    const gina = await screens('gina', { channel: 'design' })
    await gina.until(() => true)
    // Rung by the same bell after her: what he has got, she would have got.
    const bob = await screens('bob', { channel: 'general' })
    slack.person('alice').say('#general', 'not for guests')
    await bob.until(({ channel }) => channel?.entries.at(-1)?.text === 'not for guests')
    expect(gina.seen).toHaveLength(1)
    slack.person('alice').say('#design', 'for guests too')
    const next = await gina.until(({ channel }) => (channel?.entries.length ?? 0) > 0)
    expect(gina.seen).toHaveLength(2)
    expect(next).toMatchObject({
      me: { name: 'gina', isGuest: true, tz: 'Asia/Tokyo', company: 'Northwind', isOutsider: false },
      channel: {
        info: { id: 'C0DESIGN02', latest: next.channel?.entries[0]?.ts },
        entries: [{ text: 'for guests too', author: ALICE, isApp: false, isPrivate: false, flags: [] }],
      },
    })
  })
})

describe('everybody sees their own channels', () => {
  const OPEN = ['general', 'design', 'random', 'acme-shared', 'soon-shared', 'old-launch']
  test.each([
    ['alice', [...OPEN, 'board', 'secret', 'Sharelink', 'Bob Brown', 'Bob Brown, Carol Chen']],
    ['bob', [...OPEN, 'secret', 'Alice Arendt', 'Alice Arendt, Carol Chen']],
    ['doris', OPEN],
    ['gina', ['design']],
    ['xavier', ['acme-shared']],
  ])('%s', async (as, labels) => {
    const { see } = await startSlackPage()
    const { channels } = await see(as)
    expect(channels.map(({ label }) => label).sort()).toEqual([...labels].sort())
  })

  test.each([
    ['doris', 'board'],
    ['doris', 'D0ALICEBOB'],
    ['gina', GENERAL],
    ['xavier', '#general'],
    ['alice', 'nowhere'],
  ])('%s asks for %s in vain', async (as, channel) => {
    const { see } = await startSlackPage()
    expect(await see(as, channel)).not.toHaveProperty('channel')
  })

  test('with what there is to know of each', async () => {
    const { see } = await startSlackPage()
    const { channels } = await see('alice')
    const info = (label: string) => channels.find((channel) => channel.label === label)
    expect(info('acme-shared')).toMatchObject({ companies: ['Acme Ltd'], memberCount: 4, hasBot: true })
    expect(info('soon-shared')).toMatchObject({ companies: [], isPendingShared: true })
    expect(info('old-launch')).toMatchObject({ isArchived: true })
    expect(info('random')).toMatchObject({ hasBot: false, kind: 'public' })
    expect((await see('xavier')).channels).toMatchObject([{ companies: ['Northwind'] }])
  })

  test('the commands and the Home of the app are for its own workspace', async () => {
    const { see } = await startSlackPage({ manifest: { hasHome: true } })
    expect(await see('gina')).toMatchObject({ commands: [{ command: '/sharelink' }], hasHome: true })
    const xavier = await see('xavier', 'acme-shared')
    expect(xavier).toMatchObject({
      commands: [],
      shortcuts: [],
      hasHome: false,
      me: { isOutsider: true, company: 'Acme Ltd' },
    })
  })
})

describe('a channel', () => {
  test('shows messages and broadcast replies; a thread shows its replies', async () => {
    const { client, see, act, slack } = await startSlackPage()
    const { ts } = await client.chat.postMessage({
      channel: GENERAL,
      text: 'share',
      blocks: [context('share')],
    })
    const reply = { channel: GENERAL, thread_ts: String(ts) }
    await client.chat.postMessage({ ...reply, text: 'quiet' })
    const loud = await client.chat.postMessage({ ...reply, text: 'loud', reply_broadcast: true })
    await act('bob', { act: 'say', channel: GENERAL, text: 'mine', threadTs: String(ts) })
    const { channel, thread } = await see('alice', 'general', String(loud.ts))
    expect(channel?.entries.map(({ text, isBroadcast }) => [text, isBroadcast])).toEqual([
      ['share', false],
      ['loud', true],
    ])
    expect(channel?.entries[0]).toMatchObject({
      isApp: true,
      author: slack.botUserId,
      blocks: [{ type: 'context' }],
      replies: { count: 3, latest: thread?.replies.at(-1)?.ts, authors: [slack.botUserId, 'U0BOB00002'] },
    })
    expect(thread?.parent).toMatchObject({ text: 'share', ts })
    expect(thread?.replies.map(({ text }) => text)).toEqual(['quiet', 'loud', 'mine'])
    expect(channel?.info.latest).toBe(loud.ts)
    await client.chat.delete({ channel: GENERAL, ts: String(ts) })
    expect((await see('alice', 'general')).channel?.entries[0]).toMatchObject({ isTombstone: true })
  })

  test('what is only for one person is seen by nobody else, also after a restart, until dismissed', async () => {
    const before = await startSlackPage()
    const parent = before.slack.person('bob').say('#general', 'hello')
    const whisper = { channel: GENERAL, user: ALICE }
    await before.client.chat.postEphemeral({ ...whisper, text: 'psst' })
    await before.client.chat.postEphemeral({ ...whisper, text: 'in the thread', thread_ts: parent.ts })
    const { see, act } = await startSlackPage({ seed: structuredClone(before.slack.state) })
    const texts = async (as: string) => {
      const { channel, thread } = await see(as, 'general', parent.ts)
      return [channel?.entries, thread?.replies].map((shown) => shown?.map(({ text }) => text))
    }
    expect(await texts('alice')).toEqual([['hello', 'psst'], ['in the thread']])
    expect(await texts('bob')).toEqual([['hello'], []])
    const { channel, channels } = await see('alice', 'general')
    const psst = channel?.entries.at(-1)
    expect(psst).toMatchObject({ isPrivate: true, isApp: true })
    expect(channels.find(({ id }) => id === GENERAL)?.latest).toBe(psst?.ts)
    const dismiss = { act: 'dismiss', channel: GENERAL, ts: String(psst?.ts) } as const
    expect(await act('bob', dismiss)).toMatchObject({ ok: false })
    expect(await act('alice', dismiss)).toEqual({ ok: true })
    expect(await texts('alice')).toEqual([['hello'], ['in the thread']])
  })
})

test('the log tells both directions, newest first, without secrets', async () => {
  const { slack, client, see, act } = await startSlackPage()
  await client.chat.postMessage({ channel: GENERAL, text: 'one' })
  await act('alice', { act: 'command', channel: GENERAL, text: '/sharelink help' })
  const { log } = await see('bob')
  expect(log.map(({ direction, name, outcome, isBad }) => [direction, name, outcome, isBad])).toEqual([
    ['in', 'command', 'no answer', true],
    ['out', 'chat.postMessage', 'ok', false],
  ])
  expect(JSON.stringify(log)).not.toContain(slack.botToken)
  expect(JSON.stringify(log)).not.toContain('stand-in-verification-token')
})
