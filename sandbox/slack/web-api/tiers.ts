import type { World } from '../world.ts'

const MINUTE_MS = 60_000

/** Calls a minute of one method in one workspace that each tier has at least (docs.slack.dev, Rate limits). */
const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const

/** The tiers that the methods' own pages name. Those that are left out have allowances of their own, or none. */
const TIER_OF: Readonly<Record<string, keyof typeof TIERS>> = {
  'chat.update': 3,
  'chat.delete': 3,
  'chat.postEphemeral': 4,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.list': 2,
  'conversations.members': 4,
  'conversations.open': 3,
  'team.info': 3,
  'users.info': 4,
  'users.list': 2,
  'views.open': 4,
  'views.push': 4,
  'views.update': 4,
  'views.publish': 4,
}

/** Notes a call, or gives the seconds to wait when the method has had as many in the last minute as its tier allows. */
export const overTier = (world: World, team: string, method: string): number | undefined => {
  const tier = TIER_OF[method]
  if (!world.settings.strictRate || tier === undefined) return undefined
  const now = world.now()
  const key = `${team}:${method}`
  const recent = (world.calls.get(key) ?? []).filter((at) => at > now - MINUTE_MS)
  world.calls.set(key, recent)
  const [oldest] = recent
  if (oldest === undefined || recent.length < TIERS[tier]) {
    recent.push(now)
    return undefined
  }
  return Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1000))
}
