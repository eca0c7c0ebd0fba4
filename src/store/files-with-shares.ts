import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'

/** Files in one question. */
const AT_A_TIME = 500
/** Files that are remembered. */
const MOST = 10_000

/**
 * Finds among files those that have shares. Nearly all of a busy portal's have none, so they are asked for together: one
 * command tells that none of them has. Halves are asked for where some have. Those that had some lately are asked for apart.
 */
export const createFilesWithShares = (redis: RedisClient, keys: Keys) => {
  const lately = new Set<string>()

  const among = async (team: string, fileIds: readonly string[]): Promise<readonly string[]> => {
    if (fileIds.length === 0) return []
    const found = await redis.exists(...fileIds.map((fileId) => keys.ofFile(team, fileId)))
    if (found === 0) return []
    if (found === fileIds.length) return fileIds
    const middle = Math.ceil(fileIds.length / 2)
    const halves = [fileIds.slice(0, middle), fileIds.slice(middle)]
    return (await Promise.all(halves.map((half) => among(team, half)))).flat()
  }

  /** While a Cluster moves keys to another node, it answers about each alone, and may refuse to about several. */
  const oneByOne = async (team: string, fileIds: readonly string[]): Promise<string[]> => {
    const found = await Promise.all(fileIds.map((fileId) => redis.exists(keys.ofFile(team, fileId))))
    return fileIds.filter((_, index) => found[index] === 1)
  }

  return async (team: string, fileIds: readonly string[]): Promise<string[]> => {
    if ('nodes' in redis) return oneByOne(team, fileIds)
    const nameOf = (fileId: string) => `${team} ${fileId}`
    const some = fileIds.filter((fileId) => lately.has(nameOf(fileId)))
    const others = fileIds.filter((fileId) => !lately.has(nameOf(fileId)))
    const found: string[] = []
    for (const asked of [some, others]) {
      for (let start = 0; start < asked.length; start += AT_A_TIME)
        found.push(...(await among(team, asked.slice(start, start + AT_A_TIME))))
    }
    if (lately.size + found.length > MOST) lately.clear()
    for (const fileId of found) lately.add(nameOf(fileId))
    return found
  }
}
