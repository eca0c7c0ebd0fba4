import { type AddressedFile, pageAddress, readAddress } from '../domain/link-address.ts'
import type { PortalClient } from './client.ts'

/** The link that one of the portal's addresses leads to, whether it lives or not. Null: it is none, or leads to none. */
export const findAddressed =
  (client: Pick<PortalClient, 'begin'>, origin: string) =>
  async (address: string): Promise<AddressedFile | null> => {
    if (!URL.canParse(address) || new URL(address).origin !== new URL(origin).origin) return null
    const page = pageAddress(origin, address)
    if (page === null) return readAddress(address)
    let leadsTo: string | null = null
    // The short address of its page, which leads on to one with the key.
    await client.begin({ label: 'GET a page', path: new URL(page).pathname }, ({ location }) => {
      leadsTo = location
    })
    return leadsTo === null ? null : readAddress(leadsTo)
  }
