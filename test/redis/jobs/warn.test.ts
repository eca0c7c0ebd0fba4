import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ShareLink } from '../../../src/domain/share.ts'
import { aShare, DAY, HOUR, SECOND } from '../../support/builders.ts'
import { createJobsWorld, type JobsWorld, REF, until, WARN_BEFORE_MS } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

const ending = (expiresAt: number, createdAt = Date.now()): ShareLink =>
  aShare({ createdAt, terms: { expiresAt } })
const delayed = () => world.rawQueue('tell').getDelayed()

it('a warning waits for its moment, once for each end', async () => {
  const now = Date.now() - 7 * DAY
  const share = ending(now + 8 * DAY + 40 * SECOND, now)
  for (let asked = 0; asked < 3; asked += 1) await world.queues.warn(share)
  await world.queues.warn(ending(now + 8 * DAY + 50 * SECOND, now))
  await world.queues.warn(ending(now + 9 * DAY, now))
  const jobs = (await delayed()).sort((a, b) => a.delay - b.delay)
  expect(jobs.map(({ name, data }) => [name, data])).toEqual([
    ['warn-share', { ...REF, expiresAt: now + 8 * DAY + 40 * SECOND }],
    ['warn-share', { ...REF, expiresAt: now + 8 * DAY + 50 * SECOND }],
  ])
  for (const [index, seconds] of [40, 50].entries()) {
    const at = (jobs[index]?.timestamp ?? 0) + (jobs[index]?.delay ?? 0)
    expect(Math.abs(at - (now + 8 * DAY + seconds * SECOND - WARN_BEFORE_MS))).toBeLessThan(5_000)
  }
})

it('a short life has none', async () => {
  await world.queues.warn(ending(Date.now() + 2 * DAY - HOUR))
  expect(await delayed()).toEqual([])
})

it('a moment that has passed is now, and names the end that it is for', async () => {
  const warned: unknown[] = []
  world.start({ warn: async (ref, expiresAt) => void warned.push([ref, expiresAt]) })
  const end = Date.now() + HOUR
  await world.queues.warn(ending(end, end - 7 * DAY))
  await until(() => warned.length > 0)
  await world.idle()
  expect(warned).toEqual([[REF, end]])
})
