import { Pool } from 'undici'
import { signatureOf } from '../../test/support/signed-post.ts'
import type { openBench } from '../stage.ts'
import { quantile } from './figure.ts'

const EACH = 5_000
const AT_A_TIME = 16

/** A program that takes commands. */
export interface Side {
  /** Those of all its processes, which are asked in turns. */
  ports: readonly number[]
  cpuS: () => Promise<number>
}

/** What one round of commands has shown. */
export interface Round {
  rate: number
  p99Ms: number
  cpuUs: number
}

/** A command of alice's, as Slack sends it. */
export const commandFields = (
  { slack }: Pick<Awaited<ReturnType<typeof openBench>>, 'slack'>,
  text: string,
): Record<string, string> => ({
  command: '/sharelink',
  text,
  team_id: slack.teamId,
  user_id: slack.user('alice').id,
  channel_id: slack.channel('#general').id,
  channel_name: 'general',
  response_url: `${slack.url}/commands/x`,
  token: 'x',
})

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

/** Sends commands, so many at a time, until so many are answered. */
export const roundOfCommands = async (
  side: Side,
  secret: string,
  fields: Record<string, string>,
): Promise<Round> => {
  const pools = side.ports.map((port) => new Pool(`http://127.0.0.1:${port}`, { connections: AT_A_TIME }))
  const cpuBefore = await side.cpuS()
  const begun = performance.now()
  const times: number[] = []
  const one = async () => {
    for (let next = 0; times.length < EACH; next += 1) {
      const pool = pools[next % pools.length]
      if (pool !== undefined) times.push(await send(pool, secret, fields))
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, one))
  const seconds = (performance.now() - begun) / 1_000
  const cpuUs = (((await side.cpuS()) - cpuBefore) * 1e6) / times.length
  await Promise.all(pools.map((pool) => pool.close()))
  return { rate: times.length / seconds, p99Ms: quantile(times, 0.99), cpuUs }
}
