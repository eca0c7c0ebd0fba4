import { expect, it } from 'vitest'
import type { Claim, Taker } from '../../../src/domain/claim.ts'
import { takersOf } from '../../../src/domain/takers.ts'

const BOB: Taker = { kind: 'person', id: 'U0BOB', name: 'Bob' }
const DANA: Taker = { kind: 'person', id: 'U0DANA', name: 'Dana', company: 'Acme' }
const VISITOR: Taker = { kind: 'visitor', mark: 'one browser' }

/** The first of these came last. */
const claims = (...takers: Taker[]): Claim[] =>
  takers.map((taker, index) => ({
    id: `claim-${index}`,
    taker,
    at: 1_000 - index,
    until: 2_000,
    begunAt: null,
    bytes: 0,
  }))

it('names people once, in the order in which they came, with how often', () => {
  expect(takersOf(claims(BOB, VISITOR, DANA, BOB, VISITOR))).toEqual({
    people: [
      { id: 'U0BOB', name: 'Bob', times: 2 },
      { id: 'U0DANA', name: 'Dana', company: 'Acme', times: 1 },
    ],
    outside: 2,
    earlier: 0,
  })
})

it('says how many came before those that it knows of, and nothing that tells a visitor', () => {
  const takers = takersOf(claims(VISITOR), 5)
  expect(takers).toEqual({ people: [], outside: 1, earlier: 4 })
  expect(JSON.stringify(takers)).not.toContain('browser')
})
