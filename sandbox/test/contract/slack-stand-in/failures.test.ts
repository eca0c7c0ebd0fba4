import { describe, expect, test } from 'vitest'
import { errorOf, startWorkspace } from './fixture.ts'

const channel = 'C0GENERAL1'
const setUp = async () => {
  const { slack, client } = await startWorkspace()
  const post = (text = 'x') => client.chat.postMessage({ channel, text })
  return { slack, client, post, texts: () => slack.history(channel).map((m) => m.text) }
}

describe('failures on demand', () => {
  test('an error code, so many times, on one method only', async () => {
    const { slack, client, post, texts } = await setUp()
    const failing = slack.fail({ method: 'chat.postMessage', error: 'fatal_error', times: 2 })
    expect((await client.auth.test()).ok).toBe(true)
    expect([await errorOf(post()), await errorOf(post())]).toEqual(['fatal_error', 'fatal_error'])
    await post('through')
    expect(texts()).toEqual(['through'])
    expect(failing.hits()).toBe(2)
    expect(slack.requests('chat.postMessage')[0]?.fault).toContain('fatal_error')
  })

  test('only where the arguments fit, and until cleared', async () => {
    const { slack, client, post } = await setUp()
    slack.fail({ method: '*', times: 'always', match: { channel }, error: 'is_inactive' })
    expect([await errorOf(post()), await errorOf(post())]).toEqual(['is_inactive', 'is_inactive'])
    await client.chat.postMessage({ channel: 'C0DESIGN02', text: 'x' })
    slack.clearFailures()
    await post()
  })

  test('statuses: 500, 503, 429 with and without Retry-After', async () => {
    const { slack, post } = await setUp()
    slack.fail({ method: 'chat.postMessage', status: 500 })
    await expect(post()).rejects.toMatchObject({ statusCode: 500 })
    slack.fail({ method: 'chat.postMessage', status: 503 })
    await expect(post()).rejects.toMatchObject({ statusCode: 503 })
    slack.fail({ method: 'chat.postMessage', status: 429, retryAfter: 7 })
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
    slack.fail({ method: 'chat.postMessage', status: 429 })
    await expect(post()).rejects.toThrow('Retry header did not contain a valid timeout')
  })

  test.each([
    [false, []],
    [true, ['lost']],
  ])('a cut connection, the work done first: %s', async (afterWork, left) => {
    const { slack, post, texts } = await setUp()
    slack.fail({ method: 'chat.postMessage', drop: true, afterWork })
    await expect(post('lost')).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    expect(texts()).toEqual(left)
  })

  test('a call is held after its work until it is let go', async () => {
    const { slack, post, texts } = await setUp()
    const held = slack.fail({ method: 'chat.postMessage', hold: true, afterWork: true })
    const posting = post('unknown')
    await slack.waitFor(() => texts().length === 1)
    expect(slack.requests('chat.postMessage')[0]?.status).toBe(0)
    held.release()
    expect((await posting).ok).toBe(true)
    await slack.idle()
  })

  test('slow, by real time', async () => {
    const { slack, post } = await setUp()
    slack.fail({ method: 'chat.postMessage', delayMs: 80 })
    const start = performance.now()
    await post()
    expect(performance.now() - start).toBeGreaterThan(75)
  })

  test('a full outage, and back', async () => {
    const { slack, post, texts } = await setUp()
    slack.outage('refuse')
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    slack.outage('503')
    await expect(post()).rejects.toMatchObject({ statusCode: 503 })
    slack.outage('off')
    await post('back')
    expect(texts()).toEqual(['back'])
  })
})

describe('waitFor', () => {
  test('is woken by the change, gives the answer, and says what was there when in vain', async () => {
    const { slack, post } = await setUp()
    const waiting = slack.waitFor((s) => s.history(channel).find((m) => m.text === 'second'))
    await post('first')
    await post('second')
    expect((await waiting).text).toBe('second')
    const vain = slack.waitFor(() => false, { timeoutMs: 20, what: 'a miracle' })
    await expect(vain).rejects.toThrow(/20 ms in vain for a miracle[\s\S]*second/)
  })

  test('the state is plain JSON and can be put back', async () => {
    const { slack, post } = await setUp()
    await post('kept')
    const seed = JSON.parse(JSON.stringify(slack.state))
    expect(seed).toEqual(slack.state)
    const { slack: again, client } = await startWorkspace({ seed })
    await client.chat.postMessage({ channel, text: 'more' })
    expect(again.history(channel).map((m) => m.text)).toEqual(['kept', 'more'])
  })
})
