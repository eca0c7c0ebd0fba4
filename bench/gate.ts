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
const RUNS = 3
/** Fresh processes each time: how fast one reads is settled for its life by chance, by up to four times. */
const PAIRS = 7
const SLOW_READERS = 200

const [role, ...rest] = process.argv.slice(2)
if (role !== undefined) await startRole(role, rest)
else await main()

/** A process of its own, which says where it listens. */
async function start(...as: string[]) {
  const child = fork(import.meta.filename, as, {
    execArgv: ['--max-semi-space-size=2', '--import', './src/typescript.mjs'],
    stdio: 'inherit',
  })
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

interface Pair {
  gate: Side
  pipe: Side
}

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
async function inTurns({ gate, pipe }: Pair, measure: (side: Side) => Promise<number>, runs: number) {
  const found = { gate: [] as number[], pipe: [] as number[] }
  for (let run = 0; run < runs; run += 1) {
    found.gate.push(await measure(gate))
    found.pipe.push(await measure(pipe))
  }
  return { gate: share(found.gate, 0.5), pipe: share(found.pipe, 0.5) }
}

async function cpuMs(side: Side, work: () => Promise<unknown>): Promise<number> {
  const before = (await side.spent()).cpuMs
  await work()
  return (await side.spent()).cpuMs - before
}

/** The gate's speed as a part of the pipe's, and its CPU as a multiple, by pairs of processes. */
async function streamRatios(startPair: () => Promise<Pair>, streams: number, bytes: number): Promise<string> {
  const speeds: number[] = []
  const costs: number[] = []
  for (let round = 0; round < PAIRS; round += 1) {
    const pair = await startPair()
    await inTurns(pair, (side) => speed(side, streams, bytes), 1)
    const fast = await inTurns(pair, (side) => speed(side, streams, bytes), RUNS)
    speeds.push(fast.gate / fast.pipe)
    const cost = await inTurns(pair, (side) => cpuMs(side, () => speed(side, streams, bytes)), RUNS)
    costs.push(cost.gate / cost.pipe)
    for (const side of [pair.gate, pair.pipe]) side.stop()
  }
  const all = (found: number[]) =>
    `${share(found, 0.5).toFixed(2)} (${share(found, 0).toFixed(2)} to ${share(found, 1).toFixed(2)})`
  return `${all(speeds)} of the pipe's speed, ${all(costs)} times its CPU`
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
  const redis = await startPrivateRedis({
    dir,
    mayInstall: true,
    log: () => {},
    onExit: () => process.exit(1),
  })
  const file = await start('file', String(1024 * MB))
  const startPair = async (): Promise<Pair> => ({
    gate: await start('gate', file.origin, redis.socketPath, String(1024 * MB)),
    pipe: await start('pipe', file.origin),
  })
  const load = () => `load ${(loadavg()[0] ?? 0).toFixed(1)}`
  try {
    for (const [streams, size] of [
      [1, 128],
      [50, 4],
    ] as const)
      console.log(
        `${streams} of ${size} MB: ${await streamRatios(startPair, streams, size * MB)} (${load()})`,
      )
    const pair = await startPair()
    const { gate } = pair
    await inTurns(pair, firstByteMs, 1)
    const first = await inTurns(pair, firstByteMs, 60)
    console.log(`first byte: ${(first.gate - first.pipe).toFixed(1)} ms after the pipe's (${load()})`)
    let took: number[] = []
    const cost = await cpuMs(gate, async () => {
      took = await pageViews(gate, 1_000, 5)
    })
    console.log(
      `1,000 page views a second: half within ${Math.round(share(took, 0.5))} ms, 99 of 100 within ${Math.round(share(took, 0.99))} ms; ${(cost / took.length).toFixed(2)} ms of a core each (${load()})`,
    )
    const grown = await slowReaders(gate)
    console.log(`${SLOW_READERS} slow readers of 1 GB: ${Math.round(grown / MB)} MB more (${load()})`)
    for (const side of [gate, pair.pipe]) side.stop()
  } finally {
    file.stop()
    await redis.close()
    await rm(dir, { recursive: true, force: true })
  }
  process.exit(0)
}
