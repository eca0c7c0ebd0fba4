import { test } from 'vitest'
import { claimsStorm } from '../claims/storm.ts'

// A sample of `npm run test:claims`.

test.concurrent('a crowd gets as much as three limits allow, though a process is killed', async ({
  expect,
  onTestFinished,
}) => {
  const { breaches, report } = await claimsStorm(
    {
      attempts: 150,
      atOnce: 40,
      limits: [1, 3, 20],
      sharesAtOnce: 3,
      killEveryMs: 300,
      redis: null,
      leaver: null,
      claimWindow: '3m',
      works: false,
    },
    onTestFinished,
  )
  expect(breaches).toEqual([])
  expect(report).toMatchObject({ attempts: 150, got: 24, gone: 126 })
})
