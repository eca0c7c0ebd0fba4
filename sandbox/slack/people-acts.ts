import type { Installed } from './lookup.ts'
import type { Json, SlackUser } from './model.ts'
import type { Heard, PeopleActs } from './types.ts'
import { userBody } from './web-api/methods/users.ts'
import type { World } from './world.ts'

/** What admins of the workspace do to people, and what the app is told of it. */
export const peopleActs = (
  world: World,
  team: Installed,
  find: (name: string) => SlackUser,
  tell: (event: Json) => Promise<unknown>,
): PeopleActs => {
  const change = async (
    name: string,
    to: Partial<SlackUser>,
    { heard = true }: Heard = {},
  ): Promise<void> => {
    const user = Object.assign(find(name), to)
    world.changed()
    const at = Math.floor(world.now() / 1000)
    if (heard) await tell({ type: 'user_change', user: userBody({ world, team }, user), cache_ts: at })
  }
  return {
    deactivate: (name, how) => change(name, { deleted: true }, how),
    reactivate: (name, how) => change(name, { deleted: false }, how),
    makeGuest: (name, how) => change(name, { is_restricted: true, is_admin: false, is_owner: false }, how),
  }
}
