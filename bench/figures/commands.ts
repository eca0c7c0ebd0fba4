import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Pool } from 'undici'
import { signatureOf } from '../../test/support/signed-post.ts'
import { openBench } from '../stage.ts'
import { type Figure, median, quantile, spread } from './figure.ts'

const ROUNDS = 7
const EACH = 5_000
const AT_A_TIME = 16

/** A program that takes commands. */
interface Side {
  port: number
  cpuS: () => Promise<number>
}

/** What one round of commands has shown. */
interface Round {
  rate: number
  p99Ms: number
  cpuUs: number
}

const startBare = async (secret: string): Promise<Side & { stop: () => void }> => {
  const child = fork(join(import.meta.dirname, 'bare-bolt.ts'), [secret], {
    execArgv: ['--max-semi-space-size=2', '--import', './src/typescript.mjs'],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const cpuS = async () => {
    const coming = once(child, 'message') as Promise<[{ cpuS: number }]>
    child.send('usage')
    return (await coming)[0].cpuS
  }
  return { port, cpuS, stop: () => child.kill() }
}

let sent = 0
const send = async (pool: Pool, secret: string, fields: Record<string, string>): Promise<number> => {
  sent += 1
  const body = new URLSearchParams({ ...fields, trigger_id: `${sent}.1.bench` }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signatureOf(secret, body) }
  const begun = performance.now()
  const answer = await pool.request({ path: '/slack/events', method: 'POST', headers, body })
  const text = await answer.body.text()
  if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}`)
  if (!text.includes('ephemeral')) throw new Error(`not answered in the ack: ${text.slice(0, 80)}`)
  return performance.now() - begun
}

const round = async (side: Side, secret: string, fields: Record<string, string>): Promise<Round> => {
  const pool = new Pool(`http://127.0.0.1:${side.port}`, { connections: AT_A_TIME })
  const cpuBefore = await side.cpuS()
  const begun = performance.now()
  const times: number[] = []
  const one = async () => {
    while (times.length < EACH) times.push(await send(pool, secret, fields))
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, one))
  const seconds = (performance.now() - begun) / 1_000
  const cpuUs = (((await side.cpuS()) - cpuBefore) * 1e6) / times.length
  await pool.close()
  return { rate: times.length / seconds, p99Ms: quantile(times, 0.99), cpuUs }
}

/** Answers that need neither Redis nor the portal, beside a bare Bolt app. */
export const commandFigures = async (): Promise<Figure[]> => {
  const bench = await openBench()
  const bot = await bench.startBot()
  const { slack } = bench
  const bare = await startBare(slack.signingSecret)
  const ours: Side = { port: bot.port, cpuS: async () => (await bot.usage()).botCpuS }
  const alice = slack.user('alice')
  const fields = (text: string) => ({
    command: '/sharelink',
    text,
    team_id: slack.teamId,
    user_id: alice.id,
    channel_id: slack.channel('#general').id,
    channel_name: 'general',
    response_url: `${slack.url}/commands/x`,
    token: 'x',
  })
  const figures: Figure[] = []
  for (const [name, text] of [
    ['/sharelink help', 'help'],
    ['a command that is refused', '4821 max none-at-all'],
  ] as const) {
    const [our, their]: [Round[], Round[]] = [[], []]
    // Not measured: until the code is compiled it is slow.
    for (const side of [ours, bare]) await round(side, slack.signingSecret, fields(text))
    for (let count = 0; count < ROUNDS; count += 1) {
      our.push(await round(ours, slack.signingSecret, fields(text)))
      their.push(await round(bare, slack.signingSecret, fields(text)))
    }
    const ratio = (of: (one: Round) => number) =>
      median(our.map((one, index) => of(one) / of(their[index] as Round)))
    const detail = (of: (one: Round) => number, unit: string, digits = 0) =>
      `${spread(our.map(of), digits)} against ${spread(their.map(of), digits)} ${unit}`
    const against = 'a bare Bolt app that answers in its ack'
    figures.push(
      {
        what: `${name}: answers a second`,
        against,
        value: ratio((one) => one.rate),
        unit: 'times',
        target: { least: 0.7 },
        detail: detail((one) => one.rate, 'a second'),
      },
      {
        what: `${name}: p99`,
        against,
        value: ratio((one) => one.p99Ms),
        unit: 'times',
        target: { most: 1.5 },
        detail: detail((one) => one.p99Ms, 'ms', 1),
      },
      {
        what: `${name}: CPU`,
        against,
        value: ratio((one) => one.cpuUs),
        unit: 'times',
        target: null,
        detail: detail((one) => one.cpuUs, 'us an answer'),
      },
    )
  }
  bare.stop()
  await bot.close()
  await bench.close()
  return figures
}
