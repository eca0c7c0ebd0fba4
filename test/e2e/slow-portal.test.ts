import { expect, test } from 'vitest'
import { FILES, USERS } from '../../sandbox/portal/seed-ids.ts'
import type { FaultAction } from '../../sandbox/portal/types.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import type { AtEnd } from '../support/program.ts'
import { shareFile } from '../support/shared.ts'
import { setStage } from '../support/stage.ts'

const LINKS = `/api/2.0/files/file/${FILES.report}/links`
/** A link was made, changed, deleted. */
const WRITES = [5091, 5092, 5093]

const readiness = async (port: number) => {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`)
  const parts = (await response.json()) as { portal: object; audit: object }
  return { ...parts, status: response.status }
}

/** The portal as `/readyz` shows it. */
const ready = async (port: number) => {
  const { status, portal: part } = await readiness(port)
  return { status, part }
}

/** The bot with its portal found well, so that only what comes next is slow. */
const stageWell = async (atEnd?: AtEnd) => {
  const stage = await setStage({}, {}, atEnd)
  const { portal, slack, startBot } = stage
  const bot = await startBot()
  // The trail was read, and is known to be readable: a limit is promised without a look at it.
  await expect.poll(async () => (await readiness(bot.port)).audit).toMatchObject({ status: 'ok' })
  const writes = () =>
    portal
      .events()
      .map(({ actionId }) => actionId)
      .filter((id) => WRITES.includes(id))
  const private_ = () => slack.ephemerals('alice')
  const told = (words: RegExp) => slack.waitFor((s) => s.ephemerals('alice').find((e) => words.test(e.text)))
  const type = (text: string) => slack.person('alice').command(`/sharelink ${text}`, { in: '#general' })
  const answerBy = (action: FaultAction, match: object = {}) =>
    portal.fault({ times: 'always', action, ...match })
  return { ...stage, bot, writes, privately: private_, told, type, answerBy }
}

// Alone, because it must be soon; the others wait for a slow portal, and do so side by side.
test('the outcome is all that is left to read, however soon it comes', async () => {
  const { slack, privately, told, type } = await stageWell()
  await type(FILES.report)
  await told(/^Shared/)
  await slack.idle()
  expect(privately().map(({ text }) => text.split(' ')[0])).toEqual(['Shared'])
})

test.concurrent('a portal that takes four seconds for each answer: said after two, and the link is made once', async ({
  expect,
  onTestFinished,
}) => {
  const { portal, slack, writes, privately, told, type, answerBy } = await stageWell(onTestFinished)
  answerBy({ kind: 'slow', ms: 4_000, when: 'after' })
  await type(`${FILES.report} max 3`)
  const first = await told(/^Creating a link to (Q3\.docx|file 4821)…$/)
  await told(/^Shared/)
  // The outcome took the place of that, and nothing came after it.
  expect(privately().map(({ ts }) => ts)).toEqual([first.ts])
  expect(privately()[0]?.revisions.map(({ text }) => text.split(' ')[0])).toEqual(['Creating', 'Shared'])
  expect(portal.requests({ method: 'PUT', path: LINKS })).toHaveLength(1)
  expect(writes()).toEqual([5091])

  portal.clearFaults()
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  answerBy({ kind: 'slow', ms: 4_000, when: 'after' })
  await type(`extend ${shareIdOf(posted)} max 5`)
  const second = await told(/^Extending the link to Q3\.docx…$/)
  await told(/^Extended/)
  expect(privately().map(({ ts }) => ts)).toEqual([first.ts, second.ts])
  expect(writes()).toEqual([5091, 5092])
  portal.clearFaults()
})

test.concurrent('a portal that takes four seconds for each answer: a changed link is put back, and downloads are read', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await stageWell(onTestFinished)
  const { portal, slack, bot, logged, answerBy } = stage
  const shared = await shareFile(stage, FILES.report, 'max 3')
  const made = { ...portal.links(FILES.report)[0] }
  answerBy({ kind: 'slow', ms: 4_000, when: 'after' })
  portal.editLink(FILES.report, made.id ?? '', { access: 10, expirationDate: null }, USERS.member)
  portal.emit({ target: FILES.report, page: shared.address })
  const says = (words: string) => (s: typeof slack) =>
    s.message('#general', shared.ts)?.text.includes(words) || undefined
  await slack.waitFor(says('1 of 3 downloads'))
  await expect
    .poll(() => portal.links(FILES.report), { timeout: 50_000 })
    .toMatchObject([{ access: 2, expirationDate: made.expirationDate }])
  // Neither had to be tried again: none of the calls waits for another.
  expect(logged.filter((line) => /cannot be read well|"job":"sweep-audit".*failed/.test(line))).toEqual([])
  const metrics = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text()
  const age = /^sharelink_sweep_age_seconds (\S+)$/m.exec(metrics)?.[1]
  expect(Number(age)).toBeLessThan(20)
  portal.clearFaults()
})

test.concurrent('a write that hangs: the person hears that a link may be there, and it is removed', async ({
  expect,
  onTestFinished,
}) => {
  const { portal, slack, writes, told, type, answerBy } = await stageWell(onTestFinished)
  answerBy({ kind: 'slow', ms: 13_000, when: 'after' }, { method: 'PUT', body: { access: 2 } })
  await type(FILES.report)
  await told(/^Creating a link to (Q3\.docx|file 4821)…$/)
  const refused = await told(/^DocSpace is slow right now, so I can't tell/)
  expect(refused.text).toContain("I can't tell whether Q3.docx got a link. If it did, Sharelink removes it.")
  expect(refused.text).toMatch(/Reference: \w{8}/)
  portal.clearFaults()
  await expect.poll(() => portal.links(FILES.report)).toEqual([])
  expect(writes()).toContain(5093)
  expect(slack.history('#general')).toEqual([])
})

test.concurrent.for<[string, FaultAction, RegExp]>([
  ['cannot be reached', { kind: 'drop' }, /^DocSpace isn't answering, so file 4821 wasn't shared\./],
  [
    'is asked too much',
    { kind: 'rate-limit', retryAfter: 50 },
    /^DocSpace is busy, so file 4821 wasn't shared\./,
  ],
  ['hangs', { kind: 'slow', ms: 60_000 }, /^DocSpace is slow right now, so file 4821 wasn't shared\./],
])(
  'a portal that %s: told as that, of which file, and that no link was made',
  async ([_how, action, words], { expect, onTestFinished }) => {
    const { portal, slack, bot, writes, privately, told, type, answerBy } = await stageWell(onTestFinished)
    answerBy(action)
    await type(`${FILES.report} max 3`)
    const refused = await told(words)
    expect(privately()).toHaveLength(1)
    expect(writes()).toEqual([])
    const isDegraded = { status: 200, part: { status: 'degraded' } }
    await expect.poll(() => ready(bot.port)).toMatchObject(isDegraded)
    portal.clearFaults()

    // The same again by one press: its outcome takes the place of the refusal. Nobody else can press it.
    for (const who of ['bob', 'alice']) {
      const press = { copies: 2, concurrently: true, force: who === 'bob' }
      await slack.person(who).click(refused, { label: 'Try again' }, press)
    }
    await told(/^Shared Q3\.docx/)
    await slack.idle()
    expect(privately().map(({ ts }) => ts)).toEqual([refused.ts])
    const posted = slack.history('#general')
    expect(posted.map((message) => slack.render(message).includes('0 of 3 downloads'))).toEqual([true])
  },
)

test.concurrent('readyz calls it slow as long as it answers, not down; and down when it does not any more', async ({
  expect,
  onTestFinished,
}) => {
  const { portal, bot, answerBy } = await stageWell(onTestFinished)
  const now = () => ready(bot.port)
  expect(await now()).toEqual({ status: 200, part: { status: 'ok' } })
  answerBy({ kind: 'slow', ms: 4_000, when: 'after' })
  const slow = { status: 200, part: { status: 'ok', detail: 'slow: an answer takes more than 2 s' } }
  await expect.poll(now).toEqual(slow)
  for (let times = 0; times < 3; times += 1) expect(await now()).toEqual(slow)
  portal.clearFaults()
  answerBy({ kind: 'slow', ms: 20_000, when: 'after' })
  await expect.poll(now).toEqual({ status: 200, part: { status: 'degraded', detail: 'unavailable' } })
})
