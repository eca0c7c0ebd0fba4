import { test } from 'vitest'
import { type Kind, openRedis } from './redis.ts'
import { soak } from './soak.ts'

const { SOAK_SEED, SOAK_MINUTES, SOAK_REDIS } = process.env

const KINDS: readonly Kind[] = ['single', 'sentinel', 'cluster']
const kinds = KINDS.filter((kind) => SOAK_REDIS === undefined || SOAK_REDIS === kind)
const minutes = Number(SOAK_MINUTES ?? 5)
const seed = Number(SOAK_SEED ?? Date.now() % 1_000_000)

test.for(kinds)('two processes on a Redis of the kind %s keep every promise', async (kind, { expect }) => {
  console.log(`SOAK_REDIS=${kind} SOAK_SEED=${seed} SOAK_MINUTES=${minutes} npm run test:soak`)
  const ends: (() => Promise<void>)[] = []
  try {
    const redis = await openRedis(kind, (end) => ends.push(end))
    const { breaches, report } = await soak({ redis, seed, minutes, atEnd: (end) => ends.push(end) })
    console.log(report)
    expect(breaches).toEqual([])
  } finally {
    for (const end of ends.reverse()) await end()
  }
})
