import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { answerQuestion } from '../../src/use-cases/answer-question.ts'
import { aRequest, TEAM } from '../support/builders.ts'
import { createTestWorld, type TestWorld } from '../support/test-world.ts'
import { createJobsWorld } from './jobs-world.ts'

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
  replyTo: 'https://hooks.example/actions/1/2',
  reference: 'REF99999',
}
const GONE = { ok: false, refusal: { reason: 'question-gone' } }
const answer = (said: Partial<typeof SAID> = {}, jobs = world.jobs) =>
  answerQuestion({ questions: world.store.questions, jobs })({ ...SAID, ...said })
const names = () => world.asked.map(({ name }) => name)

describe('answerQuestion', () => {
  it('yes: the share is made, and who clicked is told by the click', async () => {
    await world.store.questions.ask('K', REQUEST)
    expect(await answer()).toEqual({ ok: true, answer: { kind: 'posting' } })
    await world.drain()
    expect(world.notices.posts.map(({ share }) => share.id)).toEqual([REQUEST.shareId])
    expect(world.answers).toMatchObject([{ replyTo: SAID.replyTo, answer: { kind: 'shared' } }])
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
    expect(await world.store.questions.take(TEAM, 'K', 'U0ALICE')).toEqual(REQUEST)
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

  it('may be answered again when the first answer could not be carried out', async () => {
    await world.store.questions.ask('K', REQUEST)
    const make = () => Promise.reject(new Error('no queue'))
    await expect(answer({}, { ...world.jobs, make })).rejects.toThrow('no queue')
    expect(await answer()).toEqual({ ok: true, answer: { kind: 'posting' } })
    expect(names()).toEqual(['make'])
  })

  it('a yes and a no at once are not both carried out', async () => {
    await world.store.questions.ask('K', REQUEST)
    const said = await Promise.all([answer({ postAnyway: false }), answer()])
    expect(said.filter(({ ok }) => ok)).toHaveLength(1)
  })
})
