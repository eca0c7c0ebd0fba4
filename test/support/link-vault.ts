import { linkVault } from '../../src/vaults.ts'
import { KEY } from './exact-share.ts'

/** Opens what a bot of this workspace has sealed of its links, whether it has the key of the exact links or none. */
export const linkVaultOf = ({ botToken }: { botToken: string }) =>
  linkVault({ encryptionKey: KEY, previousKey: null, slack: { shared: botToken } })
