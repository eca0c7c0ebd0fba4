import type { WebClient } from '@slack/web-api'
import { asking } from './client.ts'

export interface Workspace {
  teamId: string
  botUserId: string
}

/**
 * Whose token it is. Asked once and remembered; while Slack does not answer, each call asks again, and calls
 * at the same time ask together. Throws `NoticeError`.
 */
export const createWorkspace = (client: WebClient): (() => Promise<Workspace>) => {
  let known: Promise<Workspace> | null = null
  const ask = async (): Promise<Workspace> => {
    const { team_id, user_id } = await asking(() => client.auth.test())
    return { teamId: team_id ?? '', botUserId: user_id ?? '' }
  }
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}
