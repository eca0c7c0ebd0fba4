import { lstat, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { KEYS } from '../../../sandbox/portal/seed-ids.ts'
import { CONFIG_TOKEN } from '../../../sandbox/slack/web-api/manifest.ts'
import { readEnvText } from '../../../src/env-file.ts'
import { runSetup, type SetupDeps } from '../../../src/setup-run.ts'
import { openWard } from '../../support/doctor.ts'
import { SEVERAL } from '../../support/installing.ts'
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
            if (questions.push(question) > 40) throw new Error(`asked again and again: ${question}`)
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

test('over HTTP: makes the Slack app with a configuration token, says what is left, and goes on from there', async () => {
  const { slack, portal } = await openWard(REDIS())
  const { status, folder, values, said } = await setUp({
    flags: {
      portal: portal.url,
      key: portal.adminKey,
      'public-url': 'https://links.example.com',
      'config-token': CONFIG_TOKEN,
    },
    set: [`SLACK_API_URL=${slack.apiUrl}`, `REDIS_URL=${REDIS()}`],
  })
  expect(status).toBe(0)
  expect(values).toMatchObject({
    SLACK_SIGNING_SECRET: slack.signingSecret,
    PUBLIC_URL: 'https://links.example.com',
  })
  expect(values.SLACK_APP_TOKEN).toBeUndefined()
  expect(said).toMatch(/The Slack app is made/)
  expect(said).toMatch(
    /install-on-team, then run npm run setup -- --bot-token xoxb-…\n\(without --config-token/,
  )
  const [asked] = slack.requests('apps.manifest.create')
  expect(asked?.args.manifest).toMatchObject({
    settings: {
      socket_mode_enabled: false,
      event_subscriptions: { request_url: 'https://links.example.com/slack/events' },
    },
  })
  const next = await setUp({ folder, flags: { 'bot-token': slack.botToken } })
  expect(next.values).toEqual({ ...values, SLACK_BOT_TOKEN: slack.botToken })
  expect(slack.requests('apps.manifest.create')).toHaveLength(1)
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

/** A folder with a `.env` of these lines. */
const folderWith = async (env: Readonly<Record<string, string>>) => {
  const folder = await workFolder()
  await mkdir(folder, { recursive: true })
  const text = `${Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`
  await writeFile(`${folder}/.env`, text)
  return { folder, text }
}

test('what stands in a file of its own is used, and not written or made a second time', async () => {
  const { env, portal, slack } = await openWard(REDIS())
  const secrets = await workFolder()
  await mkdir(secrets, { recursive: true })
  const inFile = async (name: string, value: string) => {
    await writeFile(`${secrets}/${name}`, `${value}\n`)
    return [`${name}_FILE`, `${secrets}/${name}`] as const
  }
  const { DOCSPACE_API_KEY, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, ...rest } = env
  const files = Object.fromEntries(
    await Promise.all([
      inFile('DOCSPACE_API_KEY', portal.adminKey),
      inFile('SLACK_BOT_TOKEN', slack.botToken),
      inFile('SLACK_APP_TOKEN', slack.sockets.appToken),
      inFile('ENCRYPTION_KEY', SEVERAL.ENCRYPTION_KEY),
    ]),
  )
  const { ENCRYPTION_KEY_FILE = '', ...environment } = files
  const { folder, text } = await folderWith({ ...rest, ENCRYPTION_KEY_FILE })
  for (const typed of [undefined, []])
    expect(await setUp({ folder, environment }, typed)).toMatchObject({ status: 0, text })
  const other = await setUp({ folder, environment, flags: { key: KEYS.ownerFilesOnly } })
  expect(other).toMatchObject({
    status: 1,
    text,
    said: expect.stringMatching(/file of DOCSPACE_API_KEY_FILE/),
  })
  const both = await setUp({ folder, environment, set: ['DOCSPACE_API_KEY=sk-1'] })
  expect(both).toMatchObject({ status: 1, text, said: expect.stringMatching(/DOCSPACE_API_KEY too/) })
})

test('where each workspace installs the app, no bot token is asked for or taken', async () => {
  const { env, slack } = await openWard(REDIS())
  const { folder, text } = await folderWith({ ...env, ...SEVERAL })
  const { questions, ...again } = await setUp({ folder }, [])
  expect(again).toMatchObject({ status: 0, text })
  expect(questions.join('\n')).not.toMatch(/Bot User|Configuration token/)
  for (const flags of [{ 'bot-token': slack.botToken }, { 'config-token': CONFIG_TOKEN }])
    expect(await setUp({ folder, flags })).toMatchObject({ status: 1, text })
  expect(slack.requests('apps.manifest.create')).toEqual([])
})

test('a new app takes nothing over from the one before it', async () => {
  const { env, slack } = await openWard(REDIS())
  const before = { ...env, SLACK_SIGNING_SECRET: 'of-the-app-before' }
  const flags = { 'config-token': CONFIG_TOKEN }
  const nobody = await setUp({ ...(await folderWith(before)), flags })
  expect(nobody.status).toBe(0)
  expect(nobody.said).toMatch(/--socket --bot-token xoxb-… --app-token xapp-…/)
  expect(nobody.values.SLACK_BOT_TOKEN).toBeUndefined()
  expect(nobody.values.SLACK_APP_TOKEN).toBeUndefined()
  expect(nobody.values.SLACK_SIGNING_SECRET).toBe(slack.signingSecret)

  const typed = ['', '', '', '', slack.botToken, slack.sockets.appToken]
  const somebody = await setUp({ ...(await folderWith(before)), flags }, typed)
  expect(somebody.questions.filter((each) => /xoxb|xapp/.test(each)).join()).not.toContain('kept')
  expect(somebody.values).toMatchObject({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
  })

  const made = slack.requests('apps.manifest.create').length
  const { folder, text } = await folderWith(before)
  for (const deps of [
    { flags: { ...flags, 'bot-token': slack.botToken } },
    { flags, environment: { SLACK_BOT_TOKEN: slack.botToken } },
    { flags, set: ['SLACK_SIGNING_SECRET=another'] },
  ])
    expect(await setUp({ folder, ...deps })).toMatchObject({
      status: 1,
      text,
      said: expect.stringMatching(/Nothing was made or written/),
    })
  expect(slack.requests('apps.manifest.create')).toHaveLength(made)
})

test('a .env that cannot be read without guessing is left alone', async () => {
  const { folder } = await folderWith({})
  const bytes = Buffer.from('POLICY_NOTICE=Gr\xfc\xdfe\n', 'latin1')
  await writeFile(`${folder}/.env`, bytes)
  const { status, said, path } = await setUp({ folder }, [])
  expect(status).toBe(1)
  expect(said).toMatch(/found bytes that are no text/)
  expect(await readFile(path)).toEqual(bytes)
})

test('a .env that is a link stays one: the file that it leads to is written', async () => {
  const { env } = await openWard(REDIS())
  const { folder: home } = await folderWith(env)
  const folder = await workFolder()
  await mkdir(folder, { recursive: true })
  await symlink(`${home}/.env`, `${folder}/.env`)
  const { path, values } = await setUp({ folder })
  expect((await lstat(path)).isSymbolicLink()).toBe(true)
  expect(await readFile(`${home}/.env`, 'utf8')).toContain(`ENCRYPTION_KEY=${values.ENCRYPTION_KEY}`)

  const nowhere = await workFolder()
  await mkdir(nowhere, { recursive: true })
  await symlink(`${nowhere}/none`, `${nowhere}/.env`)
  const refused = await setUp({ folder: nowhere })
  expect(refused).toMatchObject({
    status: 1,
    said: expect.stringMatching(/a link to a file that isn't there/),
  })
})

test('where nobody can be asked, a missing or wrong answer is named and nothing is written', async () => {
  const { portal } = await openWard(REDIS())
  const missing = await setUp({ flags: { portal: portal.url } })
  expect(missing).toMatchObject({ status: 1, text: null, said: expect.stringMatching(/add --key/) })
  const wrong = await setUp({ flags: { portal: portal.url, key: `sk-${'9'.repeat(64)}` } })
  expect(wrong).toMatchObject({ status: 1, text: null, said: expect.stringMatching(/--key is wrong/) })
})
