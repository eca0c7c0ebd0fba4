import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { outside } from '../support/outside.ts'
import { leaveOverdue } from '../support/overdue.ts'
import { readyz } from '../support/readyz.ts'

test('without Slack it starts, ends an overdue link, and is up over a socket once Slack is back', async () => {
  const world = await outside({ socketMode: {} })
  const { links } = await leaveOverdue(world)
  world.slack.outage('refuse')
  const program = await world.start()
  await program.says('no socket to Slack: it cannot be reached')
  await expect.poll(links).toBe(0)
  expect(program.lines.join('\n')).not.toContain('sharelink is up')
  world.slack.outage('off')
  await program.says('sharelink is up')
  const ack = await world.slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  expect(ack).toMatchObject({ status: 200, problems: [] })
})

test.each([
  ['that nobody knows', { SLACK_APP_TOKEN: 'xapp-1-A0OTHER-1-nobodys' }, 'invalid_auth'],
  ['without its scope', {}, 'missing_scope'],
])('with an app-level token %s it is never up, says so once, and ends links', async (_what, env, code) => {
  const world = await outside({ socketMode: {} })
  const { links } = await leaveOverdue(world)
  const asked = () => world.slack.requests('apps.connections.open').filter((r) => r.response.error === code)
  if (code === 'missing_scope')
    world.slack.fail({ method: 'apps.connections.open', times: 'always', error: code })
  const program = await world.start(env)
  const said = await program.says('no socket to Slack: it refuses SLACK_APP_TOKEN')
  expect(said).toMatchObject({ level: 'error', code, detail: expect.stringContaining('connections:write') })
  await expect.poll(links).toBe(0)
  expect(program.lines.join('\n')).not.toMatch(/sharelink is up|nobodys|standin/)
  expect(await readyz(await program.port)).toMatchObject({
    status: 503,
    body: { slack: { status: 'ok' }, socket: { status: 'down', detail: said.detail } },
  })
  expect(asked()).toHaveLength(1)
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
})

test.each([
  ['Slack never answers the call', { hold: true }],
  ['Slack refuses the token', { error: 'invalid_auth' }],
  ['Slack answers 503', { status: 503 }],
])('a SIGTERM before the first connection ends it soon: %s', async (_what, failure) => {
  const { slack, start } = await outside({ socketMode: {} })
  slack.fail({ method: 'apps.connections.open', times: 'always', ...failure })
  const program = await start()
  await slack.waitFor((s) => s.requests('apps.connections.open')[0])
  const asked = performance.now()
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
  // The issue is not speed: without an end to the call it would be broken off after nine seconds.
  expect(performance.now() - asked).toBeLessThan(8_000)
})

test('a SIGTERM while the other side is silent ends it in order', async () => {
  const { slack, start } = await outside({ socketMode: {} })
  const program = await start()
  await program.says('sharelink is up')
  slack.sockets.fallSilent()
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
  await program.says('stopped')
})
