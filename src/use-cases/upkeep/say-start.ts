import type { AuditHealth } from '../../domain/audit-health.ts'
import { formatDuration } from '../../domain/duration.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Log, Pause, Portal } from '../ports.ts'

export interface StartDeps {
  /** Null: Slack does not say. Throws while there is none. */
  workspace: () => Promise<{ team: string; name: string | null; bot: string | null }>
  portal: Pick<Portal, 'version'>
  trail: () => Promise<AuditHealth>
  hasWebhook: boolean
  policy: Policy
  /** Ends early when the program does. */
  pause: Pause
  signal: AbortSignal
  log: Log
}

const LOOKS = 20

/** How the first reading of the trail went; it may take a moment to come. */
const firstLook = async ({ trail, pause, signal }: StartDeps): Promise<AuditHealth> => {
  let found = await trail()
  for (let looks = 1; found.state === 'late' && looks < LOOKS && !signal.aborted; looks += 1) {
    await pause(1_000)
    found = await trail()
  }
  return found
}

const rulesIn = (policy: Policy) => ({
  expiry: formatDuration(policy.defaultExpiryMs),
  longest: formatDuration(policy.maxExpiryMs),
  downloads: policy.defaultLimit ?? 'none',
  mostDownloads: policy.highestLimit ?? 'none',
  enforcement: policy.enforcement,
  password: policy.requirePassword,
  channels: policy.allowedChannels ?? 'all',
})

/**
 * Says what was started, a line for each: the workspace, the portal, the trail, the webhook and the rules. `sayReach` says the
 * account. What does not answer is left out: its trouble is logged where it is met.
 */
export const sayStart = async (deps: StartDeps): Promise<void> => {
  const { portal, hasWebhook, policy, log, signal } = deps
  const known = async (look: () => Promise<void>) => (signal.aborted ? undefined : look().catch(() => {}))
  await known(async () => {
    const { team, name, bot } = await deps.workspace()
    log.info({ team, name, bot }, 'Slack: the workspace and the bot')
  })
  await known(async () => log.info({ version: await portal.version() }, 'the portal answers'))
  await known(async () => {
    const { state, cause } = await firstLook(deps)
    if (state === 'ok') log.info({}, 'the audit trail is read')
    else log.info({ state, cause }, 'the audit trail is not read: downloads are not counted')
  })
  await known(async () => log.info({ on: hasWebhook }, 'the webhook of the portal'))
  await known(async () => log.info(rulesIn(policy), 'the rules in force, where none of a place is stricter'))
}
