import { Command, type Redis } from 'ioredis'

/** How long a write waits for a replica. */
const WAIT_MS = 300
/** Where none has it by then, the replicas are away, and for so long writes do not wait for them. */
const AWAY_MS = 10_000

/** All that is decided is written by a script. What is plain is counted, or is found anew. */
const SCRIPTS: ReadonlySet<string> = new Set(['eval', 'evalsha'])

/** Whether a command belongs to a `pipeline` or `multi`, which ioredis writes as a whole. */
export const isBatch = (stream: unknown): boolean =>
  typeof stream === 'object' && stream !== null && 'isPipeline' in stream

/**
 * Has what a script wrote on a replica before the script is answered: Sentinel makes the replica that has the most the new
 * master, so what was answered is not lost with the old one. A script that wrote nothing waits for nothing.
 */
export const onReplicas = (redis: Redis, clock: () => number = () => performance.now()): Redis => {
  const sender: Pick<Redis, 'sendCommand'> = redis
  const send = sender.sendCommand.bind(redis)
  let awayUntil = Number.NEGATIVE_INFINITY
  sender.sendCommand = (command, stream) => {
    const sent = send(command, stream)
    if (!SCRIPTS.has(command.name) || isBatch(stream) || clock() < awayUntil) return sent
    const waited = Promise.resolve(send(new Command('wait', [1, WAIT_MS]))).catch((error: Error) => {
      // A user who may not WAIT waits for nothing. Where the connection broke, it is not known what was kept.
      if (error.name === 'ReplyError') return 0
      throw error
    })
    const both = Promise.all([sent, waited]).then(([answer, replicas]) => {
      if (replicas === 0) awayUntil = clock() + AWAY_MS
      return answer
    })
    // What was sent while the connection was not there is sent anew by ioredis, which awaits the command alone.
    both.catch(() => {})
    return both
  }
  return redis
}
