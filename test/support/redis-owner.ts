import { startPrivateRedis } from '../../src/private-redis/private-redis.ts'

// A program that owns a private Redis, for tests that kill it: `node --import ./src/typescript.mjs redis-owner.ts DIR`.
// It prints the socket once the server is up, and closes it in order when its input ends.
const redis = await startPrivateRedis({
  dir: process.argv[2] ?? '',
  log: console.error,
  onExit: () => process.exit(3),
})
console.log(redis.socketPath)
process.stdin.resume().once('end', () => void redis.close().then(() => process.exit(0)))
