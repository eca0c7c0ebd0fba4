import { describe, expect, test } from 'vitest'
import { startBot, startWorkspace } from './fixture.ts'

const NAME = '/sharelink'

describe('a typed command', () => {
  test('arrives signed, with the fields of Slack', async () => {
    const { slack } = await startWorkspace()
    const bot = await startBot(slack)
    const ack = await slack.person('alice').command(`${NAME} 12 for 2d`, { in: '#general' })
    expect(ack).toMatchObject({ status: 200, late: false, problems: [] })
    expect(bot.last().genuine).toBe(true)
    expect(Object.fromEntries(bot.last().form)).toMatchObject({
      command: NAME,
      text: '12 for 2d',
      user_id: 'U0ALICE001',
      user_name: 'alice',
      team_id: slack.teamId,
      channel_id: 'C0GENERAL1',
      channel_name: 'general',
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/commands\/T0HOME0001\//),
      trigger_id: expect.stringMatching(/\S/),
    })
    await slack.person('alice').command(`${NAME} help`, { in: slack.channel('board') })
    expect(bot.last().form.get('channel_name')).toBe('privategroup')
  })

  test.each([
    ['in #design', 'in <#C0DESIGN02|design>'],
    ['in #board', 'in <#C0BOARD003|>'],
    ['in #nowhere', 'in #nowhere'],
    ['for @bob', 'for <@U0BOB00002|bob>'],
    ['@channel', '<!channel>'],
    ['https://p.example/doc?fileid=1&x=2 max 3', '<https://p.example/doc?fileid=1&amp;x=2> max 3'],
    ['see https://p.example/a.', 'see <https://p.example/a>.'],
    ['<https://p.example/a>', '&lt;<https://p.example/a>&gt;'],
    ['mail a@b.example', 'mail <mailto:a@b.example|a@b.example>'],
    ['note <b> & "c" <!channel>', 'note &lt;b&gt; &amp; "c" &lt;!channel&gt;'],
  ])('%s is escaped to %s', async (typed, text) => {
    const { slack } = await startWorkspace()
    const bot = await startBot(slack)
    await slack.person('alice').command(`${NAME} ${typed}`, { in: '#general' })
    expect(bot.last().form.get('text')).toBe(text)
  })

  test('a name of a private channel that the person is not in stays as typed', async () => {
    const { slack } = await startWorkspace()
    const bot = await startBot(slack)
    await slack.person('carol').command(`${NAME} 1 in #secret`, { in: '#general' })
    expect(bot.last().form.get('text')).toBe('1 in #secret')
  })

  test('people cannot type where they cannot be, unless forced', async () => {
    const { slack } = await startWorkspace()
    const bot = await startBot(slack)
    const typed = (name: string, channel: string, force = false) =>
      slack.person(name).command(`${NAME} help`, { in: channel, force })
    await expect(typed('bob', '#board')).rejects.toThrow('cannot see')
    await expect(typed('gina', '#general')).rejects.toThrow('cannot see')
    await expect(typed('xavier', '#acme-shared')).rejects.toThrow('another company')
    await typed('xavier', '#acme-shared', true)
    expect(bot.heard.map((one) => one.form.get('user_id'))).toEqual(['U0XAVIER06'])
  })
})

describe('the ack of a command', () => {
  test('text or JSON is a private answer, in_channel a message, nothing is nothing', async () => {
    const { slack } = await startWorkspace()
    const answers: unknown[] = ['plain', { text: 'json' }, { response_type: 'in_channel', text: 'loud' }, '']
    await startBot(slack, () => ({ body: answers.shift() }))
    for (let i = 0; i < 4; i += 1) await slack.person('alice').command(NAME, { in: '#general' })
    expect(slack.ephemerals('alice').map((e) => [e.text, e.source])).toEqual([
      ['plain', 'ack'],
      ['json', 'ack'],
    ])
    expect(slack.ephemerals('bob')).toEqual([])
    expect(slack.history('general').map((m) => m.text)).toEqual(['loud'])
  })

  test('an error status and a silent bot show up as errors to the person', async () => {
    const { slack } = await startWorkspace({ ackTimeoutMs: 100 })
    let silent: () => void = () => undefined
    const hanging = new Promise<{ status: number }>((resolve) => {
      silent = () => resolve({ status: 200 })
    })
    const answers = [{ status: 500 }, { status: 401 }, hanging]
    await startBot(slack, () => answers.shift() ?? {})
    const acks = []
    for (let i = 0; i < 3; i += 1) acks.push(await slack.person('alice').command(NAME, { in: '#general' }))
    silent()
    expect(acks.map((ack) => ack.status)).toEqual([500, 401, 0])
    expect(acks[2]?.problems).toHaveLength(1)
    expect(slack.ephemerals('alice').map((e) => e.text)).toEqual([
      `${NAME} failed with the error "dispatch_failed"`,
      `${NAME} failed with the error "http_client_error"`,
      `${NAME} failed with the error "operation_timeout"`,
    ])
  })
})

describe('tampering', () => {
  test('twice the same request, one after the other and at once', async () => {
    const { slack } = await startWorkspace()
    const bot = await startBot(slack)
    const ack = await slack.person('alice').command(NAME, { in: '#general', copies: 2 })
    await slack.person('alice').command(NAME, { in: '#general', copies: 3, concurrently: true })
    expect(ack.repeats).toHaveLength(1)
    expect(bot.heard[0]?.raw).toBe(bot.heard[1]?.raw)
    expect(new Set(bot.heard.map((one) => one.form.get('trigger_id'))).size).toBe(2)
    expect(bot.heard).toHaveLength(5)
  })

  test('wrong and missing signatures, other dates, forged fields', async () => {
    const { slack } = await startWorkspace({ now: () => 1_790_000_000_000 })
    const bot = await startBot(slack)
    const alice = slack.person('alice')
    await alice.command(NAME, { in: '#general', signature: 'wrong' })
    await alice.command(NAME, { in: '#general', signature: 'missing' })
    await alice.command(NAME, { in: '#general', offsetSeconds: 301, patch: { user_id: 'U0CAROL003' } })
    expect(bot.heard.map((one) => one.genuine)).toEqual([false, false, true])
    expect(slack.deliveries()[1]?.headers).not.toHaveProperty('x-slack-signature')
    expect(slack.deliveries()[2]?.headers['x-slack-request-timestamp']).toBe('1790000301')
    expect(bot.last().form.get('user_id')).toBe('U0CAROL003')
  })

  test('a recorded request is sent again, byte for byte', async () => {
    const { slack } = await startWorkspace()
    const bot = await startBot(slack)
    const { delivery } = await slack.person('alice').command(NAME, { in: '#general' })
    await slack.redeliver(delivery.seq, { headers: { 'x-slack-retry-num': '1' } })
    expect(bot.heard[1]?.raw).toBe(bot.heard[0]?.raw)
    expect(slack.deliveries('command')[1]?.headers).toMatchObject({
      'x-slack-retry-num': '1',
      'x-slack-signature': delivery.headers['x-slack-signature'],
    })
  })
})
