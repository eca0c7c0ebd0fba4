import { Cluster, Redis } from 'ioredis'
import { isBatch, onReplicas } from './on-replicas.ts'
import { refusedBy } from './redis-refusals.ts'
import type { RedisNodes, RedisTarget, SentinelMaster } from './redis-target.ts'

/** One connection, or one to each node of a Cluster: commands are the same. */
export type RedisClient = Redis | Cluster

/** No command takes longer than this, but those that wait for something: a server that is silent for longer is given up. */
const SILENT_MS = 5_000
/** BullMQ's workers have Redis hold back an answer for up to 10 s. */
const SILENT_WHILE_WAITING_MS = 15_000

/** A pause before a server that refuses writes is asked again. Without it BullMQ's workers would ask at once, over and over. */
const REFUSED_MS = 1_000

const PROMPT = { maxRetriesPerRequest: 1, commandTimeout: 2_000, socketTimeout: SILENT_MS }

const MANNERS = {
  patient: { maxRetriesPerRequest: null, socketTimeout: SILENT_WHILE_WAITING_MS },
  prompt: PROMPT,
  // It hears of a server that loads its data from the answers, in place of waiting for it.
  probing: { ...PROMPT, enableReadyCheck: false },
}

/** ioredis: what becomes of a command that was refused. */
const AGAIN_ON_A_NEW_CONNECTION = 2
const FAILS_ON_A_NEW_CONNECTION = 1

/**
 * What a refusal leads to. A replica stays one for this connection, though its address may lead to the new master: so the
 * connection is opened anew. A patient one also does so for all that passes, and sends the command again: Redis refuses a
 * script before it has written anything.
 */
const onRefusal = (isPatient: boolean) => {
  let pauseMs = 0
  return {
    reconnectOnError: (error: Error) => {
      const word = refusedBy(error)
      if (word === null || !(isPatient || word === 'READONLY')) return false
      pauseMs = REFUSED_MS
      return isPatient ? AGAIN_ON_A_NEW_CONNECTION : FAILS_ON_A_NEW_CONNECTION
    },
    retryStrategy: (times: number) => {
      const ms = Math.max(pauseMs, Math.min(times * 100, 2_000))
      pauseMs = 0
      return ms
    },
  }
}

type Manner = keyof typeof MANNERS

const PROMPT_MS = PROMPT.commandTimeout

/**
 * What was given up is not done later, when Redis is back, but for a batch, which no person waits for: somebody was told that it did not work. And a Cluster whose nodes
 * are all away gives up too: by itself it keeps commands for as long as it takes, whatever `commandTimeout` says.
 */
const neverLate = (redis: RedisClient): RedisClient => {
  const sender: Pick<Cluster, 'sendCommand'> = redis
  const send = sender.sendCommand.bind(redis)
  sender.sendCommand = (command, stream, ...rest) => {
    // Of several that are sent together none is left out: the answers would go to the wrong commands from then on.
    if (command.isSettled && !isBatch(stream)) return command.promise
    command.setTimeout(PROMPT_MS)
    return send(command, stream, ...rest)
  }
  return redis
}

const connectCluster = ({ nodes, tls, username, password }: RedisNodes, manner: Manner): Cluster => {
  const { retryStrategy, reconnectOnError } = onRefusal(manner === 'patient')
  return new Cluster(nodes, {
    redisOptions: {
      ...MANNERS[manner],
      reconnectOnError,
      connectTimeout: SILENT_MS,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(tls && { tls: {} }),
    },
    clusterRetryStrategy: retryStrategy,
    enableReadyCheck: manner !== 'probing',
    // While a replica takes the place of its master, a worker's command is sent again for 8 s, a person's for 1.6 s.
    retryDelayOnFailover: manner === 'patient' ? 500 : 100,
    retryDelayOnClusterDown: manner === 'patient' ? 500 : 100,
    slotsRefreshTimeout: 2_000,
    // A name, not the address behind it: a certificate is made out to the name.
    dnsLookup: (host, found) => found(null, host),
  })
}

/** What the sentinels are entered with holds for the master too, unless its own is set. */
const sentinelOptions = (sentinels: RedisNodes, master: SentinelMaster) => {
  const username = master.username ?? sentinels.username
  const password = master.password ?? sentinels.password
  return {
    sentinels: sentinels.nodes,
    name: master.name,
    sentinelRetryStrategy: (times: number) => Math.min(times * 100, 2_000),
    sentinelCommandTimeout: SILENT_MS,
    ...(sentinels.username !== undefined && { sentinelUsername: sentinels.username }),
    ...(sentinels.password !== undefined && { sentinelPassword: sentinels.password }),
    ...(sentinels.tls && { sentinelTLS: {} }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(master.db !== undefined && { db: master.db }),
    ...((master.tls ?? sentinels.tls) && { tls: {}, enableTLSForSentinelMode: true }),
  }
}

/**
 * Opens a connection. The caller closes it.
 *  - `patient` waits for Redis to come back, and to take writes, for as long as it takes: what BullMQ's workers need.
 *  - `prompt` gives up after about 2 s, so that a person gets an answer while Redis is away.
 *  - `probing` is as prompt, and asks also while Redis loads its data.
 */
export const connectRedis = (
  target: RedisTarget,
  manner: Manner,
  onError: (error: Error) => void,
): RedisClient => {
  const open = (): RedisClient => {
    if ('cluster' in target) return connectCluster(target.cluster, manner)
    const options = { ...onRefusal(manner === 'patient'), ...MANNERS[manner], connectTimeout: SILENT_MS }
    if ('sentinels' in target) {
      const redis = new Redis({ ...options, ...sentinelOptions(target.sentinels, target.master) })
      return manner === 'prompt' ? onReplicas(redis) : redis
    }
    // As an option: a path that is relative would be taken for an address.
    return 'url' in target ? new Redis(target.url, options) : new Redis({ ...options, path: target.path })
  }
  const redis = manner === 'patient' ? open() : neverLate(open())
  redis.on('error', onError)
  return redis
}
