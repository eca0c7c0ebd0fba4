import type { Refusal } from '../../domain/refusal.ts'
import { ttlCache } from '../../timing/ttl-cache.ts'
import type { Now } from '../ports.ts'
import type { MayUse } from './may-use.ts'

/** Slack is not asked at each letter: fast typing would use up the calls that other people's interactions need. */
const KEEP_MS = 10_000
const MOST_PEOPLE = 1_000

/** Who may search files: people who may use the app. Asked anew when the answer is ten seconds old. */
export const maySearch = ({ mayUse, now }: { mayUse: MayUse; now: Now }): MayUse => {
  const known = ttlCache<{ refusal: Refusal | null }>({ now, keepMs: KEEP_MS, most: MOST_PEOPLE })
  return async (user) => {
    const found = await known.get([user.team, user.userId, user.userTeam].join(), async () => ({
      value: { refusal: await mayUse(user) },
      keep: true,
    }))
    return found === null ? mayUse(user) : found.refusal
  }
}
