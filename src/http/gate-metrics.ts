import { Counter, Gauge, type Registry } from 'prom-client'
import type { ClaimsSeen } from '../use-cases/claim-ports.ts'
import type { GateSeen } from '../use-cases/gate-ports.ts'

/** What became of claims at this process. */
export const createClaimMetrics = (registry: Registry): ClaimsSeen => {
  const counter = (name: string, help: string) =>
    new Counter({ name: `sharelink_claims_${name}total`, help, registers: [registry] })
  const claims = counter('', 'Downloads that were claimed at this process, in Slack or on a page.')
  const givenBack = counter('given_back_', 'Claims that were given back because the portal gave nothing.')
  return { claimed: () => claims.inc(), givenBack: () => givenBack.inc() }
}

/** What the gate of this process did. No label holds an id, a name or an address. */
export const createGateMetrics = (registry: Registry): GateSeen => {
  const registers = [registry]
  const counter = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name: `sharelink_gate_${name}_total`, help, labelNames, registers })

  const refused = counter('refused', 'Visitors to whom this process gave nothing, by why.', ['reason'])
  const bytes = counter('bytes', 'Bytes of files that were sent, counted when a stream ends.')
  const streams = new Gauge({
    name: 'sharelink_gate_streams',
    help: 'Downloads that run in this process.',
    registers,
  })

  return {
    refused: (reason) => refused.inc({ reason }),
    sent: (count) => bytes.inc(count),
    streams: (running) => streams.set(running),
  }
}
