import type { Homes } from '../../use-cases/home-ports.ts'
import { homeView } from '../views/home.ts'
import { type ClientFor, calling } from '../web-api/client.ts'

/** Publishes the Home tab (Slack: views.publish). Without a hash, since the last drawing is the right one. */
export const createHomes = (clientFor: ClientFor): Homes => ({
  publish: async (team, userId, facts) => {
    await calling(() => clientFor(team).views.publish({ user_id: userId, view: homeView(facts) }))
  },
})
