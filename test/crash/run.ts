import { createKeys } from '../../src/store/keys.ts'
import { createStore } from '../../src/store/store.ts'
import { linkVaultOf } from '../support/link-vault.ts'
import { breachesIn } from './breaches.ts'
import { type CrashAt, countCalls, lookOutFor, type Outside } from './calls.ts'
import type { Story } from './stories.ts'
import { newStage, type World } from './world.ts'

export interface Ran {
  /** What is not as it must be; empty when all is well. */
  breaches: string[]
  /** How many of the crashes came: a place may not be reached any more after the one before. */
  crashes: number
  /** The calls that were made while the story was told. */
  calls: Map<string, number>
  /** What its programs logged, each death among it. */
  lines: string[]
}

/** Of the program's keys. */
const NAMESPACE = 'sharelink'

/** What comes late, such as a notice too many, has come by then. */
const QUIET_MS = 1_500
/** What a process that died had begun is begun anew by then, though all seems to have come of it already. */
const TAKES_OVER_MS = 9_000
/** Counted from the newest start. Twice what is promised, for a machine that has other work. */
const SETTLES_WITHIN_MS = 120_000
const LOOK_EVERY_MS = 50

/** A machine that stands still for a while can keep a link from being made, as it should: then nobody has died yet. */
const BEGINNINGS = 3

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Answers of Slack that did not come in time, and locks that ran out in a process that lives: on a machine that stands still for a
 * while each is as a death, and may have something told once more.
 */
const LOST = /"outcome":"unknown"|could not renew lock|Missing lock/

/** A stage on which all is as the story finds it. */
const setStage = async (world: World, story: Story): Promise<Outside> => {
  for (let left = BEGINNINGS - 1; ; left -= 1) {
    const stage = newStage(world, story.bytes)
    try {
      await story.before?.(stage)
      return stage
    } catch (error) {
      if (left === 0) throw error
    }
  }
}

/**
 * Tells a story in this world, whose program is killed (SIGKILL) at these places, one after the other, and started again each
 * time; then looks at what is left.
 */
export const tellStory = async (world: World, story: Story, places: readonly CrashAt[]): Promise<Ran> => {
  const programs = [world.program]
  const from = world.program.lines.length
  const linesOf = () => programs.flatMap(({ lines }, at) => (at === 0 ? lines.slice(from) : lines))
  const losses = () => crashes + linesOf().filter((line) => LOST.test(line)).length
  let crashes = 0
  const stage = await setStage(world, story)
  let startedAt = performance.now()
  /** True as soon as it is so; false when it was not in time. */
  const becomes = async (isSo: () => boolean | Promise<boolean>): Promise<boolean> => {
    while (!(await isSo())) {
      if (performance.now() > startedAt + SETTLES_WITHIN_MS) return false
      await pause(LOOK_EVERY_MS)
    }
    return true
  }

  const before = countCalls(stage)
  let lookout = places[0] && lookOutFor(stage, places[0])
  const told = story.acts(stage).then(() => becomes(() => story.isOver(stage)))
  while (lookout !== undefined) {
    const met = lookout.met.then(() => true)
    if (!(await Promise.race([met, told.then(() => pause(TAKES_OVER_MS))]))) break
    world.program.process.kill('SIGKILL')
    await world.program.ended
    world.program.lines.push(`killed ${new Date().toISOString()}`)
    lookout.over()
    crashes += 1
    const next = places[crashes]
    lookout = next && lookOutFor(stage, next)
    await world.again()
    programs.push(world.program)
    startedAt = performance.now()
  }
  const isTold = await told
  lookout?.over()
  const store = createStore(world.client, NAMESPACE, linkVaultOf(world.slack))
  const look = () => breachesIn(stage, store, story, losses())
  const settles = () => {
    startedAt = performance.now()
    return becomes(async () => {
      const kept = await world.client.exists(createKeys(NAMESPACE).inboxHeld())
      return kept === 0 && (await look()).length === 0
    })
  }
  await settles()
  await pause(QUIET_MS)
  // A command that Slack had called failed may be carried out late: then another link is being made just now.
  await settles()
  await world.slack.idle()
  const calls = new Map(
    [...countCalls(stage)].map(([call, count]) => [call, count - (before.get(call) ?? 0)]),
  )
  const breaches = [...(isTold ? [] : ['what is to come of it did not come']), ...(await look())]
  return { breaches, crashes, calls, lines: linesOf() }
}
