import { describe, expect, it } from 'vitest'
import { QUEUES } from '../../../src/jobs/job-row.ts'
import { jobPrefix } from '../../../src/jobs/queues.ts'
import { createKeys } from '../../../src/store/keys.ts'

const keys = createKeys('sharelink')
const REF = { team: 'T0HOME', id: 'K7M4QX' }

/** Each key, made for the same workspace: some are named by a share, some by the workspace and more. */
const made = Object.entries(keys).map(([name, make]): [string, string] => {
  const of = make as (...parts: unknown[]) => string
  const byShare = of(REF, 'a', 'b')
  return [name, byShare.includes('[object') ? of(REF.team, 'a', 'b') : byShare]
})

/** What of a key decides where it lives in a Cluster (Redis: Cluster specification, Hash tags). */
const tagOf = (key: string): string | undefined => /\{([^}]+)\}/.exec(key)?.[1]

describe('R5: on a Cluster', () => {
  it('every key has a hash tag, but for those that are always touched alone', () => {
    expect(made.filter(([, key]) => tagOf(key) === undefined).map(([name]) => name)).toEqual([
      'teams',
      'version',
      'linkKey',
    ])
  })

  it('all keys of a workspace live together', () => {
    const scripts = [
      'share',
      'events',
      'live',
      'liveBy',
      'due',
      'ended',
      'unfinished',
      'ofFile',
      'closed',
      'homePage',
    ]
    for (const [name, key] of made.filter(([each]) => scripts.includes(each))) {
      expect(tagOf(key), name).toBe(REF.team)
    }
  })

  it('all keys of a queue live together, and queues apart', () => {
    expect(QUEUES.map((queue) => tagOf(jobPrefix('sharelink', queue)))).toEqual([...QUEUES])
  })

  it('and every key begins with the prefix', () => {
    for (const key of [...made.map(([, each]) => each), jobPrefix('sharelink', 'make')]) {
      expect(key).toMatch(/^sharelink:/)
    }
  })
})
