import { describe, expect, it } from 'vitest'
import { readFacts, sayWeakness, weaknesses } from '../../../src/store/redis-facts.ts'
import { refusedBy, sayRefused } from '../../../src/store/redis-refusals.ts'

const GOOD =
  'redis_version:7.0.15\r\nredis_mode:standalone\r\nmaxmemory_policy:noeviction\r\naof_enabled:1\r\n'
const ALWAYS = { save: '', appendfsync: 'always' }
const of = (
  info: string,
  save: string | null = '',
  appendfsync: string | null = 'always',
  keepsClaims = true,
) => {
  const { grave, slight } = weaknesses(readFacts(info, { save, appendfsync }), { keepsClaims })
  return { grave: grave.map(sayWeakness), slight: slight.map(sayWeakness) }
}

describe('what a server says of itself', () => {
  it('a good one has no weakness', () => {
    expect(of(GOOD)).toEqual({ grave: [], slight: [] })
    expect(readFacts(GOOD, ALWAYS).mode).toBe('standalone')
  })

  it.each([
    ['evicts', GOOD.replace('noeviction', 'allkeys-lru'), /maxmemory-policy is allkeys-lru/],
    ['is too old', GOOD.replace('7.0.15', '6.0.16'), /Redis 6\.0\.16 is too old/],
    ['is far too old', GOOD.replace('7.0.15', '5.0.14'), /Redis 5\.0\.14 is too old/],
  ])('one that %s is gravely weak', (_, info, word) => {
    expect(of(info).grave).toEqual([expect.stringMatching(word)])
  })

  it('one that keeps nothing is told, snapshots do for keeping, and what is unknown is called so', () => {
    const info = GOOD.replace('aof_enabled:1', 'aof_enabled:0')
    expect(of(info)).toEqual({ grave: [], slight: [expect.stringMatching(/nothing is kept on the disk/)] })
    expect(of(info, '3600 1 300 100', 'always', false)).toEqual({ grave: [], slight: [] })
    expect(of(info, null).slight).toEqual([expect.stringMatching(/^unknown whether data are kept/)])
    expect(of('redis_version:7.2.4\n').slight).toContainEqual(expect.stringMatching(/policy is unknown/))
  })

  it.each([
    ['every second', GOOD, '', 'everysec', /^appendfsync is everysec: /],
    ['now and then', GOOD, '', 'no', /^appendfsync is no: /],
    ['at a moment that it does not tell', GOOD, null, null, /^appendfsync is unknown: /],
    [
      'in snapshots',
      GOOD.replace('aof_enabled:1', 'aof_enabled:0'),
      '3600 1',
      'always',
      /^there are snapshots/,
    ],
  ])('one that writes %s may forget a claim', (_, info, save, appendfsync, word) => {
    expect(of(info, save, appendfsync)).toEqual({ grave: [], slight: [expect.stringMatching(word)] })
    expect(of(info, save, appendfsync, false)).toEqual({ grave: [], slight: [] })
  })

  it('Valkey is judged by the Redis that it speaks as', () => {
    expect(of(`valkey_version:8.1.1\r\n${GOOD.replace('7.0.15', '7.2.4')}`)).toEqual({
      grave: [],
      slight: [],
    })
  })

  it.each(['cluster', 'sentinel'] as const)('its mode is read: %s', (mode) => {
    expect(readFacts(GOOD.replace('standalone', mode), ALWAYS).mode).toBe(mode)
  })
})

describe('a refusal of Redis', () => {
  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'OOM'],
    ["READONLY You can't write against a read only replica.", 'READONLY'],
    ['NOREPLICAS Not enough good replicas to write.', 'NOREPLICAS'],
    ['LOADING Redis is loading the dataset in memory', 'LOADING'],
    ['MISCONF Redis is configured to save RDB snapshots', 'MISCONF'],
    ['ERR Error running script (call to f_1): @user_script:1: -READONLY You can', 'READONLY'],
    ['Too many Cluster redirections. Last error: ReplyError: CLUSTERDOWN The cluster is down', 'CLUSTERDOWN'],
  ] as const)('%s', (message, word) => {
    expect(refusedBy(new Error(message))).toBe(word)
    expect(sayRefused(word)).toMatch(new RegExp(`^${word}: \\w`))
  })

  it.each(['ERR unknown command', 'NOAUTH Authentication required.', 'ROOMS are full', 'Command timed out'])(
    'none: %s',
    (message) => expect(refusedBy(new Error(message))).toBeNull(),
  )
})
