import type { AddressOf } from '../use-cases/claim-ports.ts'
import type { Gate } from './tokens.ts'

/** Where a public origin is set, a claim made in Slack has an address of its own at the gate, for as long as it may be fetched. */
export const createPersonalAddress =
  ({ paths, publicOrigin }: { paths: Pick<Gate, 'personalPath'>; publicOrigin: string }): AddressOf =>
  async (share, { id, until }) => ({ address: publicOrigin + paths.personalPath(share, id), until })
