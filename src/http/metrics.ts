import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { ClaimsSeen } from '../use-cases/claim-ports.ts'
import type { GateSeen } from '../use-cases/gate-ports.ts'
import type { Measures } from '../use-cases/upkeep/measure.ts'
import { createClaimMetrics, createGateMetrics } from './gate-metrics.ts'
import type { Handler } from './server.ts'
import type { RefusedBecause } from './signed-route.ts'
import type { SocketHealth } from './socket-part.ts'
import type { WebhookOutcome } from './webhook.ts'

const CAUSES: readonly NonNullable<Measures['blind']>[] = ['plan', 'rights', 'key', 'outage']

export interface Metrics {
  handler: Handler
  webhookSeen: (outcome: WebhookOutcome) => void
  slackRefused: (reason: RefusedBecause) => void
  /** Called only where people come: elsewhere its zeros would mean nothing. */
  showClaims: () => ClaimsSeen
  /** Called only where there is a gate: elsewhere its zeros would mean nothing. */
  showGate: () => GateSeen
  /** Called only where there are sockets: elsewhere a 0 would look like an outage. */
  showSocket: (state: () => Pick<SocketHealth, 'connected' | 'opened'>) => void
}

/**
 * `GET /metrics`, for Prometheus. What all processes share is read from Redis at each request. No label holds an id, a name
 * or an address. Each app has its own registry, so that two apps in one process do not mix their numbers.
 */
export const createMetrics = (measure: () => Promise<Measures>): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge<L>({ name: `sharelink_${name}`, help, labelNames, registers })

  const boundSeconds = gauge(
    'bound_seconds',
    'Time from the download that reached a limit to the link being dead, over the last 30 days.',
    ['quantile'],
  )
  const boundCount = gauge('bound_count', 'Links that ended by their limit in the last 30 days.')
  const sweepAge = gauge('sweep_age_seconds', 'Time since the audit trail was last read well.')
  const blind = gauge('audit_blind', '1 while downloads cannot be seen, for this cause.', ['cause'])
  const skew = gauge('portal_clock_skew_seconds', "The portal's clock less ours.")
  const live = gauge('live_shares', 'Shares whose link is being made, live, or being ended.')
  const nearLimit = gauge('near_limit_shares', 'Live shares that one more download may end.')
  const unfinished = gauge('unfinished_shares', 'Shares for which something is still to be done.')
  const suspended = gauge(
    'suspended_shares',
    'Shares that are suspended until the audit trail can be read again.',
  )
  const queueJobs = gauge('queue_jobs', 'Jobs of a queue in a state.', ['queue', 'state'])
  const canary = gauge(
    'canary_last_success_timestamp_seconds',
    'When a trial of the counting (canary) last went well; absent where none has.',
  )
  const webhooks = new Counter({
    name: 'sharelink_webhooks_total',
    help: 'Webhooks of the portal that this process was sent, by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  const refused = new Counter({
    name: 'sharelink_slack_requests_refused_total',
    help: 'Requests to /slack/events that this process refused, by why.',
    labelNames: ['reason'],
    registers,
  })

  const set = (found: Measures): void => {
    const { bound, shares } = found
    for (const changing of [boundSeconds, queueJobs]) changing.reset()
    // These have no value where nothing is known. `reset` would set a gauge without labels to 0.
    for (const changing of [sweepAge, canary]) changing.remove({})
    if (bound !== null) {
      boundSeconds.set({ quantile: '0.5' }, bound.p50 / 1_000)
      boundSeconds.set({ quantile: '0.95' }, bound.p95 / 1_000)
      boundSeconds.set({ quantile: '1' }, bound.max / 1_000)
    }
    boundCount.set(bound?.count ?? 0)
    if (found.sweepAgeMs !== null) sweepAge.set(found.sweepAgeMs / 1_000)
    for (const cause of CAUSES) blind.set({ cause }, found.blind === cause ? 1 : 0)
    skew.set(found.skewMs / 1_000)
    live.set(shares.live)
    nearLimit.set(shares.nearLimit)
    unfinished.set(shares.unfinished)
    suspended.set(shares.suspended)
    for (const { queue, state, jobs } of found.queues) queueJobs.set({ queue, state }, jobs)
    if (found.canarySucceededAt !== null) canary.set(found.canarySucceededAt / 1_000)
  }

  return {
    showClaims: () => createClaimMetrics(registry),
    showGate: () => createGateMetrics(registry),
    showSocket: (state) => {
      new Gauge({
        name: 'sharelink_slack_socket_connected',
        help: '1 while a socket to Slack is open, over which commands and clicks come.',
        registers,
        collect() {
          this.set(state().connected ? 1 : 0)
        },
      })
      new Counter({
        name: 'sharelink_slack_socket_connections_total',
        help: 'Sockets to Slack that this process has opened, one after the other.',
        registers,
        collect() {
          this.reset()
          this.inc(state().opened)
        },
      })
    },
    webhookSeen: (outcome) => webhooks.inc({ outcome }),
    slackRefused: (reason) => refused.inc({ reason }),
    handler: async (_, response) => {
      const found = await measure().catch(() => null)
      if (found === null) {
        response.writeHead(503).end()
        return
      }
      set(found)
      const text = await registry.metrics()
      response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text)
    },
  }
}
