import { sparingly } from './timing/sparingly.ts'
import type { Log } from './use-cases/ports.ts'

/** What is the same trouble over and over, whatever the addresses and numbers in it. */
const kindOf = ({ name, message }: Error): string => `${name} ${message.replace(/\d+/g, '').slice(0, 80)}`

/** Logs errors of connections to Redis and of queues, one a second of a kind: some come as fast as they can. */
export const createRedisTrouble = (log: Pick<Log, 'warn'>, monotonic: () => number) => {
  const spare = sparingly(monotonic, 1_000)
  return (error: Error, queue?: string): void =>
    spare(`${queue} ${kindOf(error)}`, (leftOut) =>
      log.warn(
        { err: error, ...(queue && { queue }), ...(leftOut > 0 && { leftOut }) },
        queue === undefined ? 'redis trouble' : 'worker trouble',
      ),
    )
}
