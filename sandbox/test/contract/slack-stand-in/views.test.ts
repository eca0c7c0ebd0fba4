import type { ModalView } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { errorOf, type Heard, startBot, startWorkspace } from './fixture.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const form = (more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'share_form',
  title: plain('Share'),
  submit: plain('Share'),
  blocks: [
    {
      type: 'input',
      block_id: 'file',
      label: plain('File'),
      element: { type: 'external_select', action_id: 'pick', min_query_length: 2 },
    },
    {
      type: 'input',
      block_id: 'limit',
      optional: true,
      label: plain('Limit'),
      element: { type: 'number_input', action_id: 'n', is_decimal_allowed: false, initial_value: '10' },
    },
  ],
  ...more,
})
const FILES = [{ text: plain('Budget.xlsx'), value: '12' }]

const opened = async (
  answer: (heard: Heard) => object | string = () => '',
  more: Partial<ModalView> = {},
) => {
  let now = 1_790_000_000_000
  const { slack, client } = await startWorkspace({ now: () => now })
  const bot = await startBot(slack, (heard) => ({
    body:
      heard.payload.type === 'block_suggestion'
        ? { options: FILES }
        : heard.payload.type
          ? answer(heard)
          : '',
  }))
  await slack.person('alice').command('/sharelink', { in: '#general' })
  const trigger_id = String(bot.last().form.get('trigger_id'))
  const open = () => client.views.open({ trigger_id, view: form(more) })
  const later = (ms: number) => {
    now += ms
  }
  return { slack, client, bot, open, later, alice: slack.person('alice') }
}
const top = (slack: { view(user: string): ReturnType<import('../../../slack/types.ts').Slack['view']> }) => {
  const view = slack.view('alice')
  if (!view) throw new Error('no view open')
  return view
}

describe('triggers', () => {
  test('work once', async () => {
    const { slack, open } = await opened()
    expect((await open()).view).toMatchObject({
      callback_id: 'share_form',
      type: 'modal',
      app_installed_team_id: slack.teamId,
    })
    expect(await errorOf(open())).toBe('exchanged_trigger_id')
  })
  test('live 3 seconds', async () => {
    const { open, later } = await opened()
    later(3001)
    expect(await errorOf(open())).toBe('expired_trigger_id')
  })
  test('are not spent on a view that is refused', async () => {
    const { client, bot, open } = await opened()
    const trigger_id = String(bot.last().form.get('trigger_id'))
    const long = form({ title: plain('x'.repeat(25)) })
    expect(await errorOf(client.views.open({ trigger_id, view: long }))).toBe('invalid_arguments')
    expect((await open()).ok).toBe(true)
  })
})

describe('a form', () => {
  test('type-ahead, then a submission with values and initial values', async () => {
    const { slack, bot, open, alice } = await opened()
    await open()
    await expect(alice.suggest(top(slack), 'pick', 'B')).rejects.toThrow('from 2 letters')
    const { options, problems } = await alice.suggest(top(slack), 'pick', 'Bu')
    expect(bot.last().payload).toMatchObject({
      type: 'block_suggestion',
      action_id: 'pick',
      block_id: 'file',
      value: 'Bu',
    })
    for (const absent of ['trigger_id', 'response_url']) expect(bot.last().payload).not.toHaveProperty(absent)
    expect([options, problems]).toEqual([FILES, []])
    await expect(alice.submit(top(slack))).rejects.toThrow('“File” is required')
    await alice.submit(top(slack), { file: '12' })
    expect(bot.last().payload).toMatchObject({
      type: 'view_submission',
      view: {
        callback_id: 'share_form',
        state: {
          values: {
            file: { pick: { type: 'external_select', selected_option: FILES[0] } },
            limit: { n: { type: 'number_input', value: '10' } },
          },
        },
      },
    })
    expect(slack.view('alice')).toBeUndefined()
  })

  test('errors stay beside their fields; a wrong name is a problem', async () => {
    const errors = { response_action: 'errors', errors: { limit: 'Too high', nope: 'x' } }
    const { slack, open, alice } = await opened(() => errors)
    await open()
    await alice.suggest(top(slack), 'pick', 'Bu')
    const ack = await alice.submit(top(slack), { file: '12', limit: '99' })
    expect(top(slack).errors).toEqual({ limit: 'Too high' })
    expect(ack.problems).toEqual(['errors name "nope", which is no input block'])
    expect(slack.render(top(slack), 'alice')).toContain('✗ Too high')
  })

  test('update in the ack, then views.update by external_id with the hash', async () => {
    const working = {
      type: 'modal',
      external_id: 'job-1',
      title: plain('Working'),
      blocks: [{ type: 'divider' }],
    }
    const { slack, client, open, alice } = await opened(() => ({ response_action: 'update', view: working }))
    await open()
    await alice.suggest(top(slack), 'pick', 'Bu')
    expect((await alice.submit(top(slack), { file: '12' })).problems).toEqual([])
    const { hash } = top(slack)
    const done: ModalView = { type: 'modal', title: plain('Done'), blocks: [{ type: 'divider' }] }
    await client.views.update({ external_id: 'job-1', hash, view: { ...done, external_id: 'job-1' } })
    expect(slack.render(top(slack))).toContain('Done')
    const late = client.views.update({ external_id: 'job-1', hash, view: done })
    expect(await errorOf(late)).toBe('hash_conflict')
    expect(await errorOf(client.views.update({ external_id: 'job-2', view: done }))).toBe('not_found')
  })

  test('three views at most; clear closes all of them', async () => {
    const next = { type: 'modal', title: plain('Next'), submit: plain('Go'), blocks: [{ type: 'divider' }] }
    const { slack, open, alice } = await opened(({ payload }) =>
      JSON.stringify(payload).includes('"done"')
        ? { response_action: 'clear' }
        : { response_action: 'push', view: next },
    )
    await open()
    await alice.suggest(top(slack), 'pick', 'Bu')
    await alice.submit(top(slack), { file: '12' })
    await alice.submit(top(slack))
    expect((await alice.submit(top(slack))).problems).toEqual(['push_limit_reached'])
    await alice.submit(top(slack), {}, { patch: { note: 'done' } })
    expect(slack.view('alice')).toBeUndefined()
  })

  test('closing is told only when asked for', async () => {
    const quiet = await opened()
    await quiet.open()
    expect(await quiet.alice.close(top(quiet.slack))).toBeUndefined()
    const loud = await opened(undefined, { notify_on_close: true })
    await loud.open()
    await loud.alice.close(top(loud.slack))
    expect(loud.bot.last().payload).toMatchObject({ type: 'view_closed', is_cleared: false })
  })
})
