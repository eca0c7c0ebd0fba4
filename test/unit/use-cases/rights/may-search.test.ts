import { expect, it } from 'vitest'
import type { Refusal } from '../../../../src/domain/refusal.ts'
import { maySearch } from '../../../../src/use-cases/rights/may-search.ts'

const ALICE = { team: 'T1', userId: 'U1', userTeam: 'T1' }

it('asks once in ten seconds for each person, and what was refused stays refused', async () => {
  let at = 0
  let answer: Refusal | null = { reason: 'outsider' }
  const asked: string[] = []
  const may = maySearch({
    mayUse: async ({ userId }) => {
      asked.push(userId)
      return answer
    },
    now: () => at,
  })
  for (let n = 0; n < 3; n += 1) expect(await may(ALICE)).toEqual({ reason: 'outsider' })
  answer = null
  expect(await may({ ...ALICE, userId: 'U2' })).toBeNull()
  expect(await may({ ...ALICE, userId: 'U2' })).toBeNull()
  at = 10_000
  expect(await may(ALICE)).toBeNull()
  expect(asked).toEqual(['U1', 'U2', 'U1'])
})

it('keeps nothing where Slack does not say who they are', async () => {
  let fails = true
  const may = maySearch({
    mayUse: async () => {
      if (fails) throw new Error('no answer')
      return null
    },
    now: () => 0,
  })
  await expect(may(ALICE)).rejects.toThrow('no answer')
  fails = false
  expect(await may(ALICE)).toBeNull()
})
