import type { WebClient } from '@slack/web-api'
import type { Installation } from '../domain/membership.ts'
import { asking } from './client.ts'

/**
 * What the token is for. Asked once and remembered; while Slack does not answer, each call asks again, and calls at the same
 * time ask together. Throws `SlackError`.
 */
export const createWorkspace = (client: WebClient): (() => Promise<Installation>) => {
  let known: Promise<Installation> | null = null
  const ask = async (): Promise<Installation> => {
    const {
      team_id: team,
      enterprise_id: enterprise,
      is_enterprise_install: isWhole,
    } = await asking(() => client.auth.test())
    return { team: team ?? '', enterprise: isWhole ? (enterprise ?? null) : null }
  }
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}
