import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { withUsual } from '../../src/store/left-out.ts'
import type { Command } from '../support/redis-commands.ts'

/** Scripts of BullMQ, which come by their digest. The package has them, without types. */
const SCRIPTS = createRequire(import.meta.url)('bullmq/dist/cjs/scripts/index.js') as Record<
  string,
  { name: string; content: string } | undefined
>
const digestOf = (script: string | Buffer): string => createHash('sha1').update(script).digest('hex')
const BY_DIGEST = new Map(
  Object.values(SCRIPTS).flatMap((script) =>
    typeof script?.content === 'string' ? [[digestOf(script.content), script.name] as const] : [],
  ),
)

const WRITES =
  /^(set|setex|psetex|del|unlink|incr|expire|pexpire|hset|hsetnx|hdel|hincrby|sadd|srem|zadd|zrem|zremrangebyscore|rpush|lpush|lrem|xadd)$/

/** What is written over and over, whatever happens to a share: none of it is a step of its life. */
const ALWAYS =
  /^(.*:version|health|herald|schedule-runs|life-sign|held|sweep-rate-limit|status|seen-changes|drift-cursor|reads|budget \+ reads.*|home|home-admins)$/
const QUEUES_OF_SCHEDULES = new Set(['sweep', 'upkeep', 'watch', 'home'])
/** A job that was taken and not begun is the same as one that dies at its first call. */
const SCRIPTS_AT_ANY_TIME = /^(moveToActive|moveStalledJobsToWait|extendLocks?|is[A-Z].*|get[A-Z].*)$/

/** `sharelink:{team}:share:K7M4QX` is `share`; `sharelink:jobs:{end}:end:wait` is the queue `end`. */
const keyOf = (key: string): string => {
  const queue = /:jobs:\{([^}]+)\}/.exec(key)?.[1]
  return queue === undefined ? (/\}:([^:]+)/.exec(key)?.[1] ?? key) : `queue ${queue}`
}

/** Of which share it is matters to no step. */
const NO_REF = { team: '', id: '' }

/** What a share is about to be on record: the steps of docs/recovery.md. */
const stepOf = (json: string): string => {
  const { state, step, extending, end, notified, answered } = withUsual(NO_REF, JSON.parse(json))
  return [
    `share ${state}`,
    ...(step === null ? [] : [step]),
    ...(extending === null ? [] : ['extending']),
    ...(end?.verifiedAt == null ? [] : ['verified']),
    ...(end === null ? [] : [`told ${notified.end}`]),
    ...(answered ? ['answered'] : []),
  ].join(' ')
}

const nameOfScript = (words: readonly string[], script: string | undefined): string | null => {
  const keys = words.slice(3, 3 + Number(words[2]))
  const names = [...new Set(keys.map(keyOf))]
  const queue = names[0]?.startsWith('queue ') ? names[0].slice(6) : undefined
  if (queue !== undefined) {
    if (QUEUES_OF_SCHEDULES.has(queue)) return null
    return script === undefined || SCRIPTS_AT_ANY_TIME.test(script) ? null : `${script} of ${queue}`
  }
  // store/share-store.ts saves a share and its indexes: KEYS[1] the share, ARGV[2] its JSON.
  const json = words[3 + keys.length + 1]
  if (names[0] === 'share' && json?.startsWith('{')) return stepOf(json)
  const name = names.join(' + ')
  return name === '' || ALWAYS.test(name) ? null : name
}

/** What a write of the program to Redis is called; null for what changes nothing, or has to do with no share. */
export const nameOfWrite = ({ words }: Command): string | null => {
  const command = words[0]?.toString('latin1').toLowerCase() ?? ''
  const texts = words.map((word) => word.toString())
  if (command === 'evalsha') return nameOfScript(texts, BY_DIGEST.get(texts[1] ?? ''))
  if (command === 'eval') return nameOfScript(texts, BY_DIGEST.get(digestOf(words[1] ?? '')))
  if (!WRITES.test(command)) return null
  const key = keyOf(texts[1] ?? '')
  return key.startsWith('queue ') || ALWAYS.test(key) ? null : `${command} ${key}`
}
