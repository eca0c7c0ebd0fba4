import { randomBytes, randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { startSlack } from '../../../../sandbox/slack/server.ts'
import type { Refusal } from '../../../../src/domain/refusal.ts'
import { createBodyReader } from '../../../../src/http/read-body.ts'
import { startServer } from '../../../../src/http/server.ts'
import { signedRoute } from '../../../../src/http/signed-route.ts'
import { createHttpReceiver } from '../../../../src/slack/http/http-receiver.ts'
import { type BoltDeps, createBoltApp } from '../../../../src/slack/listeners/bolt-app.ts'
import { createAnswers } from '../../../../src/slack/outgoing/answers.ts'
import { createModals } from '../../../../src/slack/outgoing/modals.ts'
import { SHARE_FORM } from '../../../../src/slack/views/share-form.ts'
import { clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import { createVault } from '../../../../src/store/vault.ts'
import { aPolicy } from '../../../support/builders.ts'
import { aFile, chooseFile, FIELD, modal, openForm } from '../../../support/form.ts'
import { memoryInbox } from '../../../support/inbox.ts'
import { memoryInterims } from '../../../support/interims.ts'
import { memoryRetries } from '../../../support/retries.ts'

class StoreIsDown extends Error {}

/** The listeners alone, in front of the stand-in; what they lead to is the test's own. */
const stage = async (overrides: Partial<BoltDeps> = {}) => {
  const slack = await startSlack()
  const logged: Record<string, unknown>[] = []
  const log = { info: () => {}, warn: note, error: note }
  function note(data: Record<string, unknown>) {
    logged.push(data)
  }
  const logger = createSlackLogger(log)
  const options = clientOptions(slack.apiUrl, 5_000, logger)
  const client = createSlackClient(slack.botToken, options)
  const modals = createModals(() => client, log)
  const { signingSecret, apiUrl } = slack
  const { receiver, ...signed } = createHttpReceiver({
    signingSecret,
    apiUrl,
    newReference: () => 'REF23456',
    now: Date.now,
    log,
  })
  const handle = signedRoute({ ...signed, readBody: createBodyReader(), refused: () => {} })
  const seen = new Set<string>()
  const app = createBoltApp({
    receiver,
    removed: null,
    clientOptions: options,
    workspace: async () => ({ team: slack.teamId, enterprise: null }),
    mayUse: async () => null,
    lookAhead: () => null,
    command: async () => ({
      ok: true,
      answer: { kind: 'form', start: { channel: 'C0GENERAL1', fileId: null, policy: aPolicy() } },
    }),
    atOnce: async () => null,
    click: async () => ({ ok: true, answer: null }),
    forms: {},
    shortcuts: {},
    portalOrigin: 'https://acme.example',
    record: { write: async () => {} },
    inbox: memoryInbox(),
    retries: memoryRetries(),
    vault: createVault(randomBytes(32)),
    now: Date.now,
    maySearch: async () => null,
    suggest: async () => ({ options: [] }),
    homeOpened: async () => {},
    greet: async () => {},
    channels: { opened: async () => {}, closed: async () => {}, moved: async () => {} },
    outsiders: { look: async () => {}, changed: async () => {} },
    people: {
      look: async () => null,
      leftChannel: async () => {},
      joinedChannel: async () => {},
      archived: async () => {},
      unarchived: async () => {},
    },
    modals,
    claimIdempotencyKey: async (_team, key) => !seen.has(key) && seen.add(key).size > 0,
    answer: createAnswers(() => client, modals, {
      interims: memoryInterims(),
      sentForms: { answer: async (_form, answerIn) => answerIn },
      apiUrl: slack.apiUrl,
      log,
      random: () => 0.5,
    }),
    titleOf: async () => 'Q3.docx',
    isStorageError: (error) => error instanceof StoreIsDown,
    newReference: () => 'REF23456',
    newUuid: randomUUID,
    logger,
    log,
    // Far from Slack's 3 s, however slow the machine.
    ackWithinMs: 300,
    ...overrides,
  })
  const server = await startServer({ 'POST /slack/events': handle }, { host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    await slack.close()
    await server.close()
  })
  slack.connect(`http://127.0.0.1:${server.port}`)
  return { slack, app, logged, alice: slack.person('alice') }
}

/** A place in the work that says when it is reached, and is left when the test says so. */
const gate = () => {
  let [open, reached] = [() => {}, () => {}]
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const isReached = new Promise<void>((resolve) => {
    reached = resolve
  })
  return { open, opened, reached, isReached }
}

const never = () => new Promise<never>(() => {})

test.concurrent.each([
  ['fails', async () => Promise.reject(new TypeError('odd')), /Something went wrong on our side/],
  [
    'fails before it begins',
    (): never => {
      throw new TypeError('odd')
    },
    /Something went wrong on our side/,
  ],
  ['finds no store', async () => Promise.reject(new StoreIsDown('gone')), /can't reach its database/],
  ['hangs', never, /can't reach its database/],
] as const)('a form whose reading %s is answered in time, with a reference', async (_what, read, words) => {
  const { slack, alice, logged } = await stage({ forms: { [SHARE_FORM]: { read, carryOut: never } } })
  const form = await openForm(slack, 'alice', '#general')
  expect(await alice.submit(form, aFile('4821'))).toMatchObject({ status: 200, late: false, problems: [] })
  const answered = await modal(slack, 'alice', words)
  expect(slack.render(answered, 'alice')).toContain('Reference: REF23456')
  expect(logged).toContainEqual(expect.objectContaining({ reference: 'REF23456' }))
})

test.concurrent.each<[string, Refusal | null, string | null]>([
  ['a rule', null, 'share_form: policy MAX_EXPIRY'],
  ['who the person is by then', { reason: 'guest' }, 'share_form: guest'],
  ['nothing but a typo', null, null],
])(
  'a form that %s stands against has its line in the record, though it stays open',
  async (_what, barred, result) => {
    const lines: unknown[] = []
    let refusal: Refusal | null = null
    const rule = { reason: 'policy', rule: 'MAX_EXPIRY', mostMs: 1_000, leftMs: null } as const
    const ruledOut = result === null ? {} : { ruledOut: { refusal: rule, about: { fileId: '4821' } } }
    const read = async () => ({ ok: false, errors: { [FIELD.file]: 'No.' }, ...ruledOut }) as const
    const { slack, alice, app } = await stage({
      mayUse: async () => refusal,
      forms: { [SHARE_FORM]: { read, carryOut: never } },
      record: { write: async (_team, _key, line) => void lines.push(line) },
    })
    const form = await openForm(slack, 'alice', '#general')
    refusal = barred
    await alice.submit(form, aFile('4821'))
    await app.idle()
    const line = { kind: 'refused', actor: slack.user('alice').id, result }
    const about = barred === null ? { file: '4821' } : {}
    expect(lines).toEqual(result === null ? [] : [{ ...line, ...about }])
  },
)

test('a form that nobody reads closes', async () => {
  const { slack, alice } = await stage()
  const form = await openForm(slack, 'alice', '#general')
  expect(await alice.submit(form, aFile('4821'))).toMatchObject({ status: 200, problems: [] })
  expect(slack.view('alice')).toBeUndefined()
})

test.concurrent.each([
  ['fails', async () => Promise.reject(new Error('odd'))],
  ['hangs', never],
])('a search that %s says that nothing was searched, in time', async (_what, suggest) => {
  const { slack, alice } = await stage({ suggest })
  const form = await openForm(slack, 'alice', '#general')
  const offered = await alice.suggest(form, { block_id: FIELD.file }, 'q3')
  expect(offered).toMatchObject({
    status: 200,
    late: false,
    problems: [],
    options: [
      {
        group: { text: "Sharelink can't search right now" },
        text: { text: expect.stringContaining('paste the file') },
        value: 'no file',
      },
    ],
  })
})

test('what is offered can be chosen', async () => {
  const text = { type: 'plain_text', text: 'Q3.docx' } as const
  const { slack } = await stage({ suggest: async () => ({ options: [{ text, value: '4821' }] }) })
  const form = await openForm(slack, 'alice', '#general')
  expect(await chooseFile(slack, 'alice', form, 'q3')).toEqual({ [FIELD.file]: '4821' })
})

test('a form that takes its time is opened all the same', async () => {
  let goOn = () => {}
  const promise = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const { slack, alice } = await stage({
    command: async () => {
      await promise
      const start = { channel: null, fileId: '4821', policy: aPolicy() }
      return { ok: true, answer: { kind: 'form', start } }
    },
  })
  await alice.command('/sharelink', { in: '#general' })
  await modal(slack, 'alice', 'Working on it…')
  goOn()
  await modal(slack, 'alice', 'File 4821')
})

test('a form that is being read is work under way: what comes of it is waited for at the end', async () => {
  const reading = gate()
  const working = gate()
  const done: string[] = []
  const { slack, app, alice } = await stage({
    ackWithinMs: 60_000,
    forms: {
      [SHARE_FORM]: {
        read: async () => {
          reading.reached()
          await reading.opened
          return { ok: true, asked: null }
        },
        carryOut: async () => {
          await working.opened
          done.push('worked')
          return { ok: true, answer: { kind: 'posting' } }
        },
      },
    },
  })
  const submitted = alice.submit(await openForm(slack, 'alice', '#general'), aFile('4821'))
  await reading.isReached
  const idle = app.idle().then(() => done.push('idle'))
  reading.open()
  await submitted
  working.open()
  await idle
  expect(done).toEqual(['worked', 'idle'])
})

test('of one member eight commands are worked on at a time; an end, and other people, wait for none of them', async () => {
  const begun: string[] = []
  const held = gate()
  const { slack, app, alice } = await stage({
    command: async ({ userId, text }) => {
      begun.push(`${userId} ${text}`)
      await held.opened
      return { ok: true, answer: null }
    },
  })
  for (let n = 0; n < 20; n += 1) {
    // Acked, whether it is its turn or not.
    expect(await alice.command(`/sharelink info ${n}`, { in: '#general' })).toMatchObject({ status: 200 })
  }
  await expect.poll(() => begun.length).toBe(8)
  await slack.person('bob').command('/sharelink help', { in: '#general' })
  await expect.poll(() => begun.slice(8)).toEqual(['U0BOB00002 help'])
  await alice.command('/sharelink revoke K7M4Q2', { in: '#general' })
  await expect.poll(() => begun.slice(9)).toEqual(['U0ALICE001 revoke K7M4Q2'])

  // At a stop the rest is not left to wait.
  const idle = app.idle()
  await expect.poll(() => begun.length).toBe(22)
  held.open()
  await idle
})
