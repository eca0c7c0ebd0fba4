/**
 * Why there is no private Redis:
 *  - `missing`: no redis-server or valkey-server, and none may or could be installed.
 *  - `too-old`: there is one, older than 6.2.
 *  - `in-use`:  another live process keeps its data in the same folder.
 *  - `failed`:  the server was started and did not come up; its last lines are in the message.
 */
type PrivateRedisErrorKind = 'missing' | 'too-old' | 'in-use' | 'failed'

export class PrivateRedisError extends Error {
  override readonly name = 'PrivateRedisError'
  readonly kind: PrivateRedisErrorKind

  constructor(kind: PrivateRedisErrorKind, message: string) {
    super(message)
    this.kind = kind
  }
}

/** The ways to a Redis, for every message that says there is none of use. */
export const waysOut = [
  'Any one of these helps:',
  "  - install redis-server or valkey-server, 6.2 or newer, by the system's package manager, and start again",
  '  - set REDIS_URL to a Redis that is running',
].join('\n')
