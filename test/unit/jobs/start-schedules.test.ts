import { beforeEach, expect, it } from 'vitest'
import { startSchedules } from '../../../src/jobs/start-schedules.ts'

/** What was asked of the queues, in turn. */
let asked: string[]
/** How often Redis is away yet. */
let away: number
beforeEach(() => {
  asked = []
  away = 0
})

const start = () => {
  const logged: string[] = []
  let told = () => {}
  let fail = () => {}
  const done = new Promise<void>((resolve) => {
    told = resolve
  })
  const failed = new Promise<void>((resolve) => {
    fail = resolve
  })
  const schedules = startSchedules({
    queues: {
      schedule: async (everyMs) => {
        asked.push(`schedule ${everyMs}`)
        away -= 1
        if (away >= 0) throw new Error('no Redis')
      },
      scheduleCanary: async (isWanted) => void asked.push(`canary ${isWanted}`),
      probe: async () => void asked.push('probe'),
      sweepNow: async () => {
        asked.push('sweep')
        told()
      },
    },
    auditIntervalMs: 10_000,
    triesCanaryDaily: true,
    log: {
      info: () => {},
      warn: (_, text) => {
        logged.push(text)
        fail()
      },
      error: () => {},
    },
  })
  return { schedules, done, failed, logged }
}

it('everything that repeats is set, and a first probe and sweep are asked for', async () => {
  const { done, logged } = start()
  await done
  expect(asked).toEqual(['schedule 10000', 'canary true', 'probe', 'sweep'])
  expect(logged).toEqual([])
})

it('it is tried again until Redis is there', async () => {
  away = 1
  const { done, logged } = start()
  await done
  expect(asked).toEqual(['schedule 10000', 'schedule 10000', 'canary true', 'probe', 'sweep'])
  expect(logged).toEqual(['the sweep could not be scheduled yet'])
})

it('it is tried no more once it is stopped', async () => {
  away = 1
  const { schedules, failed } = start()
  await failed
  schedules.stop()
  // One that begins later and is tried twice is through only after the second try of the first would have been.
  away = 1
  await start().done
  expect(asked.filter((one) => one === 'probe')).toHaveLength(1)
})
