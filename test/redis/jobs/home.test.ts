import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SlackError } from '../../../src/domain/slack-error.ts'
import { aShare, TEAM } from '../../support/builders.ts'
import { createJobsWorld, gate, type JobsWorld, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

describe('showing Homes', () => {
  it('many changes are one drawing a person', async () => {
    const drawn: string[] = []
    for (let change = 0; change < 9; change += 1) {
      await world.queues.showHome(TEAM, 'U0ALICE', 'soon')
      await world.queues.showHome(TEAM, 'U0BOB', 'soon')
    }
    world.start({ home: async (_team, userId) => void drawn.push(userId) })
    await world.idle()
    expect(drawn.sort()).toEqual(['U0ALICE', 'U0BOB'])
  })

  it('whoever opens theirs does not wait for what was put off, which is then done with', async () => {
    const queue = world.rawQueue('home')
    await world.queues.showHome(TEAM, 'U0ALICE', 'soon')
    expect(await queue.getDelayedCount()).toBe(1)
    await world.queues.showHome(TEAM, 'U0ALICE', 'now')
    await world.queues.showHome(TEAM, 'U0ALICE', 'soon')
    expect([await queue.getDelayedCount(), await queue.getWaitingCount()]).toEqual([0, 1])
    let drawn = 0
    world.start({
      home: async () => {
        drawn += 1
      },
    })
    await world.idle()
    expect(drawn).toBe(1)
  })

  it('what changes while it is drawn is drawn afterwards, and never two at a time', async () => {
    const [started, goOn] = [gate(), gate()]
    let [running, most, runs] = [0, 0, 0]
    world.start({
      home: async () => {
        runs += 1
        running += 1
        most = Math.max(most, running)
        started.open()
        await goOn.opened
        running -= 1
      },
    })
    await world.queues.showHome(TEAM, 'U0ALICE', 'now')
    await started.opened
    await world.queues.showHome(TEAM, 'U0ALICE', 'soon')
    await world.queues.showHome(TEAM, 'U0ALICE', 'now')
    goOn.open()
    await until(() => runs === 2)
    await world.idle()
    expect([runs, most]).toEqual([2, 1])
  })

  it('is tried three times, and later changes are drawn all the same', async () => {
    let works = false
    let runs = 0
    world.start({
      home: async () => {
        runs += 1
        if (!works) throw new SlackError('not-sent', 'invalid_auth')
      },
    })
    const queue = world.rawQueue('home')
    await world.queues.showHome(TEAM, 'U0ALICE', 'now')
    await until(async () => (await queue.getFailedCount()) === 1)
    expect([runs, world.logged.length]).toEqual([3, 3])
    works = true
    await world.queues.showHome(TEAM, 'U0ALICE', 'soon')
    await world.idle()
    expect(runs).toBe(4)
  })

  it('Homes that Slack is slow to show keep nothing else waiting', async () => {
    const goOn = gate()
    let shown = 0
    world.start({
      home: () => goOn.opened,
      updateMessage: async () => {
        shown += 1
      },
    })
    const queue = world.rawQueue('home')
    for (let person = 0; person < 40; person += 1) await world.queues.showHome(TEAM, `U0P${person}`, 'now')
    await until(async () => (await queue.getActiveCount()) === 5)
    await world.queues.tell(aShare())
    await until(() => shown === 1)
    goOn.open()
    await world.idle()
  })
})
