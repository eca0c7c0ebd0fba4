import type { WebAPICallResult } from '@slack/web-api'
import type { SlackError } from '../../domain/slack-error.ts'
import type { Log } from '../../use-cases/ports.ts'

export interface Scopes {
  refused(method: string, error: SlackError): void
  answered(method: string, result: WebAPICallResult): void
  /** The scopes that the app turned out to lack, as Slack names them. */
  missing(): string[]
}

/** They need scopes that may be left out (manifest.yml, bot_optional): without them less is known, and all works. */
const OPTIONAL: ReadonlySet<string> = new Set([
  'conversations.history',
  'conversations.open',
  'files.getUploadURLExternal',
  'team.info',
])

/**
 * The scopes that the app lacks, as shown by refused calls. Each is logged and told to admins once, however many calls
 * need it. It counts as missing until Slack names it as granted, or takes the call.
 */
export const createScopes = (log: Log, tellAdmins: (scope: string) => Promise<void>): Scopes => {
  /** By scope, the method that needed it. */
  const missing = new Map<string, string>()
  const told = new Set<string>()
  return {
    refused: (method, { code, needed }) => {
      if (code !== 'missing_scope' || OPTIONAL.has(method)) return
      const scope = needed ?? `of ${method}`
      missing.set(scope, method)
      if (told.has(scope)) return
      told.add(scope)
      log.error({ scope, method }, 'the Slack app lacks a scope: add it and install the app again')
      tellAdmins(scope).catch((error: unknown) =>
        log.warn({ scope, err: error }, 'admins could not be told of a scope that is missing'),
      )
    },
    answered: (method, { response_metadata: about }) => {
      for (const [scope, needing] of missing) {
        const granted = about?.scopes
        const isThere = granted?.some((one) => scope.split(',').includes(one)) ?? needing === method
        if (isThere) missing.delete(scope)
      }
    },
    missing: () => [...missing.keys()],
  }
}
