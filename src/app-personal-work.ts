import type { Identity } from './app-identity.ts'
import type { ShareRef } from './domain/share.ts'
import { type CarryOutDeps, carryOutExtension } from './use-cases/extend/carry-out-extension.ts'
import { portalOf } from './use-cases/link/portal-of.ts'
import { type MakeDeps, makeShare } from './use-cases/make/make-share.ts'
import type { MakeRequest } from './use-cases/make-request.ts'
import type { Portal } from './use-cases/ports.ts'

/** Making and extending links: with the rights of whoever asked, where people act with their own accounts. */
export const personalWork = (identity: Identity | null, deps: MakeDeps & CarryOutDeps) => {
  if (identity === null) return { make: makeShare(deps), extension: carryOutExtension(deps) }
  const { accountOf } = identity
  const personal = { ...deps, accountOf, isPersonal: true as const }
  const makerPortal = identity.makerPortal('making')

  const makeFor = ({ team, creator }: MakeRequest) =>
    makeShare({ ...personal, portal: identity.portalFor({ team, userId: creator.id }) })

  /** What nobody asked for, as a return after a pause, is done as by its creator. */
  const portalBy = async (ref: ShareRef): Promise<Portal> => {
    const share = await deps.shares.get(ref)
    if (share === null) return deps.portal
    const by = share.extending?.by ?? null
    return by === null
      ? portalOf({ portal: deps.portal, makerPortal }, share)
      : identity.portalFor({ team: ref.team, userId: by })
  }
  const extensionFor = async (ref: ShareRef) =>
    carryOutExtension({ ...personal, portal: await portalBy(ref) })

  const make: ReturnType<typeof makeShare> = {
    awaitsTurn: (request) => makeFor(request).awaitsTurn(request),
    tellQueued: (request, ahead) => makeFor(request).tellQueued(request, ahead),
    tellDelayed: (request) => makeFor(request).tellDelayed(request),
    run: (request, ...how) => makeFor(request).run(request, ...how),
    giveUp: (request, ...how) => makeFor(request).giveUp(request, ...how),
  }
  const extension: ReturnType<typeof carryOutExtension> = {
    run: async (ref) => (await extensionFor(ref)).run(ref),
    giveUp: async (ref, error) => (await extensionFor(ref)).giveUp(ref, error),
  }
  return { make, extension }
}
