// What the gate costs: its streams against a bare pipe from undici to an HTTP answer, with the same file on the same machine;
// its memory with readers that do not read; its pages a second. Everything on this machine: npm run bench:gate
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, type IncomingMessage, request } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startPrivateRedis } from '../src/private-redis/private-redis.ts'
import { type Served, type Spent, startRole } from './gate-roles.ts'

const MB = 1024 * 1024
const RUNS = 9
const SLOW_READERS = 200

const [role, ...rest] = process.argv.slice(2)
if (role !== undefined) await startRole(role, rest)
else await main()

/** A process of its own, which says where it listens. */
async function start(...as: string[]) {
  const child = fork(import.meta.filename, as, { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
  const [served] = (await once(child, 'message')) as [Served]
  return {
    ...served,
    spent: async (): Promise<Spent> => {
      const answer = once(child, 'message') as Promise<[Spent]>
      child.send('spent')
      return (await answer)[0]
    },
    stop: () => child.kill(),
  }
}

type Side = Awaited<ReturnType<typeof start>>

async function begin(url: string, headers: Record<string, string>, agent: Agent | false = false) {
  const asked = request(url, { headers, agent }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return response
}

async function readAll(
  url: string,
  headers: Record<string, string> = {},
  agent: Agent | false = false,
): Promise<number> {
  const response = await begin(url, headers, agent)
  let bytes = 0
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  await once(response, 'end')
  return bytes
}

/** The address of a new download: at the gate it is claimed first. */
async function addressOf(side: Side): Promise<string> {
  if (side.page === undefined) return side.origin
  const asked = request(side.origin + side.page, { method: 'POST', agent: false }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.resume()
  return side.origin + (response.headers.location ?? '')
}

/** Bytes a second of so many streams at once. */
async function speed(side: Side, streams: number, bytes: number): Promise<number> {
  const addresses = await Promise.all(Array.from({ length: streams }, () => addressOf(side)))
  const begunAt = performance.now()
  const read = await Promise.all(addresses.map((url) => readAll(url, { range: `bytes=0-${bytes - 1}` })))
  if (read.some((each) => each !== bytes)) throw new Error('a stream broke off')
  return (streams * bytes) / ((performance.now() - begunAt) / 1_000)
}

async function firstByteMs(side: Side): Promise<number> {
  const url = await addressOf(side)
  const begunAt = performance.now()
  const response = await begin(url, { range: 'bytes=0-9' })
  await once(response, 'data')
  return performance.now() - begunAt
}

function share(all: readonly number[], part: number): number {
  const sorted = [...all].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** Each in turn, so that what else the machine does meets both. */
async function inTurns(gate: Side, pipe: Side, measure: (side: Side) => Promise<number>, runs = RUNS) {
  const found = { gate: [] as number[], pipe: [] as number[] }
  await Promise.all([measure(gate), measure(pipe)])
  for (let run = 0; run < runs; run += 1) {
    found.gate.push(await measure(gate))
    found.pipe.push(await measure(pipe))
  }
  return { gate: share(found.gate, 0.5), pipe: share(found.pipe, 0.5) }
}

async function slowReaders(gate: Side): Promise<number> {
  const before = (await gate.spent()).rss
  const addresses = []
  for (let reader = 0; reader < SLOW_READERS; reader += 1) addresses.push(await addressOf(gate))
  const responses = await Promise.all(addresses.map((url) => begin(url, {})))
  for (const response of responses) response.pause()
  await wait(5_000)
  const grown = (await gate.spent()).rss - before
  for (const response of responses) response.destroy()
  return grown
}

/** So many page views a second for some seconds, begun when their time comes, whether others are answered or not. */
async function pageViews(gate: Side, perSecond: number, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const took: number[] = []
  const begunAt = performance.now()
  const all: Promise<void>[] = []
  for (let view = 0; view < perSecond * seconds; view += 1) {
    const at = begunAt + (view * 1_000) / perSecond
    if (at > performance.now()) await wait(at - performance.now())
    const read = readAll(gate.origin + (gate.page ?? ''), {}, agent)
    all.push(read.then(() => void took.push(performance.now() - at)))
  }
  await Promise.all(all)
  agent.destroy()
  return took
}

async function main(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'sharelink-bench-'))
  const redis = await startPrivateRedis({ dir, log: () => {}, onExit: () => process.exit(1) })
  const file = await start('file', String(1024 * MB))
  const [pipe, gate] = await Promise.all([
    start('pipe', file.origin),
    start('gate', file.origin, redis.socketPath, String(1024 * MB)),
  ])
  const load = () => `load ${(loadavg()[0] ?? 0).toFixed(1)}`
  const ratio = (found: { gate: number; pipe: number }) =>
    `${(found.gate / found.pipe).toFixed(2)} of the pipe (${Math.round(found.gate / MB)} of ${Math.round(found.pipe / MB)} MB/s; ${load()})`
  try {
    console.log(`1 stream of 32 MB: ${ratio(await inTurns(gate, pipe, (side) => speed(side, 1, 32 * MB)))}`)
    console.log(
      `50 streams of 4 MB: ${ratio(await inTurns(gate, pipe, (side) => speed(side, 50, 4 * MB), 3))}`,
    )
    const first = await inTurns(gate, pipe, firstByteMs, 60)
    console.log(`first byte: ${(first.gate - first.pipe).toFixed(1)} ms after the pipe's (${load()})`)
    const before = await gate.spent()
    const took = await pageViews(gate, 1_000, 5)
    const cpuMs = ((await gate.spent()).cpuMs - before.cpuMs) / took.length
    console.log(
      `1,000 page views a second: half within ${Math.round(share(took, 0.5))} ms, 99 of 100 within ${Math.round(share(took, 0.99))} ms; ${cpuMs.toFixed(2)} ms of a core each (${load()})`,
    )
    const grown = await slowReaders(gate)
    console.log(`${SLOW_READERS} slow readers of 1 GB: ${Math.round(grown / MB)} MB more (${load()})`)
  } finally {
    for (const side of [file, pipe, gate]) side.stop()
    await redis.close()
    await rm(dir, { recursive: true, force: true })
  }
  process.exit(0)
}
