import { afterAll, beforeAll, test } from 'vitest'
import type { CrashAt } from '../crash/calls.ts'
import { createMatrix, DATABASES } from '../crash/matrix.ts'
import { STORIES } from '../crash/stories.ts'
import { startRedis } from '../support/redis-of-own.ts'

// A sample of `npm run test:crash`: the places at which most is at stake.

let matrix: ReturnType<typeof createMatrix>
const ends: (() => Promise<void>)[] = []
beforeAll(async () => {
  const atEnd = (end: () => Promise<void>) => void ends.push(end)
  matrix = createMatrix(await startRedis(['--databases', String(DATABASES)], atEnd), atEnd)
})
afterAll(async () => {
  for (const end of ends.reverse()) await end()
})

const at = (call: string, when: CrashAt['when']): CrashAt => ({ call, when })

const CLAIM = 'Redis: share + claims + claim-times + takers + uncounted + record'
const ASKING = 'Redis: hincrby link-use'

test.concurrent.for<[string, CrashAt[]]>([
  ['a link is made', [at('portal: write the link', 'after'), at('Slack: post', 'after')]],
  ['a link is made', [at('Redis: share creating posting', 'after')]],
  ['an exact link is taken at the gate, and nobody gets more', [at(CLAIM, 'after'), at(ASKING, 'before')]],
  ['an exact link is revoked while it streams', [at('portal: remove the link', 'before')]],
  ['a limit is reached and overrun', [at('portal: remove the link', 'after')]],
  ['a person revokes it', [at('Slack: post', 'before'), at('Slack: post', 'after')]],
  ['a link that was used up comes back', [at('portal: write the link', 'before')]],
])(
  'killed while %s, at %j: nothing is lost, and nothing is left open',
  async ([name, places], { expect }) => {
    const story = STORIES.find((one) => one.name === name)
    const { reached, breaches } = story
      ? await matrix.tellAll(story, [places])
      : { reached: 0, breaches: [name] }
    expect(breaches).toEqual([])
    expect(reached).toBe(1)
  },
)
