import { afterEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../../../src/domain/answer.ts'
import type { ReplyTo } from '../../../../src/domain/reply-to.ts'
import { createAnswers } from '../../../../src/slack/outgoing/answers.ts'
import { createModals } from '../../../../src/slack/outgoing/modals.ts'
import { clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import type { Log } from '../../../../src/use-cases/ports.ts'
import { aShare } from '../../../support/builders.ts'
import { memoryInterims } from '../../../support/interims.ts'
import { type SlackAnswer, type SlackServer, startSlackServer } from '../slack-server.ts'

let server: SlackServer
afterEach(() => server.close())

const warnings: string[] = []
const PATIENCE_MS = 1_000
const answersOf = (log: Log, interims = memoryInterims()) => {
  const client = createSlackClient('xoxb-1', clientOptions(server.apiUrl, 5_000, createSlackLogger(log)))
  // The least of waits between tries.
  const sentForms = { answer: async (_form: object, answerIn: string) => answerIn }
  const deps = {
    interims,
    sentForms,
    apiUrl: server.apiUrl,
    log,
    random: () => -1 + 1e-9,
    patienceMs: PATIENCE_MS,
  }
  return createAnswers(
    () => client,
    createModals(() => client, log),
    deps,
  )
}
const answer = async (...script: SlackAnswer[]) => {
  server = await startSlackServer(...script)
  warnings.length = 0
  const log = { info: () => {}, warn: (_: object, text: string) => void warnings.push(text), error: () => {} }
  await answersOf(log)(
    { kind: 'url', url: `${server.origin}/commands/1` },
    { kind: 'ending', share: aShare() },
  )
  return server.calls.map(({ body }) => JSON.parse(body))
}

describe('an answer in a modal', () => {
  const UPDATE = '/api/views.update'
  const WRITE = '/api/chat.postMessage'
  const BROKEN: SlackAnswer = { status: 503, body: 'no' }
  const UPDATED: SlackAnswer = { body: { ok: true } }
  const CLOSED: SlackAnswer = { body: { ok: false, error: 'not_found' } }
  const SHARED: Answer = {
    kind: 'shared',
    share: aShare({ message: null }),
    password: null,
    noMessage: 'bot-absent',
  }

  const told = async (given: Answer, ...script: SlackAnswer[]) => {
    server = await startSlackServer(...script)
    await answersOf({ info: () => {}, warn: () => {}, error: () => {} })(
      { kind: 'view', team: 'T0ACME', viewId: 'V1', userId: 'U0ALICE' },
      given,
    )
    return server.calls.map(({ path }) => path)
  }

  it.each<[string, Answer, SlackAnswer[], string[]]>([
    ['is drawn there', SHARED, [UPDATED], [UPDATE]],
    ['that was closed is written', SHARED, [CLOSED, UPDATED], [UPDATE, WRITE]],
    [
      'that cannot be drawn is written: it may be all that has the link',
      SHARED,
      [BROKEN, BROKEN, BROKEN, UPDATED],
      [UPDATE, UPDATE, UPDATE, WRITE],
    ],
    [
      'is not written where what it says is seen anyway',
      { kind: 'ending', share: aShare() },
      [BROKEN],
      [UPDATE, UPDATE, UPDATE],
    ],
    ['is written once though no answer comes', SHARED, [CLOSED, { fault: 'drop' }], [UPDATE, WRITE]],
    ['is written once though Slack says that it broke', SHARED, [CLOSED, BROKEN], [UPDATE, WRITE]],
    [
      'is written again when Slack certainly did not take it',
      SHARED,
      [CLOSED, { status: 429, headers: { 'retry-after': '0' }, body: '' }, UPDATED],
      [UPDATE, WRITE, WRITE],
    ],
  ])('%s', async (_, given, script, paths) => {
    expect(await told(given, ...script)).toEqual(paths)
  })
})

describe('a password', () => {
  const PASSWORD = 'correct horse 42'
  const sharedWith = aShare({ sealedPassword: 'sealed', direct: false })
  const given: Answer = { kind: 'shared', share: sharedWith, password: PASSWORD, noMessage: null }
  const CLOSED: SlackAnswer = { body: { ok: false, error: 'not_found' } }

  const toldTo = async (replyTo: (origin: string) => ReplyTo, ...script: SlackAnswer[]) => {
    server = await startSlackServer(...script)
    await answersOf({ info: () => {}, warn: () => {}, error: () => {} })(replyTo(server.origin), given)
    const last = server.calls.at(-1)
    return [last?.path, decodeURIComponent(last?.body.replaceAll('+', ' ') ?? '')] as const
  }

  it.each<[string, (origin: string) => ReplyTo, SlackAnswer[]]>([
    [
      'in a modal',
      () => ({ kind: 'view', team: 'T0ACME', viewId: 'V1', userId: 'U0ALICE' }),
      [{ body: { ok: true } }],
    ],
    [
      'to a person where nobody typed it, and no other answer has it',
      () => ({ kind: 'person', team: 'T0ACME', userId: 'U0ALICE', onlyCopy: true }),
      [{ body: { ok: true } }],
    ],
    [
      'in an answer that is gone at the next reload',
      (origin) => ({ kind: 'url', url: `${origin}/commands/1` }),
      [{ body: 'ok' }],
    ],
  ])('is told to who set it %s', async (_, replyTo, script) => {
    expect((await toldTo(replyTo, ...script))[1]).toContain(PASSWORD)
  })

  it.each<[string, ReplyTo, SlackAnswer[]]>([
    [
      'whose form was closed',
      { kind: 'view', team: 'T0ACME', viewId: 'V1', userId: 'U0ALICE' },
      [CLOSED, { body: { ok: true } }],
    ],
    ['who is written to', { kind: 'person', team: 'T0ACME', userId: 'U0ALICE' }, [{ body: { ok: true } }]],
  ])('is not left in the messages of somebody %s', async (_, replyTo, script) => {
    const [path, body] = await toldTo(() => replyTo, ...script)
    expect(path).toBe('/api/chat.postMessage')
    expect(body).not.toContain(PASSWORD)
    expect(body).toContain('People need the password that you set.')
  })
})

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

  it('is given as soon as an outage of Slack’s is over', async () => {
    const away: SlackAnswer[] = Array.from({ length: 5 }, () => ({ status: 503 }))
    expect(await answer(...away, { fault: 'drop' }, { body: 'ok' })).toHaveLength(7)
    expect(warnings).toEqual([])
  })

  it.each([404, 410, 403, 400])('is given up at %d: the address is used up', async (status) => {
    expect(await answer({ status })).toHaveLength(1)
    expect(warnings).toHaveLength(1)
  })

  it('follows no redirect, not even to the same host', async () => {
    expect(await answer({ status: 307, headers: { location: '/elsewhere' } })).toHaveLength(1)
    expect(server.calls.map(({ path }) => path)).toEqual(['/commands/1'])
    expect(warnings).toHaveLength(1)
  })

  it('is given up when it took too long, and throws nothing', async () => {
    const begun = performance.now()
    expect((await answer({ fault: 'drop' })).length).toBeGreaterThan(3)
    expect(performance.now() - begun).toBeGreaterThanOrEqual(PATIENCE_MS)
    expect(warnings).toHaveLength(1)
  })

  describe('that something is under way', () => {
    const UNDER_WAY: Answer = {
      kind: 'under-way',
      doing: { what: 'make', ref: { team: 'T1', id: 'K7M4QX' }, file: { id: '4821', title: 'Logo.png' } },
    }
    const QUEUED: Answer = { kind: 'queued', ahead: 9, channel: null }
    const OUTCOME: Answer = { kind: 'unknown-command', typed: 'x', guess: null }
    const log = { info: () => {}, warn: () => {}, error: () => {} }

    /** What was posted for these answers at one address, and whether each took the place of another. */
    const say = async (answers: readonly Answer[], ...script: SlackAnswer[]) => {
      server = await startSlackServer(...script)
      const send = answersOf(log)
      const replyTo: ReplyTo = { kind: 'url', url: `${server.origin}/commands/1` }
      for (const given of answers) await send(replyTo, given)
      return server.calls
        .map(({ body }) => JSON.parse(body) as { text: string; replace_original: boolean })
        .map(({ text, replace_original }) => [text.split('\n')[0], replace_original])
    }

    it('is said once, and the outcome takes its place', async () => {
      expect(await say([UNDER_WAY, UNDER_WAY, OUTCOME], { body: 'ok' })).toEqual([
        ['Creating a link to Logo.png…', false],
        [expect.any(String), true],
      ])
    })

    it('is not said after the outcome', async () => {
      expect(await say([OUTCOME, UNDER_WAY, QUEUED], { body: 'ok' })).toHaveLength(1)
    })

    it('is not said where it was said that it waits; that it waits longer is', async () => {
      const said = await say([QUEUED, UNDER_WAY, { ...QUEUED, ahead: 30 }, OUTCOME], { body: 'ok' })
      expect(said.map(([, replaces]) => replaces)).toEqual([false, true, true])
    })

    it('is tried once, and the outcome takes no place of what Slack refused', async () => {
      expect(await say([UNDER_WAY, OUTCOME], { status: 404 }, { body: 'ok' })).toEqual([
        ['Creating a link to Logo.png…', false],
        [expect.any(String), false],
      ])
    })

    it('is no message of its own', async () => {
      server = await startSlackServer({})
      await answersOf(log)({ kind: 'person', team: 'T0ACME', userId: 'U0ALICE' }, UNDER_WAY)
      expect(server.calls).toEqual([])
    })
  })

  it('is no answer where nobody waits for one', async () => {
    server = await startSlackServer({})
    await answersOf({ info: () => {}, warn: () => {}, error: () => {} })(null, { kind: 'posting' })
    expect(server.calls).toEqual([])
  })
})
