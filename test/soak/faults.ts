import type { Portal, RequestMatch } from '../../sandbox/portal/types.ts'
import type { Failure, Slack } from '../../sandbox/slack/types.ts'
import { chance, type Dice, oneOf, within } from './dice.ts'

const PORTAL_CALLS: readonly RequestMatch[] = [
  { method: 'PUT', path: '/api/2.0/files/file/*/links', body: { access: 2 } },
  { method: 'PUT', path: '/api/2.0/files/file/*/links', body: { access: 0 } },
  { method: 'GET', path: '/api/2.0/files/file/*/links' },
  { method: 'GET', path: '/api/2.0/files/file/*' },
  { method: 'GET', path: '/api/2.0/security/audit/*' },
  { path: '/api/2.0/*' },
]

/** Longer than the program waits for any answer. */
const SILENT_MS = 20_000

/** Some of the next calls of one kind to the portal go wrong: slow, 429, 500, cut before or after the work, silent. */
export const hurtPortal = (portal: Portal, dice: Dice): string => {
  const match = oneOf(dice, PORTAL_CALLS)
  const when = oneOf(dice, ['before', 'after'] as const)
  const action = oneOf(dice, [
    { kind: 'slow', ms: within(dice, 300, 4_000), when },
    { kind: 'rate-limit', ...(chance(dice, 0.5) && { retryAfter: within(dice, 1, 3) }) },
    { kind: 'status', status: oneOf(dice, [500, 502, 503]) },
    { kind: 'drop', when },
    { kind: 'drop', when },
    { kind: 'slow', ms: SILENT_MS, when },
  ] as const)
  const times = within(dice, 1, 3)
  portal.fault({ ...match, action, times })
  return `portal: ${match.method ?? ''} ${match.path} ${times} times ${JSON.stringify(action)}`
}

const METHODS = [
  'chat.postMessage',
  'chat.postMessage',
  'chat.update',
  'response_url',
  'users.info',
  'conversations.info',
  '*',
] as const

/** The same at Slack. */
export const hurtSlack = (slack: Slack, dice: Dice): string => {
  const afterWork = chance(dice, 0.5)
  const failure: Failure = {
    method: oneOf(dice, METHODS),
    times: within(dice, 1, 3),
    ...oneOf<Omit<Failure, 'method'>>(dice, [
      { delayMs: within(dice, 300, 4_000), afterWork },
      { status: 429, retryAfter: within(dice, 1, 3) },
      { status: oneOf(dice, [500, 503]), afterWork },
      { drop: true, afterWork },
      { drop: true, afterWork },
      { delayMs: SILENT_MS, drop: true, afterWork },
    ]),
  }
  slack.fail(failure)
  return `Slack: ${JSON.stringify(failure)}`
}

/** One of the two is away for a while. */
export const outage = async (
  { portal, slack }: { portal: Portal; slack: Slack },
  dice: Dice,
  pause: (ms: number) => Promise<void>,
): Promise<string> => {
  const ms = within(dice, 1_000, 8_000)
  if (chance(dice, 0.5)) {
    slack.outage(oneOf(dice, ['refuse', '503'] as const))
    await pause(ms)
    slack.outage('off')
    return `Slack was away for ${ms} ms`
  }
  portal.fault({
    path: '/api/2.0/*',
    action: oneOf(dice, [{ kind: 'drop' }, { kind: 'status', status: 503 }] as const),
    times: 'always',
  })
  await pause(ms)
  portal.clearFaults()
  return `the portal was away for ${ms} ms`
}
