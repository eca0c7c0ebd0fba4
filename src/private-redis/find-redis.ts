import { execFile } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { childEnv } from './child-env.ts'
import { PrivateRedisError, waysOut } from './private-redis-error.ts'

// A login shell's PATH often lacks sbin, a service's lacks Homebrew.
export const usualPlaces = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/opt/homebrew/bin']

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** PATH, and the usual places after it. */
export const searchPath = (): string =>
  [process.env.PATH ?? '', ...usualPlaces].filter(Boolean).join(delimiter)

/** Full path of the first of these programs that exists, in the order of the names. */
export const findProgram = (names: readonly string[], path = searchPath()): string | null => {
  const places = path.split(delimiter).filter(Boolean)
  const candidates = names.flatMap((name) => places.map((place) => join(place, name)))
  return candidates.find(isProgram) ?? null
}

export const findRedis = (path = searchPath()): string | null =>
  findProgram(['redis-server', 'valkey-server'], path)

/** Reads `Redis server v=7.0.15 sha=…` and `Valkey server v=8.0.1 sha=…`: [7, 0]. Null for other text. */
export const parseServerVersion = (text: string): [major: number, minor: number] | null => {
  const match = /\bv=(\d+)\.(\d+)/.exec(text)
  return match ? [Number(match[1]), Number(match[2])] : null
}

/** Throws `PrivateRedisError` unless the program is a Redis or Valkey of at least 6.2, what BullMQ wants. */
export const checkServerVersion = async (program: string): Promise<void> => {
  const options = { timeout: 10_000, env: childEnv('server') }
  const { stdout } = await promisify(execFile)(program, ['--version'], options).catch((error) => {
    throw new PrivateRedisError('failed', `${program} --version does not run: ${error.message}\n${waysOut}`)
  })
  const version = parseServerVersion(stdout)
  const [major, minor] = version ?? [0, 0]
  if (major > 6 || (major === 6 && minor >= 2)) return
  const found = version ? version.join('.') : `unknown ("${stdout.trim().slice(0, 80)}")`
  throw new PrivateRedisError('too-old', `${program} is version ${found}; 6.2 is needed.\n${waysOut}`)
}
