import { expect } from 'vitest'
import type { AtEnd } from '../support/program.ts'
import { startCluster, startSentinels } from '../support/redis-kinds.ts'
import { type RedisOfOwn, startRedis } from '../support/redis-of-own.ts'
import { chance, type Dice, oneOf, within } from './dice.ts'

export type Kind = 'single' | 'sentinel' | 'cluster'

/** A Redis of one kind, and what can happen to it. */
export interface SoakRedis {
  /** Names it to the program. */
  env: Record<string, string>
  /** Something happens to it; resolves when it is whole again. One at a time. */
  hurt: (dice: Dice, pause: (ms: number) => Promise<void>) => Promise<string>
}

/** What was acked is on the disk, as docs/operate.md wants it of a Redis that stands alone. */
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always']

const PATIENCE = { timeout: 60_000, interval: 100 }

type Hurt = (node: RedisOfOwn, ms: number, pause: (ms: number) => Promise<void>) => Promise<unknown>

/** It answers nothing, and all connections stay open. */
const silence: Hurt = ({ client }, ms) => client.client('PAUSE', ms, 'ALL')

const fill: Hurt = async ({ client }, ms, pause) => {
  await client.config('SET', 'maxmemory', '1mb')
  await pause(ms)
  await client.config('SET', 'maxmemory', '0')
}

const single = async (atEnd: AtEnd): Promise<SoakRedis> => {
  const node = await startRedis(DURABLE, atEnd)
  const kill: Hurt = async (_node, ms, pause) => {
    await node.kill()
    await pause(ms)
    await node.restart()
  }
  return {
    env: { REDIS_URL: node.url },
    hurt: async (dice, pause) => {
      const [name, hurt] = oneOf(dice, [
        ['killed', kill],
        ['killed', kill],
        ['silent', silence],
        ['full', fill],
      ] as const)
      const ms = within(dice, 200, 7_000)
      await hurt(node, ms, pause)
      return `Redis ${name} for ${ms} ms`
    },
  }
}

const isInStep = async ({ client }: RedisOfOwn): Promise<boolean> => {
  const info = await client.info('replication')
  return info.includes('role:master') || info.includes('master_link_status:up')
}

/** All nodes are there, and each replica has what its master has. */
const allInStep = (nodes: readonly RedisOfOwn[]) =>
  expect
    .poll(() => Promise.all(nodes.map((node) => isInStep(node).catch(() => false))), PATIENCE)
    .not.toContain(false)

const sentinel = async (atEnd: AtEnd): Promise<SoakRedis> => {
  const { master, replicas, sentinels, addresses } = await startSentinels(null, atEnd)
  const nodes = [master, ...replicas]
  const ask = async () => {
    const [one] = sentinels
    const found = await one?.client.call('SENTINEL', 'get-master-addr-by-name', 'mymaster')
    return Number((found as string[])[1])
  }
  const find = async (port: number) => nodes.find((node) => node.port === port) ?? master
  await allInStep(nodes)
  return {
    env: { REDIS_SENTINELS: addresses.join(','), REDIS_SENTINEL_MASTER: 'mymaster' },
    hurt: async (dice, pause) => {
      const before = await ask()
      const node = await find(before)
      const ms = within(dice, 200, 6_000)
      if (chance(dice, 0.3)) {
        await silence(node, Math.min(ms, 900), pause)
        return `master silent for ${Math.min(ms, 900)} ms`
      }
      await node.kill()
      await expect.poll(ask, PATIENCE).not.toBe(before)
      await pause(ms)
      await node.restart()
      await allInStep(nodes)
      // As a replica: until a sentinel has told it so it takes itself for the master.
      await expect.poll(() => node.client.info('replication'), PATIENCE).toContain('role:slave')
      await allInStep(nodes)
      return `master killed, failed over, back after ${ms} ms`
    },
  }
}

const cluster = async (atEnd: AtEnd): Promise<SoakRedis> => {
  const { nodes, addresses } = await startCluster({}, atEnd)
  const isMaster = async ({ client }: RedisOfOwn) =>
    (await client.info('replication')).includes('role:master')
  const masters = async () => {
    const are = await Promise.all(nodes.map(isMaster))
    return nodes.filter((_, index) => are[index])
  }
  await allInStep(nodes)
  return {
    env: { REDIS_CLUSTER: addresses.join(',') },
    hurt: async (dice, pause) => {
      const node = oneOf(dice, await masters())
      const ms = within(dice, 200, 6_000)
      if (chance(dice, 0.3)) {
        await silence(node, Math.min(ms, 1_200), pause)
        return `a master silent for ${Math.min(ms, 1_200)} ms`
      }
      const others = nodes.filter((other) => other !== node)
      await node.kill()
      await expect
        .poll(async () => (await Promise.all(others.map(isMaster))).filter(Boolean).length, PATIENCE)
        .toBe(3)
      await pause(ms)
      await node.restart()
      await expect.poll(() => isMaster(node), PATIENCE).toBe(false)
      await allInStep(nodes)
      return `a master killed, failed over, back after ${ms} ms`
    },
  }
}

const OPEN: Record<Kind, (atEnd: AtEnd) => Promise<SoakRedis>> = { single, sentinel, cluster }

export const openRedis = (kind: Kind, atEnd: AtEnd): Promise<SoakRedis> => OPEN[kind](atEnd)
