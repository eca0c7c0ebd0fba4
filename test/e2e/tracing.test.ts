import { once } from 'node:events'
import { cp } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { copiedProgram, ROOT } from '../support/copied-program.ts'
import { GATE_ENV } from '../support/exact-share.ts'
import { addressOf, saysOver, shareIdOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { startProgram, workFolder } from '../support/program.ts'
import { secretsIn } from '../support/secrets.ts'
import { download } from '../support/visitors.ts'

const IP = '203.0.113.77'
const PASSWORD = 'Tulip-4711-garden'
const NO_SDK = 'TRACING is otel, but this process has no SDK of OpenTelemetry: no span is sent'

/** Takes spans as OpenTelemetry sends them. */
const startCollector = async () => {
  const got: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push(body)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { all: () => got.join('\n'), url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** The program where the operator has installed the package. */
const withPackage = async () => {
  const copyIn = await copiedProgram({ 'bullmq-otel': 'bullmq-otel-for-tests' })
  await cp(join(ROOT, 'deploy/opentelemetry'), join(copyIn, 'deploy/opentelemetry'), { recursive: true })
  await cp(join(ROOT, 'package-lock.json'), join(copyIn, 'package-lock.json'))
  return { copyIn }
}

test('TRACING=otel without its package ends the start with 78, and says what to install', async () => {
  const { env } = await outside()
  const program = startProgram(await workFolder(), { ...env, TRACING: 'otel' })
  expect(await program.ended).toBe(78)
  expect(program.lines.join('\n')).toContain(
    'npm install --no-save --save-prod --omit=dev --ignore-scripts bullmq-otel@',
  )
})

test('TRACING=otel without an SDK says so, and all goes on', async () => {
  const { start } = await outside({}, onTestFinished, await withPackage())
  const program = await start({ TRACING: 'otel' })
  expect(await program.says(NO_SDK)).toMatchObject({ level: 'warn' })
  await program.says('sharelink is up')
})

test('T27: with deploy/opentelemetry/tracing.mjs the compiled program sends spans of jobs, and no secret is in one', async () => {
  const form = await withPackage()
  const { portal, slack, start, env } = await outside({}, onTestFinished, form)
  const collector = await startCollector()
  const program = await start({
    ...GATE_ENV,
    TRACING: 'otel',
    NODE_OPTIONS: `--import ${join(form.copyIn, 'deploy/opentelemetry/tracing.mjs')}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  })
  const origin = `http://127.0.0.1:${await program.port}`
  const alice = slack.person('alice')
  const shared = async (text: string) => {
    const before = slack.history('#general').length
    await alice.command(`/sharelink ${text}`, { in: '#general' })
    return slack.waitFor((s) =>
      s
        .history('#general')
        .slice(before)
        .find(({ text }) => text.includes(' shared ')),
    )
  }
  const watched = await shared(`${FILES.report} watched max 3 note For the auditors`)
  const address = addressOf(watched) ?? ''
  const secrets = new Map([
    [address, 'the address of a link'],
    [new URL(address).searchParams.get('share') ?? '', 'a share key'],
    [IP, "a visitor's address"],
    [PASSWORD, 'a password'],
    ['For the auditors', 'a note'],
    ['Q3.docx', 'the name of a file'],
    ...Object.entries({ ...env, ...GATE_ENV }).flatMap(([name, value]): [string, string][] =>
      /TOKEN|SECRET|KEY/.test(name) ? [[value, name]] : [],
    ),
  ])
  expect((await download(address, 'Firefox', { 'x-real-ip': IP })).status).toBe(200)
  await slack.waitFor((s) => s.message('#general', watched.ts)?.text.includes('1 of 3'))

  // What fails names what it failed at.
  portal.fault({ method: 'PUT', path: '/api/2.0/files/*', times: 2, action: { kind: 'status', status: 500 } })
  slack.fail({ method: 'chat.update', status: 500, times: 2 })
  slack.fail({ method: 'response_url', status: 500, times: 2 })
  await alice.command(`/sharelink extend ${shareIdOf(watched)} max 5`, { in: '#general' })
  await slack.waitFor((s) => s.message('#general', watched.ts)?.text.includes('1 of 5'))
  const exact = await shared(`${FILES.xlsx} exact max 2 password ${PASSWORD}`)
  await slack.person('bob').click(exact, { label: 'Get the file' })
  const given = await slack.waitFor((s) => s.ephemerals('bob').map(addressOf).find(Boolean))
  secrets.set(new URL(given ?? '').pathname, 'the address of a claim')
  const there = (given ?? '').replace(GATE_ENV.PUBLIC_URL, origin)
  expect((await fetch(there, { headers: { 'x-forwarded-for': IP } })).status).toBe(200)
  await alice.click(watched, { label: 'Revoke' })
  await slack.waitFor((s) => saysOver(s.message('#general', watched.ts)))
  for (const { path } of slack.state.hooks) secrets.set(path.split('/').at(-1) ?? '', 'a response_url')
  await slack.idle()
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)

  const spans = collector.all()
  for (const told of ['process make', 'process end', 'job failed', '"sharelink"', 'bullmq.job.name'])
    expect(spans).toContain(told)
  const names = new Set([...spans.matchAll(/"key":"([\w.]+)"/g)].map(([, name]) => name))
  expect([...names].filter((name) => name?.startsWith('bullmq.')).sort()).toEqual([
    'bullmq.job.attempt_finished_timestamp',
    'bullmq.job.attempts.made',
    'bullmq.job.id',
    'bullmq.job.name',
    'bullmq.job.processed.timestamp',
    'bullmq.job.scheduler.id',
    'bullmq.queue.name',
    'bullmq.queue.operation',
    'bullmq.worker.id',
  ])
  expect(secretsIn(new Map([['the spans', spans]]), secrets)).toEqual([])
  expect(program.lines.join()).not.toContain(NO_SDK)
})
