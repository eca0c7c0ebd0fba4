import type { WebClient } from '@slack/web-api'
import { calling } from './client.ts'

export interface Workspace {
  teamId: string
  botUserId: string
}

/**
 * Whose token it is. Asked once and remembered; while Slack does not answer, each call asks again.
 * Throws `NoticeError`.
 */
export const createWorkspace = (client: WebClient): (() => Promise<Workspace>) => {
  let known: Workspace | null = null
  return async () => {
    if (known === null) {
      const { team_id, user_id } = await calling(() => client.auth.test())
      known = { teamId: team_id ?? '', botUserId: user_id ?? '' }
    }
    return known
  }
}
