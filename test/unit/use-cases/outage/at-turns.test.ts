import { describe, expect, it } from 'vitest'
import { type AuditStatus, NEVER_LOOKED } from '../../../../src/domain/audit-health.ts'
import { allInTurn } from '../../../../src/use-cases/all-in-turn.ts'
import { atTurns } from '../../../../src/use-cases/outage/at-turns.ts'

describe('steps in turn', () => {
  it('are all done, whatever becomes of each; the first failure is thrown', async () => {
    const done: number[] = []
    const step = (number: number, fails: boolean) => async () => {
      done.push(number)
      if (fails) throw new Error(`failure ${number}`)
    }
    // One that throws before it gives a promise is no other.
    const sudden = () => {
      throw new Error('sudden')
    }
    const steps = [step(1, false), step(2, true), sudden, step(3, true), step(4, false)]
    await expect(allInTurn(steps)).rejects.toThrow('failure 2')
    expect(done).toEqual([1, 2, 3, 4])
    await allInTurn([step(5, false)])
  })
})

describe('a change of the audit status', () => {
  const blind = (cause: AuditStatus['cause']): AuditStatus => ({
    ...NEVER_LOOKED,
    state: 'blind',
    cause,
    since: 1,
  })
  const ok: AuditStatus = { ...NEVER_LOOKED, state: 'ok' }
  const turnsBetween = async (before: AuditStatus, then: AuditStatus, fails = false) => {
    let turns = 0
    let seen = before
    const turned = async () => {
      turns += 1
    }
    const watch = atTurns({ auditStatus: { read: async () => seen }, turned })
    const work = watch(async () => {
      seen = then
      if (fails) throw new Error('no answer')
    })
    if (fails) await expect(work).rejects.toThrow('no answer')
    else await work
    return turns
  }

  it('is followed, also when what turned it failed', async () => {
    expect(await turnsBetween(ok, blind('key'))).toBe(1)
    expect(await turnsBetween(blind('key'), ok)).toBe(1)
    expect(await turnsBetween(ok, blind('outage'), true)).toBe(1)
    expect(await turnsBetween(blind('outage'), blind('key'), true)).toBe(1)
  })

  it('is none while it stays as it is', async () => {
    expect(await turnsBetween(ok, { ...ok, probedAt: 5 })).toBe(0)
    expect(await turnsBetween(blind('key'), blind('key'), true)).toBe(0)
  })
})
