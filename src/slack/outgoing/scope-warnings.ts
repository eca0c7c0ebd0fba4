import type { WebClient } from '@slack/web-api'
import { scopeWarning } from '../views/scope-warning.ts'
import { posting } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

export interface ScopeWarningDeps {
  client: WebClient
  /** The channels or people to whom warnings for admins go. */
  admins: readonly string[]
  /** False where another process has told it. */
  once: (scope: string) => Promise<boolean>
}

/** Tells admins of a scope that the app lacks. Throws `SlackError`, and what the store throws. */
export const createScopeWarnings =
  ({ client, admins, once }: ScopeWarningDeps) =>
  async (scope: string): Promise<void> => {
    if (!(await once(scope))) return
    const tell = (channel: string) =>
      posting(() => client.chat.postMessage({ channel, ...scopeWarning(scope), ...PLAIN }))
    const failed = (await Promise.allSettled(admins.map(tell))).find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
  }
