import { ttlCache } from '../../timing/ttl-cache.ts'
import type { Directory, Now } from '../../use-cases/ports.ts'
import { asking, type ClientFor } from '../web-api/client.ts'

/** Slack takes 20 of these calls a minute. */
const KEEP_MS = 60_000
const MOST_GROUPS = 1_000

/** Who is in the user groups of Slack (scope `usergroups:read`), asked at most once a minute for each. */
export const createUserGroups = (clientFor: ClientFor, now: Now): Pick<Directory, 'isInGroup'> => {
  const kept = ttlCache<ReadonlySet<string>>({ now, keepMs: KEEP_MS, most: MOST_GROUPS })
  const membersOf = (team: string, group: string) =>
    kept.get(`${team}:${group}`, async () => {
      const found = await asking(() => clientFor(team).usergroups.users.list({ usergroup: group }))
      return { value: new Set(found.users ?? []), keep: true }
    })
  return {
    isInGroup: async (team, group, userId) => (await membersOf(team, group))?.has(userId) === true,
  }
}
