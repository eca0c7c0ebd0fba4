import { expect, it } from 'vitest'
import { runUpkeep } from '../../../../src/use-cases/upkeep/run-upkeep.ts'

it('the upkeep does each step in its turn, whatever becomes of those before it, and fails by the first', async () => {
  const done: string[] = []
  const step =
    (name: string, fails = false) =>
    async () => {
      done.push(name)
      if (fails) throw new Error(name)
    }
  const upkeep = runUpkeep({
    followAuditStatus: step('follow'),
    lookAtHealth: step('health'),
    listen: step('listen', true),
    queueNear: step('near'),
    remindCanary: step('canary'),
    reconcileShares: step('reconcile', true),
    findLostTime: step('lost time'),
    endRemovedTeams: step('removed teams'),
    tellRestore: step('tell'),
  })
  await expect(upkeep()).rejects.toThrow('reconcile')
  expect(done).toEqual([
    'lost time',
    'reconcile',
    'near',
    'canary',
    'listen',
    'health',
    'follow',
    'removed teams',
    'tell',
  ])
})
