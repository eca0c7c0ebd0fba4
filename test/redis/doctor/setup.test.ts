import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { KEYS } from '../../../sandbox/portal/seed-ids.ts'
import { CONFIG_TOKEN } from '../../../sandbox/slack/web-api/manifest.ts'
import { readEnvText } from '../../../src/env-file.ts'
import { runSetup, type SetupDeps } from '../../../src/setup-run.ts'
import { openWard } from '../../support/doctor.ts'
import { workFolder } from '../../support/program.ts'

const SOURCE = fileURLToPath(new URL('../../../', import.meta.url))
const REDIS = () => `unix://${inject('redisSocket')}`

/** Runs it in a folder of its own; `typed`: what somebody types, one answer after the other. */
const setUp = async (deps: Partial<SetupDeps>, typed?: string[]) => {
  const folder = deps.folder ?? (await workFolder())
  const said: string[] = []
  const questions: string[] = []
  const terminal =
    typed === undefined
      ? null
      : {
          ask: async (question: string) => {
            questions.push(question)
            return typed.shift() ?? ''
          },
          close: () => {},
        }
  const status = await runSetup({
    flags: {},
    set: [],
    environment: {},
    source: SOURCE,
    terminal,
    say: (line) => void said.push(line),
    ...deps,
    folder,
  })
  const path = `${folder}/.env`
  const text = await readFile(path, 'utf8').catch(() => null)
  return {
    status,
    said: said.join('\n'),
    questions,
    folder,
    path,
    text,
    values: readEnvText(text ?? '').values,
  }
}

test('over Socket Mode: flags alone write .env for nobody else to read, and the doctor finds nothing to fix', async () => {
  const { slack, portal } = await openWard(REDIS())
  const { status, said, path, text, values } = await setUp({
    flags: {
      portal: `${portal.url}/`,
      key: portal.adminKey,
      socket: 'yes',
      'bot-token': slack.botToken,
      'app-token': slack.sockets.appToken,
    },
    set: [`SLACK_API_URL=${slack.apiUrl}`, `REDIS_URL=${REDIS()}`],
  })
  expect(said).toMatch(/0 to fix/)
  expect(status).toBe(0)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(values).toMatchObject({
    DOCSPACE_URL: portal.url,
    DOCSPACE_API_KEY: portal.adminKey,
    SLACK_APP_TOKEN: slack.sockets.appToken,
    REDIS_URL: REDIS(),
    ENCRYPTION_KEY: expect.stringMatching(/^[\w+/]{43}=$/),
  })
  // It is the example, filled in.
  expect(text).toContain('# --- Rules ---')
  for (const secret of [portal.adminKey, slack.botToken, slack.sockets.appToken, values.ENCRYPTION_KEY])
    expect(said).not.toContain(secret)
})

test('over HTTP: makes the Slack app with a configuration token, and takes its signing secret', async () => {
  const { slack, portal } = await openWard(REDIS())
  const { values, said } = await setUp({
    flags: {
      portal: portal.url,
      key: portal.adminKey,
      'public-url': 'https://links.example.com',
      'config-token': CONFIG_TOKEN,
      'bot-token': slack.botToken,
    },
    set: [`SLACK_API_URL=${slack.apiUrl}`, `REDIS_URL=${REDIS()}`],
  })
  expect(values).toMatchObject({
    SLACK_SIGNING_SECRET: slack.signingSecret,
    PUBLIC_URL: 'https://links.example.com',
  })
  expect(values.SLACK_APP_TOKEN).toBeUndefined()
  expect(said).toMatch(/The Slack app is made/)
  const [asked] = slack.requests('apps.manifest.create')
  expect(asked?.args.manifest).toMatchObject({
    settings: {
      socket_mode_enabled: false,
      event_subscriptions: { request_url: 'https://links.example.com/slack/events' },
    },
  })
})

test('asks, says what is wrong at once, and prints the link that makes the app', async () => {
  const { slack, portal } = await openWard(REDIS())
  const { status, said, questions, values } = await setUp(
    { environment: { SLACK_API_URL: slack.apiUrl, REDIS_URL: REDIS() } },
    [
      'acme.onlyoffice.com',
      portal.url,
      `sk-${'9'.repeat(64)}`,
      'n',
      KEYS.ownerFilesOnly,
      KEYS.adminReadOnly,
      '',
      '',
      slack.botToken,
      slack.sockets.appToken,
    ],
  )
  expect(said).toMatch(/This should be an address without a path/)
  expect(said).toMatch(/fail: DocSpace doesn't take DOCSPACE_API_KEY/)
  const link = /https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_yaml=(\S+)/.exec(said)?.[1] ?? ''
  expect(decodeURIComponent(link)).toMatch(/socket_mode_enabled: true/)
  expect(decodeURIComponent(link)).not.toMatch(/sharelink\.example\.com/)
  expect(questions.length).toBeLessThan(12)
  expect(values).toMatchObject({
    DOCSPACE_API_KEY: KEYS.ownerFilesOnly,
    DOCSPACE_AUDIT_API_KEY: KEYS.adminReadOnly,
    SLACK_BOT_TOKEN: slack.botToken,
  })
  expect(status).toBe(0)
})

test('run again, it keeps what stands there, and shows no secret', async () => {
  const { slack, portal, env } = await openWard(REDIS())
  const folder = await workFolder()
  await mkdir(folder, { recursive: true })
  const lines = [
    '# ours, in our order',
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    "POLICY_NOTICE='Ask Dana # first'",
    '# MAX_EXPIRY=90d',
    'MAX_EXPIRY=30d',
    '',
  ]
  await writeFile(`${folder}/.env`, lines.join('\n'))
  const { status, questions, text, values } = await setUp({ folder }, [])
  expect(status).toBe(0)
  expect(text).toBe(`${lines.join('\n')}ENCRYPTION_KEY=${values.ENCRYPTION_KEY}\n`)
  expect(questions.join('\n')).toContain(`[${portal.url}]`)
  expect(questions.join('\n')).toContain('[kept]')
  expect(questions.join('\n')).not.toContain(slack.botToken)
})

test('where nobody can be asked, a missing or wrong answer is named and nothing is written', async () => {
  const { portal } = await openWard(REDIS())
  const missing = await setUp({ flags: { portal: portal.url } })
  expect(missing).toMatchObject({ status: 1, text: null, said: expect.stringMatching(/add --key/) })
  const wrong = await setUp({ flags: { portal: portal.url, key: `sk-${'9'.repeat(64)}` } })
  expect(wrong).toMatchObject({ status: 1, text: null, said: expect.stringMatching(/--key is wrong/) })
})
