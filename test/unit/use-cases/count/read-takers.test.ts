import { expect, it } from 'vitest'
import type { Claim } from '../../../../src/domain/claim.ts'
import { readTakers } from '../../../../src/use-cases/claims/read-claims.ts'
import { aShare, NOW } from '../../../support/builders.ts'

const claimOf = (name: string): Claim => ({
  id: name,
  taker: { kind: 'person', id: `U0${name}`, name },
  at: NOW,
  until: NOW,
  begunAt: NOW,
  bytes: 1,
})

it('names who took what was counted, not who came since', async () => {
  const newest = ['xavier', 'carol'].map(claimOf)
  const share = aShare({ terms: { exact: true, limit: 3 }, downloads: 1 })
  const takers = readTakers({
    claims: {
      look: async () => ({ share, claim: null, taken: newest.length }),
      newest: async (_ref, { skip, take }) => newest.slice(skip, skip + take),
    },
  })
  expect((await takers(share, 1))?.people.map(({ name }) => name)).toEqual(['carol'])
  expect((await takers({ ...share, downloads: 2 }, 1))?.people.map(({ name }) => name)).toEqual(['xavier'])
  expect((await takers({ ...share, downloads: 2 }))?.people.map(({ name }) => name)).toEqual([
    'carol',
    'xavier',
  ])
})
