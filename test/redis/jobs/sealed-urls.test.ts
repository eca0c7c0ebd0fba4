import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aReply, aRequest, TEAM } from '../../support/builders.ts'
import { createJobsWorld, gate, type JobsWorld, making, REF, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

const SECRET = 'https://hooks.slack.com/commands/T0/1/secret'
const REQUEST = aRequest({ replyTo: aReply(SECRET) })

/** What Redis holds of the jobs of a queue. */
const kept = async (queue: 'make' | 'tell') => {
  const jobs = await world.rawQueue(queue).getJobs()
  return jobs.map(({ data }) => data as Record<string, unknown>)
}

describe('T28: a response_url in a job', () => {
  it('is sealed in Redis, also of a run that was kept on, and open to the work', async () => {
    const ran: unknown[] = []
    const isKept = gate()
    const go = gate()
    await world.queues.make(REQUEST)
    const [first] = await kept('make')
    expect(first).toMatchObject({ shareId: REQUEST.shareId, replyTo: { kind: 'url' } })
    world.start({
      make: making({
        awaitsTurn: async () => true,
        run: async (request) => {
          ran.push(request.replyTo)
          isKept.open()
          await go.opened
        },
      }),
    })
    await isKept.opened
    expect(JSON.stringify([first, ...(await kept('make'))])).not.toContain('hooks.slack.com')
    go.open()
    await world.idle()
    expect(ran).toEqual([REQUEST.replyTo])
  })

  it('is open to whoever tells that the last try has failed', async () => {
    await world.queues.make(REQUEST)
    const [sealed] = await kept('make')
    const raw = world.rawQueue('make')
    await raw.obliterate({ force: true })
    await raw.add('make-share', sealed, { attempts: 1 })
    const told = await new Promise<unknown>((resolve) => {
      const run = () => Promise.reject(new Error('no'))
      world.start({ make: making({ run, giveUp: async (request) => resolve(request.replyTo) }) })
    })
    expect(told).toEqual(REQUEST.replyTo)
  })

  it('that a version before this one kept in clear is read too', async () => {
    const ran: unknown[] = []
    await world.rawQueue('make').add('make-share', { ...REQUEST, notBefore: null })
    world.start({ make: making({ run: async (request) => void ran.push(request.replyTo) }) })
    await until(async () => ran.length > 0)
    expect(ran).toEqual([REQUEST.replyTo])
  })

  it('of the answer to a click is sealed for as long as the download lasts', async () => {
    await world.queues.retractDownload({ ...REF, url: SECRET, until: Date.now() + 60_000 })
    const [given] = await kept('tell')
    expect(given).toMatchObject({ team: TEAM, id: REF.id })
    expect(JSON.stringify(given)).not.toContain('hooks.slack.com')
  })
})
