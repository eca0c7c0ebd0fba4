import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import { createPersonalAddress } from './gate/personal-address.ts'
import type { AddressOf, Claims } from './use-cases/claim-ports.ts'
import { addressByMinuteLink } from './use-cases/claims/address-by-minute-link.ts'

/** Where the bytes of a claim are had: at the gate, or, where there is none, by a link of its own at the portal. */
export const createClaimAddress = (
  config: Config,
  { gate, portal, queues, store, linkIds }: Parts,
  { now, log }: Runtime,
  claims: Claims,
): AddressOf =>
  gate === null
    ? addressByMinuteLink({
        portal,
        shares: store.shares,
        claims,
        jobs: queues,
        portalOrigin: config.portal.origin,
        newLinkId: linkIds.newLinkId,
        now,
        log,
      })
    : createPersonalAddress(gate)
