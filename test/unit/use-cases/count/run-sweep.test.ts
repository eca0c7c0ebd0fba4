import { beforeEach, describe, expect, it } from 'vitest'
import { runProbe, runSweep } from '../../../../src/use-cases/count/run-sweep.ts'
import { atTurns } from '../../../../src/use-cases/outage/at-turns.ts'

/** Steps that were done, in turn. */
let done: string[]
/** Steps that fail. */
let failing: string[]
/** A tick of the schedule would pass without a reading. */
let isSkipped: boolean
beforeEach(() => {
  done = []
  failing = []
  isSkipped = false
})

const step = (name: string) => async () => {
  done.push(name)
  if (failing.includes(name)) throw new Error(name)
}
const look = { lookAtHealth: step('look at health') }
/** Each reading of what is known of the trail finds that it has turned. */
const turning = () => {
  let reads = 0
  const read = async () => {
    reads += 1
    const state = reads % 2 === 1 ? 'ok' : 'blind'
    return { state, cause: null, since: null, probedAt: null } as const
  }
  return atTurns({ auditStatus: { read }, turned: step('have the turn followed') })
}

const sweep = (routine: boolean) =>
  runSweep({
    ...look,
    atTurns: turning(),
    pace: {
      isSkipped: async () => {
        done.push('see whether it is skipped')
        return isSkipped
      },
      planNext: async (trail) => step(`plan the next after ${trail.length}`)(),
    },
    noteAbsence: step('note absence'),
    reading: async (read) => {
      done.push('begin the reading')
      return read()
    },
    sweepAudit: async () => {
      await step('read and count')()
      return { events: 0, trail: [], skewMs: 0 }
    },
  })(routine)

const READING = ['note absence', 'begin the reading', 'read and count']
const AFTER_A_LOOK = ['have the turn followed', 'look at health']

describe('a sweep', () => {
  it('that was asked for does all of its steps, in this order', async () => {
    await sweep(false)
    expect(done).toEqual([...READING, 'plan the next after 0', ...AFTER_A_LOOK])
  })

  it('that is skipped as a tick of the schedule does the rest all the same', async () => {
    isSkipped = true
    await sweep(true)
    expect(done).toEqual(['see whether it is skipped', ...AFTER_A_LOOK])
    done = []
    await sweep(false)
    expect(done).toContain('read and count')
  })

  it('whose reading fails has a turn followed and looks at the health, and plans nothing', async () => {
    failing = ['read and count']
    await expect(sweep(true)).rejects.toThrow('read and count')
    expect(done).toEqual(['see whether it is skipped', ...READING, ...AFTER_A_LOOK])
  })
})

describe('a probe', () => {
  const probe = () =>
    runProbe({ ...look, atTurns: turning(), probe: (routine) => step(`probe, routine: ${routine}`)() })

  it('is followed as a reading is, well or badly', async () => {
    await probe()(true)
    expect(done).toEqual(['probe, routine: true', ...AFTER_A_LOOK])
    done = []
    failing = ['probe, routine: false']
    await expect(probe()(false)).rejects.toThrow('probe, routine: false')
    expect(done).toEqual(['probe, routine: false', ...AFTER_A_LOOK])
  })
})
