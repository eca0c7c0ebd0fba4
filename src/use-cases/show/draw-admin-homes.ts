import type { HomeViewers } from '../home-ports.ts'
import type { Jobs, Shares } from '../ports.ts'

export interface DrawHomesDeps {
  shares: Pick<Shares, 'teams'>
  viewers: Pick<HomeViewers, 'admins'>
  jobs: Pick<Jobs, 'showHome'>
}

/** Redraws the Homes that show the state of the audit trail. */
export const drawAdminHomes =
  ({ shares, viewers, jobs }: DrawHomesDeps) =>
  async (): Promise<void> => {
    for (const team of await shares.teams()) {
      for (const userId of await viewers.admins(team)) await jobs.showHome(team, userId, 'soon')
    }
  }
