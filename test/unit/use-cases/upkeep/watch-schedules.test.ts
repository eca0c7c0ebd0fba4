import { beforeEach, expect, it } from 'vitest'
import { createScheduleWatch } from '../../../../src/use-cases/upkeep/watch-schedules.ts'

const PERIODS = { sweep: 10_000, probe: 60_000 }

let clock: number
let runs: Record<string, string>
let isAway: boolean
let atWork: string[]
let setAnew: number
let logged: string[]
beforeEach(() => {
  clock = 1_000
  runs = {}
  isAway = false
  atWork = []
  setAnew = 0
  logged = []
})

const start = () =>
  createScheduleWatch({
    scheduleRuns: {
      read: async () => {
        if (isAway) throw new Error('no Redis')
        return { ...runs }
      },
    },
    periods: PERIODS,
    isAtWork: async (name) => atWork.includes(name),
    setAnew: async () => {
      setAnew += 1
    },
    monotonic: () => clock,
    log: { warn: (_, text) => logged.push(text) },
  })

/** Lets the watch look every five seconds for so long; `each` is what happens in between. */
const watchFor = async (watch: ReturnType<typeof start>, seconds: number, each: () => void = () => {}) => {
  const stop = new AbortController()
  const end = clock + seconds * 1_000
  await watch.run(async (ms) => {
    each()
    clock += ms
    if (clock >= end) stop.abort()
  }, stop.signal)
}

const tick = (name: keyof typeof PERIODS) => {
  runs[name] = String(Number(runs[name] ?? 0) + 1)
}

it('R7: what runs in time is left alone, in whichever process it runs', async () => {
  const watch = start()
  await watchFor(watch, 300, () => {
    tick('sweep')
    tick('probe')
  })
  expect(setAnew).toBe(0)
  expect(watch.isOverdue('sweep')).toBe(false)
})

it('R7: schedules that do not run are set anew after a few periods, and again when that does not help', async () => {
  const watch = start()
  await watchFor(watch, 35)
  expect(setAnew).toBe(0)
  await watchFor(watch, 10)
  expect(setAnew).toBe(1)
  expect(watch.isOverdue('sweep')).toBe(true)
  await watchFor(watch, 60)
  expect(setAnew).toBe(2)
  tick('sweep')
  await watchFor(watch, 5)
  expect(watch.isOverdue('sweep')).toBe(false)
})

it('F3: counts that vanish are noticed at the next look', async () => {
  const watch = start()
  tick('sweep')
  await watchFor(watch, 10)
  runs = {}
  await watchFor(watch, 5)
  expect(setAnew).toBe(1)
  tick('sweep')
  await watchFor(watch, 30, () => tick('sweep'))
  expect(setAnew).toBe(1)
})

it('what is slow is not lost', async () => {
  const watch = start()
  atWork = ['sweep', 'probe']
  await watchFor(watch, 600)
  expect(setAnew).toBe(0)
  expect(watch.isOverdue('sweep')).toBe(false)
})

it('while Redis is away readings are overdue all the same, and the schedules are set anew when it is back', async () => {
  const watch = start()
  isAway = true
  await watchFor(watch, 60)
  expect(watch.isOverdue('sweep')).toBe(true)
  expect(setAnew).toBe(0)
  isAway = false
  await watchFor(watch, 5)
  expect(setAnew).toBe(1)
})
