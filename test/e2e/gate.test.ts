import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { type TestContext, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { Portal } from '../../sandbox/portal/types.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import { shareIdOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { setStage } from '../support/stage.ts'

const PUBLIC_URL = 'https://links.example.com'
const GATE = { PUBLIC_URL, ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') }
const NOWHERE = `/d/T0ACME-K7M4QX-${'x'.repeat(22)}`
/** More than fits between a portal and a visitor who takes nothing. */
const LARGE = 24 * 1024 * 1024

type Context = Pick<TestContext, 'expect' | 'onTestFinished'>

test.concurrent.for<[string, Record<string, string>, boolean]>([
  ['a gate where PUBLIC_URL is set', GATE, true],
  ['none where it is not', {}, false],
  ['none in a worker', { ...GATE, ROLE: 'worker' }, false],
])('there is %s', async ([, env, isThere], { expect, onTestFinished }) => {
  const { startBot } = await setStage(env, {}, onTestFinished)
  const { port } = await startBot()
  const answer = await fetch(`http://127.0.0.1:${port}${NOWHERE}`)
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')?.startsWith('text/html') ?? false).toBe(isThere)
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  expect(metrics.includes('sharelink_gate_streams')).toBe(isThere)
})

/** A share by Alice, and its page as visitors find it. */
const shareBy = async (slack: Slack, port: number, fileId: string, terms: string) => {
  await slack.person('alice').command(`/sharelink ${fileId} ${terms}`, { in: '#general' })
  const answer = await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.startsWith('Shared')))
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => m.text.includes(' shared ')))
  const [page = 'no page'] = /https:\/\/links\.example\.com\/d\/[\w-]+/.exec(answer.text) ?? []
  const here = (address: string) =>
    `http://127.0.0.1:${port}${address.startsWith('/') ? address : new URL(address).pathname}`
  const visit = (method: string) => fetch(here(page), { method })
  /** Presses Download, once more where the page says to try again; the address of the file, where there is one. */
  const press = async (password = ''): Promise<{ status: number; file: string }> => {
    const body = new URLSearchParams({ password })
    const { status, headers } = await fetch(here(page), { method: 'POST', body, redirect: 'manual' })
    return status === 503 ? press(password) : { status, file: here(headers.get('location') ?? '/') }
  }
  return { answer, posted, page, visit, press }
}

const openGate = async (terms: string, { onTestFinished }: Context, more: Record<string, string> = {}) => {
  const stage = await setStage({ ...GATE, ...more }, {}, onTestFinished)
  const { port } = await stage.startBot()
  return { ...stage, port, ...(await shareBy(stage.slack, port, FILES.report, terms)) }
}

const digestOf = async (address: string): Promise<string> => {
  const bytes = Buffer.from(await (await fetch(address)).arrayBuffer())
  return createHash('sha256').update(bytes).digest('hex')
}

/** Begins a download, and takes no more than its first bytes. */
const beginSlowly = (address: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    request(address, { agent: false }, resolve).on('error', reject).end()
  })

const largeFile = (portal: Portal): string =>
  portal.addFile({
    title: 'film.mp4',
    folderId: portal.state.files[FILES.report]?.folderId ?? '',
    content: Buffer.alloc(LARGE, 7),
  }).id

const isRevoked = ({ text }: SlackMessage) => text.includes('Revoked by')

test.concurrent('of a limit of two the third visitor gets the page that says so, and its creator hears of it once', async (context) => {
  const { expect } = context
  const { slack, portal, logged, page, visit, press, posted } = await openGate('max 2', context)
  // To look takes nothing, however often.
  for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) expect((await visit(method)).status).toBe(200)
  for (const visitor of [1, 2]) {
    const { status, file } = await press()
    expect([visitor, status]).toEqual([visitor, 303])
    expect(await digestOf(file)).toBe(portal.digest(FILES.report).sha256)
  }
  expect((await press()).status).toBe(410)
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  for (const _ of [1, 2]) expect((await visit('GET')).status).toBe(410)
  const late = await slack.waitFor((s) =>
    s.history(s.dm('alice')).find((m) => m.text.startsWith('Someone came')),
  )
  expect(late.text).toContain('2 of 2 downloads')
  await slack.idle()
  expect(slack.history(slack.dm('alice'))).toHaveLength(1)
  // Nobody but its creator was given the address.
  const secret = new URL(page).pathname
  expect(slack.message('#general', posted.ts)?.text).toContain('2 of 2')
  expect(JSON.stringify(slack.history('#general'))).not.toContain(secret)
  expect(logged.join('\n')).not.toContain(secret)
})

test.concurrent('with the portal away nothing is used up', async (context) => {
  const { expect } = context
  const { portal, press } = await openGate('max 1', context)
  const { file } = await press()
  portal.configure({ gone: true })
  expect((await fetch(file)).status).toBe(503)
  portal.configure({ gone: false })
  const again = await press()
  expect(again.status).toBe(303)
  expect(await digestOf(again.file)).toBe(portal.digest(FILES.report).sha256)
  expect((await press()).status).toBe(410)
})

test.concurrent('a password is asked for at the page, and opens it', async (context) => {
  const { expect } = context
  const { press, answer, visit } = await openGate('max 1 password tulip', context)
  expect(answer.text).toContain('Password: tulip')
  expect(await (await visit('GET')).text()).toContain('type="password"')
  expect((await press()).status).toBe(403)
  expect((await press('rose')).status).toBe(403)
  expect((await press('tulip')).status).toBe(303)
})

test.concurrent('the address is in Details for its creator, and for nobody else', async (context) => {
  const { expect } = context
  const { slack, posted, page } = await openGate('max 2', context)
  const details = async (who: string) => {
    await slack.person(who).command(`/sharelink info ${shareIdOf(posted)}`, { in: '#general' })
    const answer = await slack.waitFor((s) => s.ephemerals(who).find((e) => e.text.includes('Live. ')))
    return answer.text
  }
  expect(await details('alice')).toContain(page)
  expect(await details('bob')).not.toContain(page)
})

test.concurrent('to revoke cuts a download that runs, and refuses what follows', async (context) => {
  const { expect, onTestFinished } = context
  const { slack, portal, startBot } = await setStage(GATE, {}, onTestFinished)
  const { port } = await startBot()
  const { posted, press, visit } = await shareBy(slack, port, largeFile(portal), 'max 2')
  const { file } = await press()
  const running = await beginSlowly(file)
  expect(running.statusCode).toBe(200)
  const over = once(running, 'close').catch(() => {})
  await slack.person('alice').click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#general').find(isRevoked))
  running.on('error', () => {}).resume()
  await over
  expect(running.complete).toBe(false)
  expect([(await fetch(file)).status, (await visit('GET')).status]).toEqual([410, 410])
})

test.concurrent('a stop cuts a download that runs, and ends in time; it goes on after the next start', async (context) => {
  const { expect, onTestFinished } = context
  const { slack, portal, start } = await outside({}, onTestFinished)
  const program = await start(GATE)
  const { press } = await shareBy(slack, await program.port, largeFile(portal), 'max 2')
  const { file } = await press()
  const running = await beginSlowly(file)
  running.on('error', () => {})
  const stopping = Date.now()
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
  expect(Date.now() - stopping).toBeLessThan(10_000)
  const next = await start(GATE)
  const rest = await fetch(`http://127.0.0.1:${await next.port}${new URL(file).pathname}`, {
    headers: { range: 'bytes=100-' },
  })
  expect([rest.status, (await rest.arrayBuffer()).byteLength]).toEqual([206, LARGE - 100])
})
