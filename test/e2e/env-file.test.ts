import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startProgram, workFolder } from '../support/program.ts'

/** The program, started on this `.env` file alone; what it says before it ends. */
const startOn = async (lines: string[], env: Record<string, string> = {}, end = '\n') => {
  const dir = await workFolder()
  const file = [
    'SLACK_BOT_TOKEN=xoxb-1-2-abc',
    'SLACK_SIGNING_SECRET=signing-secret',
    'DOCSPACE_URL=https://acme.example',
    'DOCSPACE_API_KEY=sk-portal',
    ...lines,
  ]
  await writeFile(join(dir, '.env'), file.join(end))
  const program = startProgram(dir, env)
  return { status: await program.ended, said: program.lines.join('\n') }
}

// A rule that is read asks for the key that it needs: no key is set, so that this is what the program ends with.
const KEPT = { status: 78, said: expect.stringContaining('ENCRYPTION_KEY: found nothing, expected a key') }

test('a line of blanks takes no rule away (nodejs/node#56686)', async () => {
  expect(await startOn(['BURST_WINDOW=2s', '   ', 'REQUIRE_PASSWORD=true'])).toEqual(KEPT)
})

test('nor do Windows line ends, `export`, quotes and a comment', async () => {
  const lines = ['BURST_WINDOW= # default', '\t', "export REQUIRE_PASSWORD = 'true' # every link"]
  expect(await startOn(lines, {}, '\r\n')).toEqual(KEPT)
})

test('nor does an empty variable of the environment, which is none', async () => {
  expect(await startOn(['REQUIRE_PASSWORD=true'], { REQUIRE_PASSWORD: '' })).toEqual(KEPT)
})

test('a line that cannot be read stops the program, by its number and without its text', async () => {
  const lines = ['REQUIRE_PASSWORD true', 'DOCSPACE_WEBHOOK_SECRET=hunter2#hunter2']
  const { status, said } = await startOn(lines)
  expect(status).toBe(78)
  expect(said).toContain('.env line 5: found a line that cannot be read')
  expect(said).toContain('.env line 6: found a value of DOCSPACE_WEBHOOK_SECRET that can be read in two ways')
  expect(said).not.toContain('hunter2')
})

test('what is set in the environment goes before the file', async () => {
  const { said } = await startOn(['ROLE=both', 'PORT=x'], { ROLE: 'worker' })
  expect(said).toContain('PORT: found "x"')
  expect(said).not.toContain('ROLE')
})
