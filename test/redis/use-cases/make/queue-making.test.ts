import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { answerQuestion } from '../../../../src/use-cases/make/answer-question.ts'
import { queueMaking } from '../../../../src/use-cases/make/queue-making.ts'
import { aReply, aRequest, aShare, SECOND, TEAM } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

/** How long each was put off. */
const waits: number[] = []
const jobs = () => {
  waits.length = 0
  const make: typeof world.jobs.make = async (request, waitMs = 0) => {
    waits.push(waitMs)
    await world.jobs.make(request)
  }
  return { ...world.jobs, make }
}

describe('queueMaking', () => {
  it('makes what one person asks for a second apart, in whichever channel, and tells of longer waits', async () => {
    const queue = queueMaking({ ...world.shared, jobs: jobs() })
    const told = []
    for (const id of ['C0A', 'C0B', 'C0A', 'C0C', 'C0A']) {
      told.push(await queue(aRequest({ channel: { id, name: 'x' } })))
    }
    expect(waits).toEqual([0, 1, 2, 3, 4].map((seconds) => seconds * SECOND))
    const queued = (ahead: number) => ({ kind: 'queued', ahead, channel: null })
    expect(told).toEqual([null, null, null, queued(3), queued(4)])
  })

  it('has nobody wait for what others ask for, nor for what was made before', async () => {
    const queue = queueMaking({ ...world.shared, jobs: jobs() })
    await queue(aRequest())
    await queue(aRequest())
    await queue(aRequest({ creator: { id: 'U0BOB', name: 'Bob' } }))
    await queue(aRequest({ team: 'T0OTHER' }))
    world.clock.advance(2 * SECOND)
    await queue(aRequest())
    expect(waits).toEqual([0, SECOND, 0, 0, 0])
  })
})

describe('a question that is answered while many are waiting', () => {
  const answer = (replyTo: Parameters<ReturnType<typeof answerQuestion>>[0]['replyTo']) =>
    answerQuestion({
      ...world.shared,
      questions: world.store.questions,
      answer: async (to, shown) => void world.answers.push({ replyTo: to, answer: shown }),
    })({ team: TEAM, userId: 'U0ALICE', key: 'K', postAnyway: true, replyTo, reference: 'REF23456' })
  const queued = { kind: 'queued', ahead: 4, channel: null }
  beforeEach(async () => {
    for (let index = 0; index < 4; index += 1)
      await world.store.linkRateLimit(TEAM, 'U0ALICE', world.clock.now())
    await world.store.questions.ask('K', aRequest())
  })

  it('is replaced, and then by the wait', async () => {
    expect(await answer(aReply())).toEqual({ ok: true, answer: queued })
    expect(world.answers).toEqual([{ replyTo: aReply(), answer: { kind: 'posting' } }])
  })

  it('says in its modal how long it waits', async () => {
    const replyTo = { kind: 'view', team: 'T0ACME', viewId: 'V1', userId: 'U0ALICE' } as const
    expect(await answer(replyTo)).toEqual({ ok: true, answer: queued })
    expect(world.answers).toEqual([{ replyTo, answer: { kind: 'posting' } }])
  })
})

describe('the turn of a channel', () => {
  it.each([
    ['nothing is made yet', null, true],
    ['there may be a link that nobody has', aShare({ state: 'creating', step: 'linking' }), true],
    ['there is a link that nobody has', aShare({ state: 'creating', step: 'linked' }), false],
    ['there may be a message', aShare({ state: 'creating', step: 'posting' }), false],
    ['it is posted', aShare(), false],
    ['it could not be made', aShare({ state: 'failed' }), false],
  ])('%s: awaited, or not', async (_, share, awaits) => {
    if (share !== null) await world.store.shares.create(share)
    expect(await world.make().awaitsTurn(aRequest())).toBe(awaits)
  })

  it('is told to who asked, by the same way as the link itself', async () => {
    await world.make().tellQueued(aRequest(), 90)
    const { channel } = aRequest()
    expect(world.answers).toEqual([{ replyTo: aReply(), answer: { kind: 'queued', ahead: 90, channel } }])
  })
})
