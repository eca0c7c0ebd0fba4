import { connectRedis } from '../store/connect-redis.ts'
import { findRedisMode } from '../store/find-redis-mode.ts'
import { type RedisFacts, weaknesses } from '../store/redis-facts.ts'
import { createRedisHealth, factsOfServers } from '../store/redis-health.ts'
import type { RedisTarget } from '../store/redis-target.ts'
import { type Finding, findingsOf } from './finding.ts'

const { pass, warn, fail } = findingsOf('redis.server')

interface RedisExam {
  target: RedisTarget
  namespace: string
  /** Claims of exact links are kept in it. */
  keepsClaims: boolean
  /** What fits in place of the variable that names it; null: it is what the variable says. */
  misfit: (
    target: RedisTarget,
    mode: NonNullable<RedisFacts['mode']>,
  ) => { variable: string; found: string; expected: string } | null
}

const MB = 1024 * 1024
/** Of its memory. Full, it takes no writes. */
const NEARLY_FULL = 0.8

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`

const memoryFindings = ({ usedMemory, maxMemory }: RedisFacts): Finding[] => {
  if (usedMemory === null || maxMemory === null || usedMemory < maxMemory * NEARLY_FULL) return []
  const [used, most] = [usedMemory, maxMemory].map((bytes) => Math.round(bytes / MB))
  return [
    warn(
      `Redis uses ${used} MB of the ${most} MB that it may (maxmemory). Full, it takes no writes.`,
      'Raise maxmemory.',
    ),
  ]
}

const goodWords = ({ version, persists, usedMemory }: RedisFacts): string => {
  const memory = usedMemory === null ? '' : `, ${Math.max(1, Math.round(usedMemory / MB))} MB in use`
  return `Redis takes writes: version ${version ?? 'unknown'}${persists ? ', kept on disk' : ''}${memory}.`
}

const UNREACHED = 'Start it, or check the variable that names it (REDIS_URL) and its password.'

/** What is there, whether it takes writes, and what may become of its records. */
export const redisFindings = async (exam: RedisExam): Promise<Finding[]> => {
  const { target, keepsClaims } = exam
  const mode = await findRedisMode(target)
  const misfit = mode === null ? null : exam.misfit(target, mode)
  if (misfit !== null)
    return [fail(`${misfit.variable} names ${misfit.found}.`, `Expected: ${misfit.expected}.`)]
  const redis = connectRedis(target, 'probing', () => {})
  try {
    const { status, detail } = await createRedisHealth(redis, exam.namespace, {
      tags: ['audit'],
      keepsClaims,
    })()
    if (status === 'down') return [fail(`Redis takes no writes: ${detail ?? 'no answer'}.`, UNREACHED)]
    const facts = await factsOfServers(redis)
    const told = new Map<string, Finding>()
    for (const one of facts) {
      const { grave, slight } = weaknesses(one, { keepsClaims })
      for (const { found, remedy } of grave) told.set(found, fail(sentence(found), sentence(remedy)))
      for (const { found, remedy } of slight) told.set(found, warn(sentence(found), sentence(remedy)))
    }
    return [
      ...facts.slice(0, 1).map((one) => pass(goodWords(one))),
      ...told.values(),
      ...facts.flatMap(memoryFindings),
    ]
  } finally {
    redis.disconnect()
  }
}
