import type { WebClient } from '@slack/web-api'
import { asking } from './client.ts'

/**
 * The id of the workspace whose token it is. Asked once and remembered; while Slack does not answer, each call asks again, and calls
 * at the same time ask together. Throws `NoticeError`.
 */
export const createWorkspace = (client: WebClient): (() => Promise<string>) => {
  let known: Promise<string> | null = null
  const ask = async (): Promise<string> => (await asking(() => client.auth.test())).team_id ?? ''
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}
