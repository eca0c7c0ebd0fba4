import { test } from 'vitest'
import { claimsStorm } from './storm.ts'
import { notSettled } from './verdict.ts'

const ATTEMPTS = Number(process.env.CLAIMS_ATTEMPTS ?? 10_000)
const GROUPS = Math.max(1, Math.round(ATTEMPTS / 450))

test('nobody gets more than a limit allows, and no claim is lost', async ({ expect }) => {
  const ends: (() => Promise<void>)[] = []
  try {
    const { breaches, report, world } = await claimsStorm(
      {
        attempts: ATTEMPTS,
        atOnce: 200,
        limits: Array.from({ length: GROUPS }, () => [1, 3, 100]).flat(),
        sharesAtOnce: 3,
        killEveryMs: 3_000,
        redis: { after: ATTEMPTS / 2, downMs: 1_000 },
        leaver: 20,
        claimWindow: '3m',
        works: true,
      },
      (end) => void ends.push(end),
    )
    console.log(JSON.stringify(report))
    expect(breaches).toEqual([])
    // Claims that nobody fetched may be given back until their time is over; then each share is used up.
    await expect.poll(() => notSettled(world), { timeout: 300_000, interval: 500 }).toEqual([])
  } finally {
    for (const end of ends.reverse()) await end()
  }
})
