import type { Directory, Now, Person } from '../../use-cases/ports.ts'

/** How long somebody counts as who they were. */
const FRESH_MS = 60_000
/** How many people are remembered. Over that, all are forgotten. */
const MOST = 10_000

/**
 * People as Slack knew them within the last minute, for answers that show nothing of anybody's links. What depends on
 * rights asks the directory itself.
 */
export const createRecentPeople = (
  { person }: Pick<Directory, 'person'>,
  now: Now,
): Pick<Directory, 'person'> => {
  const known = new Map<string, { at: number; person: Person }>()
  return {
    person: async (team, userId) => {
      const key = `${team}:${userId}`
      const seen = known.get(key)
      if (seen !== undefined && Math.abs(now() - seen.at) < FRESH_MS) return seen.person
      const found = await person(team, userId)
      if (known.size >= MOST) known.clear()
      known.set(key, { at: now(), person: found })
      return found
    },
  }
}
