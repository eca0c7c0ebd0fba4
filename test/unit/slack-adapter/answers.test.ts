import { afterEach, describe, expect, it } from 'vitest'
import { createAnswers } from '../../../src/slack/answers.ts'
import { aShare } from '../../support/builders.ts'
import { type SlackAnswer, type SlackServer, startSlackServer } from './slack-server.ts'

let server: SlackServer
afterEach(() => server.close())

const warnings: string[] = []
const answer = async (...script: SlackAnswer[]) => {
  server = await startSlackServer(...script)
  warnings.length = 0
  const log = { info: () => {}, warn: (_: object, text: string) => void warnings.push(text), error: () => {} }
  // The least of waits between tries.
  await createAnswers(log, () => -1 + 1e-9)(`${server.origin}/commands/1`, {
    kind: 'ending',
    share: aShare(),
  })
  return server.calls.map(({ body }) => JSON.parse(body))
}

describe('a private answer', () => {
  it('is seen by nobody else, previews nothing, and is given once', async () => {
    const bodies = await answer({ body: 'ok' })
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      unfurl_links: false,
      unfurl_media: false,
    })
    expect(warnings).toEqual([])
  })

  it('is given again after trouble of Slack’s', async () => {
    expect(await answer({ status: 500 }, { status: 429 }, { body: 'ok' })).toHaveLength(3)
    expect(warnings).toEqual([])
  })

  it.each([404, 410, 403, 400])('is given up at %d: the address is used up', async (status) => {
    expect(await answer({ status })).toHaveLength(1)
    expect(warnings).toHaveLength(1)
  })

  it('is given up after three tries, and throws nothing', async () => {
    expect(await answer({ fault: 'drop' })).toHaveLength(3)
    expect(warnings).toHaveLength(1)
  })

  it('is no answer where nobody waits for one', async () => {
    server = await startSlackServer({})
    await createAnswers({ info: () => {}, warn: () => {}, error: () => {} }, Math.random)(null, {
      kind: 'posting',
    })
    expect(server.calls).toEqual([])
  })
})
