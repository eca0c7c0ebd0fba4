import type { ShareRef } from '../../domain/share.ts'
import type { Claims, ClaimsSeen } from '../claim-ports.ts'
import type { Jobs, Log } from '../ports.ts'

/**
 * Claims that have their share counted anew after each change. Nobody waits for that, and what a crash loses of it,
 * `reconcileShares` finds.
 */
export const countingClaims = ({
  claims,
  jobs,
  seen,
  log,
}: {
  claims: Claims
  jobs: Pick<Jobs, 'countClaims'>
  seen: ClaimsSeen
  log: Pick<Log, 'warn'>
}): Claims => {
  const count = (ref: ShareRef): void => {
    jobs
      .countClaims(ref)
      .catch((error: unknown) => log.warn({ err: error, share: ref.id }, 'claims are counted later'))
  }
  return {
    ...claims,
    take: async (ref, asked) => {
      const taking = await claims.take(ref, asked)
      if (taking.ok && taking.isNew) {
        seen.claimed()
        count(ref)
      }
      return taking
    },
    begin: async (ref, claimId, stream) => {
      const beginning = await claims.begin(ref, claimId, stream)
      if (beginning === 'sends') count(ref)
      return beginning
    },
    spare: async (ref, claimId, bytes) => {
      const isUnbegun = await claims.spare(ref, claimId, bytes)
      if (isUnbegun) count(ref)
      return isUnbegun
    },
    giveBack: async (ref, claimId) => {
      const isBack = await claims.giveBack(ref, claimId)
      if (isBack) {
        seen.givenBack()
        count(ref)
      }
      return isBack
    },
  }
}
