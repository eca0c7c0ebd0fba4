import { afterAll, beforeAll, test } from 'vitest'
import { type RedisOfOwn, startRedis } from '../support/redis-of-own.ts'
import { createMatrix, DATABASES } from './matrix.ts'
import { STORIES } from './stories.ts'

let matrix: ReturnType<typeof createMatrix>
let redis: RedisOfOwn
const ends: (() => Promise<void>)[] = []
beforeAll(async () => {
  redis = await startRedis(['--databases', String(DATABASES)], (end) => ends.push(end))
  matrix = createMatrix(redis, (end) => ends.push(end))
})
afterAll(async () => {
  for (const end of ends.reverse()) await end()
})

const wanted = process.env.CRASH_STORY

test.concurrent.for(STORIES.filter(({ name }) => wanted === undefined || name.includes(wanted)))(
  'killed once and twice at every call outward while $name',
  async (story, { expect }) => {
    const { runs, reached, breaches } = await matrix.all(story)
    console.log(`${story.name}: ${runs} runs, ${reached} of them with every crash`)
    expect(breaches).toEqual([])
    expect(reached).toBeGreaterThan(runs / 3)
  },
)
