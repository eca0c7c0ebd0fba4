import pLimit from 'p-limit'
import { isPassword } from './password-hash.ts'

/** Nobody is kept waiting for longer than this many checks take. */
const MOST_WAITING = 40

/** Thrown in place of one more check. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy'
}

/** A check of a password takes memory and time, so only `most` run at once, however many ask. */
export const sparingCheck = (most = 2, check = isPassword): typeof isPassword => {
  const inTurn = pLimit(most)
  return async (password, hashed) => {
    if (inTurn.pendingCount >= MOST_WAITING) throw new TooBusy('too many passwords are being checked')
    return inTurn(() => check(password, hashed))
  }
}
