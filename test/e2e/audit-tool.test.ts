import { test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { openTools } from '../support/tools.ts'

const SECRET = 'hunter2hunter2'

/** The rows by their columns. No field of these has a comma in it. */
const rowsOf = (csv: string): Record<string, string>[] => {
  const [columns = [], ...rows] = csv
    .trimEnd()
    .split('\n')
    .map((row) => row.split(','))
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ''])))
}

test.concurrent('the record of a running app is read out as CSV and JSONL, since a moment', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({ ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') }, {}, onTestFinished)
  const { slack } = stage
  const { run } = await openTools(stage, onTestFinished)
  await stage.startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report} max 3 password ${SECRET}`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const id = shareIdOf(posted)
  await slack.person('bob').command(`/sharelink revoke ${id}`, { in: '#general' })
  await slack.person('bob').command('/sharelink list all', { in: '#general' })
  await slack.idle()

  const first = await run('audit')
  expect(first).toMatchObject({ status: 0, err: '' })
  const common = { workspace: slack.teamId }
  expect(rowsOf(first.out)).toMatchObject([
    {
      ...common,
      act: 'made',
      actor: slack.user('alice').id,
      share: id,
      file: FILES.report,
      limit: '3',
      password: 'true',
      exact: 'false',
    },
    { ...common, act: 'refused', actor: slack.user('bob').id, share: id, result: 'revoke: not-yours' },
    { ...common, act: 'refused', actor: slack.user('bob').id, share: '', result: 'list: admins-only' },
    { ...common, act: 'exported', actor: 'operator', result: 'csv since the beginning' },
  ])
  const since = rowsOf(first.out)[3]?.time ?? ''

  await alice.command(`/sharelink revoke ${id}`, { in: '#general' })
  await slack.waitFor(() => slack.message('#general', posted.ts)?.text.includes('Revoked'))
  await slack.idle()
  const second = await run('audit', '--since', since, '--format', 'jsonl')
  expect(second).toMatchObject({ status: 0, err: '' })
  const lines = second.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { ...common, time: since, kind: 'exported', actor: 'operator' },
    {
      ...common,
      kind: 'revoked',
      actor: slack.user('alice').id,
      share: id,
      terms: { limit: 3, password: true },
    },
    { ...common, kind: 'exported', actor: 'operator', result: `jsonl since ${since}` },
  ])
  // Nothing is left out of the later one, and nothing is said twice.
  expect(new Set([...rowsOf(first.out), ...lines].map((line) => line.id)).size).toBe(6)
  expect(rowsOf((await run('audit', '--since', '2999-01-01')).out)).toEqual([])
  for (const { out } of [first, second]) {
    expect(out).not.toContain(SECRET)
    expect(out).not.toContain(addressOf(posted))
    expect(out).not.toMatch(/share=|\/s\/|Q3/)
  }

  const before = rowsOf((await run('audit')).out).length
  for (const [args, why] of [
    [['--since', 'yesterday'], /--since takes a date, such as 2026-11-01/],
    [['--format', 'xml'], /--format is csv or jsonl/],
    [['--until', '2026-11-01'], /--until/],
  ] as const) {
    const { status, out, err } = await run('audit', ...args)
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(why)
    expect(err).toContain('npm run audit --')
  }
  // What was not read out is no line.
  expect(rowsOf((await run('audit')).out)).toHaveLength(before + 1)
})
