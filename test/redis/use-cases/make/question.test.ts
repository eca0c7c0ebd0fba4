import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { answerQuestion } from '../../../../src/use-cases/make/answer-question.ts'
import { aReply, aRequest, TEAM } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'
import { createJobsWorld } from '../../jobs/world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const REQUEST = aRequest()
const SAID = {
  team: TEAM,
  userId: 'U0ALICE',
  key: 'K',
  postAnyway: true,
  replyTo: aReply('https://hooks.example/actions/1/2'),
}
const GONE = { ok: false, refusal: { reason: 'question-gone' } }
let clicks = 0
/** Each click is one of its own, unless a reference says that it is carried out again. */
const answer = (said: Partial<Parameters<ReturnType<typeof answerQuestion>>[0]> = {}, jobs = world.jobs) =>
  answerQuestion({
    questions: world.store.questions,
    jobs,
    linkRateLimit: world.store.linkRateLimit,
    now: world.clock.now,
    answer: async (replyTo, shown) => void world.answers.push({ replyTo, answer: shown }),
  })({ ...SAID, reference: `REF${++clicks}`, ...said })
const names = () => world.asked.map(({ name }) => name)

describe('answerQuestion', () => {
  it('yes: the share is made, and who clicked is told by the click', async () => {
    await world.store.questions.ask('K', REQUEST)
    expect(await answer()).toEqual({ ok: true, answer: null })
    await world.drain()
    expect(world.notices.posts.map(({ share }) => share.id)).toEqual([REQUEST.shareId])
    expect(world.answers).toMatchObject(
      ['posting', 'shared'].map((kind) => ({ replyTo: SAID.replyTo, answer: { kind } })),
    )
    expect(await answer()).toEqual(GONE)
  })

  it('no: nothing is made, and it cannot be answered again', async () => {
    await world.store.questions.ask('K', REQUEST)
    expect(await answer({ postAnyway: false })).toEqual({ ok: true, answer: { kind: 'not-posted' } })
    expect(await answer()).toEqual(GONE)
    expect(names()).toEqual([])
  })

  it.each([
    ['somebody else', { userId: 'U0BOB' }],
    ['another workspace', { team: 'T0OTHER' }],
    ['no question', { key: 'OTHER' }],
  ])('%s changes nothing', async (_, said) => {
    await world.store.questions.ask('K', REQUEST)
    for (const postAnyway of [true, false]) expect(await answer({ ...said, postAnyway })).toEqual(GONE)
    expect(names()).toEqual([])
    expect(await world.store.questions.take(TEAM, 'K', 'U0ALICE', 'REF')).toEqual({
      ...REQUEST,
      replyTo: null,
    })
  })

  it('of twenty clicks at once comes one share', async () => {
    await world.store.questions.ask('K', REQUEST)
    const said = await Promise.all(Array.from({ length: 20 }, () => answer()))
    expect(said.some(({ ok }) => ok)).toBe(true)
    await world.drain()
    expect(world.notices.posts).toHaveLength(1)
    expect([...world.portal.links.keys()]).toEqual([REQUEST.linkId])
    expect(await answer()).toEqual(GONE)
  })

  it('of twenty clicks at once comes one piece of work', async () => {
    const jobs = createJobsWorld()
    try {
      await world.store.questions.ask('K', REQUEST)
      await Promise.all(Array.from({ length: 20 }, () => answer({}, jobs.queues)))
      expect(await jobs.rawQueue('make').getWaitingCount()).toBe(1)
    } finally {
      await jobs.close()
    }
  })

  it('of an answer that is carried out again, since the first time broke off, comes one share', async () => {
    await world.store.questions.ask('K', REQUEST)
    const reference = 'REF99999'
    const make = () => Promise.reject(new Error('no queue'))
    await expect(answer({ reference }, { ...world.jobs, make })).rejects.toThrow('no queue')
    expect(await answer()).toEqual(GONE)
    for (let n = 0; n < 2; n += 1) {
      expect(await answer({ reference })).toEqual({ ok: true, answer: null })
      await world.drain()
    }
    expect([...world.portal.links.keys()]).toEqual([REQUEST.linkId])
    expect(world.notices.posts).toHaveLength(1)
  })

  describe('in a modal', () => {
    const replyTo = { kind: 'view', team: 'T0ACME', viewId: 'V1', userId: 'U0ALICE' } as const

    it('that it is posted is shown before the work is handed on, and not after', async () => {
      await world.store.questions.ask('K', REQUEST)
      const shownAtFirst: unknown[] = []
      const make: typeof world.jobs.make = async (request) => {
        shownAtFirst.push(...world.answers)
        await world.jobs.make(request)
      }
      expect(await answer({ replyTo }, { ...world.jobs, make })).toEqual({ ok: true, answer: null })
      expect(shownAtFirst).toEqual([{ replyTo, answer: { kind: 'posting' } }])
      await world.drain()
      expect(world.answers.map(({ answer: { kind } }) => kind)).toEqual(['posting', 'shared'])
    })

    it('it can be carried out again when the work could not be handed on', async () => {
      await world.store.questions.ask('K', REQUEST)
      const said = { replyTo, reference: 'REF99999' }
      const make = () => Promise.reject(new Error('no queue'))
      await expect(answer(said, { ...world.jobs, make })).rejects.toThrow('no queue')
      expect((await answer(said)).ok).toBe(true)
      expect(names()).toEqual(['make'])
    })

    it.each([
      ['no question', { key: 'OTHER' }],
      ['somebody else', { userId: 'U0BOB' }],
    ])('%s: nothing is said to be posted', async (_, said) => {
      await world.store.questions.ask('K', REQUEST)
      expect(await answer({ replyTo, ...said })).toEqual(GONE)
      expect(world.answers).toEqual([])
    })
  })

  it('a yes and a no at once are not both carried out', async () => {
    await world.store.questions.ask('K', REQUEST)
    const said = await Promise.all([answer({ postAnyway: false }), answer()])
    expect(said.filter(({ ok }) => ok)).toHaveLength(1)
  })
})
