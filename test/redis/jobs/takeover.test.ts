import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createJobsWorld, gate, type JobsWorld, REF } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

describe('a process that ends', () => {
  it('finishes what runs before it is closed', async () => {
    const running = gate()
    const go = gate()
    let finished = false
    const workers = world.start({
      revoke: async () => {
        running.open()
        await go.opened
        finished = true
      },
    })
    await world.queues.revoke(REF)
    await running.opened
    const closed = workers.close().then(() => finished)
    go.open()
    expect(await closed).toBe(true)
    expect(await world.rawQueue('end').getActiveCount()).toBe(0)
  })

  it('by being killed leaves its work to another', async () => {
    const victim = spawn(
      process.execPath,
      [
        ...['--import', './src/typescript.mjs', '--input-type=module', '--eval', VICTIM],
        ...[inject('redisSocket'), world.namespace],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    world.endings.push(() => victim.kill('SIGKILL'))
    await world.queues.revoke(REF)
    expect(String(await once(victim.stdout, 'data'))).toContain('has it')
    victim.kill('SIGKILL')
    await once(victim, 'exit')
    const taken = new Promise<unknown>((resolve) => world.start({ revoke: async (ref) => resolve(ref) }))
    expect(await taken).toEqual(REF)
    await world.idle()
  })
})

const src = (path: string) => JSON.stringify(new URL(`../../../src/${path}`, import.meta.url).href)
/** A process that takes a revocation and never ends it. */
const VICTIM = `
import { Redis } from 'ioredis'
import { startWorkers } from ${src('jobs/workers.ts')}
import { createUrlSeal } from ${src('store/url-seal.ts')}
const [socket, namespace] = process.argv.slice(-2)
const never = () => new Promise(() => {})
const urls = createUrlSeal(null)
const quiet = { info() {}, warn() {}, error() {} }
startWorkers({
  connection: new Redis({ path: socket, maxRetriesPerRequest: null }),
  namespace,
  handlers: { 'revoke-link': () => { console.log('has it'); return never() } },
  giveUps: {},
  urls,
  now: Date.now, random: Math.random, log: quiet,
})
`
