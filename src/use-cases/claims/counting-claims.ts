import type { Claims } from '../claim-ports.ts'
import type { Jobs } from '../ports.ts'

/** Claims that have their share counted anew after each change. What a crash loses of that, `reconcileShares` finds. */
export const countingClaims = ({
  claims,
  jobs,
}: {
  claims: Claims
  jobs: Pick<Jobs, 'countClaims'>
}): Claims => ({
  ...claims,
  take: async (ref, asked) => {
    const taking = await claims.take(ref, asked)
    if (taking.ok && taking.isNew) await jobs.countClaims(ref)
    return taking
  },
  begin: async (ref, claimId, stream) => {
    const beginning = await claims.begin(ref, claimId, stream)
    if (beginning === 'sends') await jobs.countClaims(ref)
    return beginning
  },
  giveBack: async (ref, claimId) => {
    const isBack = await claims.giveBack(ref, claimId)
    if (isBack) await jobs.countClaims(ref)
    return isBack
  },
})
