import { expect, test } from 'vitest'
import { outside } from '../support/outside.ts'
import { leaveOverdue } from '../support/overdue.ts'
import { readyz } from '../support/readyz.ts'

test('with a bot token that Slack refuses it is never up, says so once, and ends links all the same', async () => {
  const world = await outside()
  const { links } = await leaveOverdue(world)
  const program = await world.start({ SLACK_BOT_TOKEN: 'xoxb-1-2-nobodys' })
  const said = await program.says('sharelink runs, but Slack refuses SLACK_BOT_TOKEN')
  expect(said).toMatchObject({
    level: 'error',
    code: 'invalid_auth',
    detail: expect.stringContaining('set SLACK_BOT_TOKEN to'),
  })
  await expect.poll(links).toBe(0)
  const { status, body } = await readyz(await program.port)
  expect(status).toBe(503)
  expect(body.slack.detail).toMatch(/^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)/)
  const lines = program.lines.join('\n')
  expect(lines).not.toContain('sharelink is up')
  expect(lines).not.toContain('nobodys')
  expect(lines.match(/Slack refuses SLACK_BOT_TOKEN"/g)).toHaveLength(1)
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
})

test('without Slack it runs and ends links, and is up once Slack is back', async () => {
  const world = await outside()
  const { links } = await leaveOverdue(world)
  world.slack.outage('refuse')
  const program = await world.start()
  await program.says('sharelink runs, but Slack cannot be reached')
  await expect.poll(links).toBe(0)
  expect(program.lines.join('\n')).not.toContain('sharelink is up')
  world.slack.outage('off')
  expect(await program.says('sharelink is up')).toMatchObject({ port: await program.port, role: 'all' })
})

test('while Slack is away it says so once, however often it asks', async () => {
  const { slack, start } = await outside()
  slack.outage('refuse')
  const program = await start()
  const asked = () => slack.requests('auth.test').length
  await expect.poll(asked).toBeGreaterThan(6)
  const troubled = program.lines.filter((line) => /"level":"(warn|error)"/.test(line))
  expect(troubled.filter((line) => /slack/i.test(line) && !line.includes('plain http'))).toEqual([
    expect.stringContaining('"msg":"sharelink runs, but Slack cannot be reached"'),
  ])
})
