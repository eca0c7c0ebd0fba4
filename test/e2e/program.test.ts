import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { KEYS } from '../../sandbox/portal/seed-ids.ts'
import { outside } from '../support/outside.ts'
import { startProgram, workFolder } from '../support/program.ts'
import { readyz } from '../support/readyz.ts'

// As `npm start` runs it, from its sources.
const fromSource = () => outside({}, onTestFinished, 'source')

test('without configuration it names every missing variable at once and ends with 78', async () => {
  const program = startProgram(await workFolder(), {}, onTestFinished, 'source')
  expect(await program.ended).toBe(78)
  const said = program.lines.join('\n')
  for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'DOCSPACE_URL', 'DOCSPACE_API_KEY']) {
    expect(said).toContain(`${name}: found nothing, expected `)
  }
})

test('it serves its endpoints and ends with 0 on SIGTERM, its Redis with it', async () => {
  const { slack, portal, start } = await fromSource()
  const program = await start()
  const port = await program.port
  const base = `http://127.0.0.1:${port}`
  expect((await fetch(`${base}/healthz`)).status).toBe(200)
  await portal.waitForRequest({ path: '/api/2.0/security/audit/events/filter' })
  const body = async () => (await readyz(port)).body
  await expect.poll(body).toMatchObject({ status: 'ok', redis: { status: 'ok' } })
  slack.outage('503')
  await expect.poll(() => readyz(port)).toMatchObject({ status: 503 })
  slack.outage('off')
  portal.configure({ gone: true })
  await expect.poll(body).toMatchObject({ status: 'degraded' })
  expect((await fetch(`${base}/slack/events`, { method: 'POST' })).status).toBe(401)
  expect((await fetch(`${base}/nothing-here`)).status).toBe(404)
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
})

const REACH =
  'everybody in Slack who may use /sharelink finds and shares what this account of the portal can: one key acts for all'

test('it says once whose key acts for everybody, by name and not by address, and which rooms are open', async () => {
  const { start } = await outside()
  const program = await start({ ALLOWED_ROOMS: '17,18' })
  const said = await program.says(REACH)
  expect(said).toMatchObject({ level: 'info', account: 'Olga Owner', rooms: ['17', '18'], guests: false })
  await program.says('sharelink is up')
  expect(program.lines.filter((line) => line.includes(REACH))).toHaveLength(1)
  expect(program.lines.join()).not.toMatch(/@portal\.example|@\w+\.example/)
})

test('a good start says six things: workspace, portal, account, trail, webhook, rules', async () => {
  const { start } = await outside()
  const program = await start({ DEFAULT_EXPIRY: '3d' })
  expect(await program.says('Slack: the workspace and the bot')).toMatchObject({
    team: expect.stringMatching(/^T/),
    name: expect.any(String),
    bot: expect.any(String),
  })
  expect(await program.says('the portal answers')).toMatchObject({ version: expect.stringMatching(/^3\./) })
  await program.says(REACH)
  await program.says('the audit trail is read')
  expect(await program.says('the webhook of the portal')).toMatchObject({ on: false })
  const rules = await program.says('the rules in force, where none of a place is stricter')
  expect(rules).toMatchObject({ level: 'info', expiry: '3 d', longest: '90 d', downloads: 10 })
})

test('a portal that is away at the start is named by its account when it is back', async () => {
  const { portal, start } = await outside()
  portal.configure({ gone: true })
  const program = await start({ DOCSPACE_API_KEY: KEYS.ownerFilesOnly, ALLOW_GUESTS: 'true' })
  await program.says('sharelink is up')
  expect(program.lines.join()).not.toContain(REACH)
  portal.configure({ gone: false })
  expect(await program.says(REACH)).toMatchObject({ account: 'Olga Owner', rooms: 'all', guests: true })
})

test('a SIGTERM while it starts ends it with 0', async () => {
  const { env, dir } = await fromSource()
  const program = startProgram(dir, env, onTestFinished, 'source')
  await expect.poll(() => existsSync(join(dir, '.data/redis')), { interval: 2 }).toBe(true)
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
})
