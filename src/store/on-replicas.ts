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

/** A user who may not WAIT, or cannot, waits for nothing. Any other refusal says nothing of what a replica has. */
const MAY_NOT_WAIT = /^(NOPERM|ERR unknown command)/

/** The connection broke before a replica had what a script wrote, so it is not known whether it was kept. */
export class NotOnReplicaError extends Error {
  override readonly name = 'NotOnReplicaError'
}

/**
 * Has what a script wrote on a replica before the script is answered: Sentinel makes the replica that has the most the new
 * master, so what was answered is not lost with the old one. A script that wrote nothing waits for nothing. Where the
 * connection breaks in between, the script fails: it is not known what was kept.
 */
export const onReplicas = (redis: Redis, clock: () => number = () => performance.now()): Redis => {
  const sender: Pick<Redis, 'sendCommand'> = redis
  const send = sender.sendCommand.bind(redis)
  /** ioredis sends what was not answered anew by itself, on the next connection. */
  const sentBefore = new WeakSet<object>()
  let connection = 0
  redis.on('close', () => {
    connection += 1
  })
  let awayUntil = Number.NEGATIVE_INFINITY
  let inFlight: Promise<number | null> | null = null
  let next: Promise<number | null> | null = null

  /** The connection on which all that was sent before was asked after; null: it was not, since replicas are away. */
  const ask = async (): Promise<number | null> => {
    if (clock() < awayUntil) return null
    try {
      if ((await send(new Command('wait', [1, WAIT_MS]))) !== 0) return connection
    } catch (error) {
      if (!(error instanceof Error && MAY_NOT_WAIT.test(error.message))) throw error
    }
    awayUntil = clock() + AWAY_MS
    return connection
  }

  const start = (): Promise<number | null> => {
    next = null
    inFlight = ask().finally(() => {
      if (next === null) inFlight = null
    })
    return inFlight
  }

  /** Redis answers nothing on a connection that WAITs. So those behind one that is in flight, which is not for them, share the next. */
  const kept = (): Promise<number | null> => {
    if (inFlight === null) return start()
    next ??= inFlight.then(start, start)
    return next
  }

  sender.sendCommand = (command, stream) => {
    const sent = send(command, stream)
    if (!SCRIPTS.has(command.name) || isBatch(stream) || sentBefore.has(command) || clock() < awayUntil)
      return sent
    sentBefore.add(command)
    const answered = Promise.resolve(sent).then((answer) => ({ answer, on: connection }))
    const both = Promise.all([answered, kept()]).then(([{ answer, on }, keptBy]) => {
      if (keptBy !== null && keptBy !== on)
        throw new NotOnReplicaError('The connection broke before a replica had what was written')
      return answer
    })
    // What was sent while the connection was not there is sent anew by ioredis, which awaits the command alone.
    both.catch(() => {})
    return both
  }
  return redis
}
