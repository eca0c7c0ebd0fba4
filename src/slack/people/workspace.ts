import type { WebClient } from '@slack/web-api'
import type { Installation } from '../../domain/membership.ts'
import { asking } from '../web-api/client.ts'

/** Where the app is installed, what its workspace and its bot are called, and where it is found on the web; null: Slack does not say. */
export type Workspace = Installation & { name: string | null; url: string | null; bot: string | null }

/**
 * The workspace or organisation of the token. Asked once and remembered. While Slack does not answer, each call asks
 * again; calls at the same time share one question. Throws `SlackError`.
 */
export const createWorkspace = (client: WebClient): (() => Promise<Workspace>) => {
  let known: Promise<Workspace> | null = null
  const ask = async (): Promise<Workspace> => {
    const {
      team_id: team,
      team: name,
      user: bot,
      url,
      enterprise_id: enterprise,
      is_enterprise_install: isWhole,
    } = await asking(() => client.auth.test())
    return {
      team: team ?? '',
      enterprise: isWhole ? (enterprise ?? null) : null,
      name: name ?? null,
      url: url ?? null,
      bot: bot ?? null,
    }
  }
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}
