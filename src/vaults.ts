import type { Config } from './config.ts'
import { createVault, type KeyedVault, keyFrom } from './store/vault.ts'
import type { Vault } from './use-cases/ports.ts'

type Keys = Pick<Config, 'encryptionKey' | 'previousKey'> & { slack: Pick<Config['slack'], 'shared'> }

const given = (...keys: (Buffer | null)[]): Buffer[] => keys.filter((key) => key !== null)

/** For passwords. Null: there is no key to seal them with, so none is taken. */
export const passwordVault = ({ encryptionKey, previousKey }: Keys): Vault | null =>
  encryptionKey === null ? null : createVault(encryptionKey, ...given(previousKey))

/**
 * For what opens the files of links: never without a key, since all processes have a secret of Slack's. What is sealed with that opens too
 * once `ENCRYPTION_KEY` is set.
 */
export const linkVault = ({ encryptionKey, previousKey, slack }: Keys): KeyedVault => {
  const ofToken = keyFrom(slack.shared, 'links')
  return createVault(encryptionKey ?? ofToken, ...given(previousKey, ofToken))
}
