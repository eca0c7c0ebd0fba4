import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../sandbox/portal/server.ts'
import { startSlack } from '../../sandbox/slack/server.ts'
import { CONFIG_TOKEN } from '../../sandbox/slack/web-api/manifest.ts'
import { addressOf } from '../support/message.ts'
import { startProgram, workFolder } from '../support/program.ts'
import { freePort, startRedis } from '../support/redis-of-own.ts'
import { download } from '../support/visitors.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const AS_NPM = ['--import', `${ROOT}src/typescript.mjs`]

/** Runs `npm run setup` or `npm run doctor` as npm does, in a folder of its own. */
const run = async (name: 'setup' | 'doctor', cwd: string, flags: string[]) => {
  const child = spawn(process.execPath, [...AS_NPM, `${ROOT}src/${name}.ts`, ...flags], {
    cwd,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const [status] = await once(child, 'close')
  return { status: status as number, said }
}

test.concurrent.for(['Socket Mode', 'HTTP'])(
  'npm run setup leads to a link in Slack over %s',
  async (road, { expect, onTestFinished }) => {
    const folder = await workFolder(onTestFinished)
    const redis = await startRedis([], onTestFinished)
    const [portal, port] = [await startPortal(), await freePort()]
    const slack = await startSlack(road === 'HTTP' ? {} : { socketMode: {} })
    onTestFinished(async () => void (await Promise.all([portal.close(), slack.close()])))
    const way =
      road === 'HTTP'
        ? [
            '--public-url',
            `http://127.0.0.1:${port}`,
            '--config-token',
            CONFIG_TOKEN,
            '--set',
            'ENFORCEMENT=watched',
          ]
        : ['--socket', '--app-token', slack.sockets.appToken]
    const setting = (text: string) => ['--set', text]
    const token = ['--bot-token', slack.botToken]
    const first = await run('setup', folder, [
      ...['--portal', portal.url, '--key', portal.adminKey, ...way, ...(road === 'HTTP' ? [] : token)],
      ...[`SLACK_API_URL=${slack.apiUrl}`, `REDIS_URL=${redis.url}`, `PORT=${port}`].flatMap(setting),
    ])
    // The app that was just made gives its token once it is installed.
    const { status, said } = road === 'HTTP' ? await run('setup', folder, token) : first
    expect(said).toMatch(/0 to fix/)
    expect(status).toBe(0)

    const program = startProgram(folder, {}, onTestFinished)
    slack.connect(`http://127.0.0.1:${await program.port}`)
    await program.says('sharelink is up')
    await slack.person('alice').command(`/sharelink ${FILES.report} max 2`, { in: '#general' })
    const message = await slack.waitFor((s) => s.history('#general').find(addressOf))
    expect((await download(addressOf(message) ?? '', 'Firefox')).status).toBe(200)

    const doctor = await run('doctor', folder, ['--json'])
    expect(doctor.status).toBe(0)
    const { findings } = JSON.parse(doctor.said) as { findings: { check: string; verdict: string }[] }
    const arrives = road === 'HTTP' ? 'slack.requests' : 'slack.socket'
    expect(findings).toContainEqual(expect.objectContaining({ check: arrives, verdict: 'pass' }))
  },
)
