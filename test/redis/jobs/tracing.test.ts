import { context, propagation, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import type { Telemetry } from 'bullmq'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isTraced, loadTelemetry } from '../../../src/jobs/tracing.ts'
import { aReply, aRequest } from '../../support/builders.ts'
import { createJobsWorld, gate, type JobsWorld, making, REF, until } from './world.ts'

const spans = new InMemorySpanExporter()
let telemetry: Telemetry
let world: JobsWorld

beforeAll(async () => {
  telemetry = (await loadTelemetry('bullmq-otel-for-tests')) as Telemetry
  expect(isTraced(telemetry)).toBe(false)
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).register()
  telemetry = (await loadTelemetry('bullmq-otel-for-tests')) as Telemetry
  expect(isTraced(telemetry)).toBe(true)
})
// Other files of this process have no SDK.
afterAll(() => {
  for (const api of [trace, context, propagation]) api.disable()
})
beforeEach(() => {
  spans.reset()
  world = createJobsWorld(telemetry)
})
afterEach(() => world.close())

const named = (name: string) => spans.getFinishedSpans().filter((span) => span.name === name)
const told = () =>
  spans.getFinishedSpans().map(({ name, attributes, events }) => ({ name, attributes, events }))

it('no package: it is null, and another failure of loading is one', async () => {
  expect(await loadTelemetry('bullmq-otel-that-is-not-there')).toBe(null)
  await expect(loadTelemetry('node:nothing')).rejects.toThrow()
})

describe('spans', () => {
  it('tell of a job from its queue to its end, as one trace', async () => {
    world.start()
    await world.queues.revoke(REF)
    await until(() => named('process end').length === 1)
    const [added] = named('add end.revoke-link')
    const [processed] = named('process end')
    expect(processed?.spanContext().traceId).toBe(added?.spanContext().traceId)
    expect(processed?.attributes).toMatchObject({
      'bullmq.queue.name': 'end',
      'bullmq.job.name': 'revoke-link',
      'bullmq.job.id': expect.stringMatching(/^\d+$/),
    })
  })

  it('T27: hold no word of an error, of a payload, or of what follows from either', async () => {
    const secret = 'https://portal.example.com/s/abcdefghijkl?share=secret-of-the-link'
    let runs = 0
    world.start({
      make: making({
        run: async () => {
          runs += 1
          if (runs === 1) throw new TypeError(secret, { cause: new Error(secret) })
        },
      }),
    })
    await world.queues.make(aRequest({ replyTo: aReply(secret), reference: 'secret-of-the-link' }))
    await until(() => runs === 2 && named('process make').length === 2)
    expect(told().flatMap(({ events }) => events.map(({ name }) => name))).toContain('job failed')
    expect(JSON.stringify(told())).not.toMatch(/secret-of-the-link|portal\.example|T0|K7M4QX|Q3/)
    expect([...new Set(told().flatMap(({ attributes }) => Object.keys(attributes)))]).toEqual(
      expect.not.arrayContaining(['bullmq.job.failed.reason', 'bullmq.job.result', 'bullmq.job.options']),
    )
  })

  it('of what repeats are a trace each time', async () => {
    const ran: string[] = []
    world.start({ reconcile: async () => void ran.push('reconcile') })
    await world.queues.schedule(1_000)
    await until(() => ran.length > 0)
    await world.queues.reconcileNow()
    await until(() => named('process upkeep').length > 1)
    const jobs = await world.rawQueue('upkeep').getJobs()
    expect(jobs.filter(({ opts }) => opts.telemetry?.metadata)).toEqual([])
    const traces = named('process upkeep').map((span) => span.spanContext().traceId)
    expect(new Set(traces).size).toBe(traces.length)
  })
})

describe('a version without telemetry beside it', () => {
  it('takes its jobs, which are single to both', async () => {
    const plain = createJobsWorld(undefined, world.namespace)
    try {
      await world.queues.revoke(REF)
      await plain.queues.revoke(REF)
      const [job, ...more] = await world.rawQueue('end').getJobs()
      expect(more).toEqual([])
      expect(job?.opts.telemetry?.metadata).toContain('traceparent')
      const ran: unknown[] = []
      const go = gate()
      plain.start({
        revoke: async (ref) => {
          ran.push(ref)
          await go.opened
        },
      })
      await until(() => ran.length === 1)
      // Asked for while it runs: once more afterwards, whoever asked.
      await world.queues.revoke(REF)
      await plain.queues.revoke(REF)
      go.open()
      await until(() => ran.length === 2)
      await plain.idle()
      expect(ran).toEqual([REF, REF])
    } finally {
      await plain.close()
    }
  })
})
