import { Counter, Gauge, type Registry } from 'prom-client'
import type { GateSeen } from '../use-cases/gate-ports.ts'

/** What the gate of this process did. No label holds an id, a name or an address. */
export const createGateMetrics = (registry: Registry): GateSeen => {
  const registers = [registry]
  const counter = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name: `sharelink_gate_${name}_total`, help, labelNames, registers })

  const claims = counter('claims', 'Downloads that were claimed on a page of this process.')
  const refused = counter('refused', 'Visitors to whom this process gave nothing, by why.', ['reason'])
  const givenBack = counter('given_back', 'Claims that were given back because the portal gave nothing.')
  const bytes = counter('bytes', 'Bytes of files that were sent, counted when a stream ends.')
  const streams = new Gauge({
    name: 'sharelink_gate_streams',
    help: 'Downloads that run in this process.',
    registers,
  })

  return {
    claimed: (isNew) => claims.inc(isNew ? 1 : 0),
    refused: (reason) => refused.inc({ reason }),
    givenBack: () => givenBack.inc(),
    sent: (count) => bytes.inc(count),
    streams: (running) => streams.set(running),
  }
}
