import { expect, test } from 'vitest'
import { outside } from '../../support/outside.ts'
import { startProgram, workFolder } from '../../support/program.ts'

const LEAST = {
  SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
  SLACK_SIGNING_SECRET: 'signing-secret',
  DOCSPACE_URL: 'https://acme.example',
  DOCSPACE_API_KEY: 'sk-portal',
}

/** The lines that the program ends with on these settings. */
const refusedOver = async (env: Record<string, string>): Promise<string[]> => {
  const program = startProgram(await workFolder(), { ...LEAST, ...env })
  expect(await program.ended).toBe(78)
  return program.lines.slice(1)
}

test('A12: keys are sent over plain http to nobody outside', async () => {
  expect(
    await refusedOver({ DOCSPACE_URL: 'http://portal.invalid', SLACK_API_URL: 'http://slack.com/api/' }),
  ).toEqual([
    expect.stringMatching(
      /^ {2}SLACK_API_URL: found "http:.* expected .*http only on this machine or in a private/,
    ),
    expect.stringMatching(/^ {2}DOCSPACE_URL: found "http:.* expected .*http only on this machine or in a/),
  ])
})

test('A12: on this machine they are, and the log says so', async () => {
  const { start } = await outside()
  const { lines } = await start()
  expect(lines.filter((line) => line.includes('plain http'))).toEqual([
    expect.stringContaining('"level":"warn"'),
  ])
})

test('A20: a bare % in the password of Redis is a fault like any other', async () => {
  const lines = await refusedOver({ REDIS_URL: 'redis://:hunter2%@127.0.0.1:6379' })
  expect(lines).toEqual([
    expect.stringMatching(/^ {2}REDIS_URL: found a value of 32 characters, expected .*%25 for a %/),
  ])
})
