import { createHmac } from 'node:crypto'
import type { Config } from './config.ts'
import { keyFrom } from './store/vault.ts'
import type { HoldDeps } from './use-cases/make/hold-request.ts'

/** Without those that people take for each other. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz'
const DIGITS = '23456789'
const SIGNS = LETTERS + DIGITS

const pick = (from: string, byte: number): string => from[byte % from.length] ?? ''

/**
 * Makes passwords such as `Kbcd-efgh-2jkm-npq7`, which hold for any rule on passwords that the portal may have. They are derived
 * from the link and our key, so that a run after a crash gives the same one, and nothing that is stored opens them.
 */
export const createNewPassword = ({
  encryptionKey,
  slack,
}: {
  encryptionKey: Config['encryptionKey']
  slack: { shared: string }
}): HoldDeps['newPassword'] => {
  const key = keyFrom(encryptionKey ?? slack.shared, 'generated passwords')
  return ({ team, shareId, linkId }) => {
    const bytes = [
      ...createHmac('sha256', key)
        .update(JSON.stringify([team, shareId, linkId]))
        .digest(),
    ]
    const [first = 0, last = 0, ...middle] = bytes
    const signs = middle.slice(0, 14).map((byte) => pick(SIGNS, byte))
    const all = [pick(LETTERS, first).toUpperCase(), ...signs, pick(DIGITS, last)].join('')
    return all.replace(/(.{4})(?=.)/g, '$1-')
  }
}
