import { existsSync } from 'node:fs'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Config } from './config.ts'
import { startPrivateRedis } from './private-redis/private-redis.ts'
import { redisReady } from './private-redis/redis-ready.ts'
import { readSettings } from './run.ts'
import { connectRedis, type RedisClient } from './store/connect-redis.ts'

/** Where the private Redis of this folder is. */
const OWN = '.data/redis'
/** Its socket while it runs. */
export const OWN_SOCKET = `${OWN}/redis.sock`

export interface Records {
  config: Config
  redis: RedisClient
  /** The private Redis runs for an app that uses it now. */
  isInUse: boolean
  close(): Promise<void>
}

/** The Redis of the settings, for a tool that works on the records: the private one is started where no app runs. */
const openRedis = async ({ redis: named, installRedis }: Config) => {
  if (named !== null) return { target: named, isInUse: false, stop: async () => {} }
  const isInUse = existsSync(OWN_SOCKET) && (await redisReady(OWN_SOCKET, () => false, 1_000))
  if (isInUse) return { target: { path: OWN_SOCKET }, isInUse, stop: async () => {} }
  const own = await startPrivateRedis({ dir: OWN, mayInstall: installRedis, log: say })
  return { target: { path: own.socketPath }, isInUse, stop: own.close }
}

const openRecords = async (): Promise<Records> => {
  const config = readSettings()
  const { target, isInUse, stop } = await openRedis(config)
  const redis = connectRedis(target, 'prompt', () => {})
  return {
    config,
    redis,
    isInUse,
    close: async () => {
      redis.disconnect()
      await stop()
    },
  }
}

/** Says a line to whoever runs a tool. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** The options of a tool; throws an error that shows how it is called. */
export const readOptions = <const Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
) => {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

/** Runs a tool on the records, and ends the process: with 0, or with 1 and why. */
export const onRecords = async (work: (records: Records) => Promise<void>): Promise<never> => {
  try {
    const records = await openRecords()
    await work(records).finally(records.close)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
