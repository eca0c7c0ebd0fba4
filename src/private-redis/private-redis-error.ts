/**
 * Why there is no private Redis:
 *  - `missing`: no redis-server or valkey-server, and none could be installed.
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

/** The three ways to a Redis, for every message that says there is none. */
export const waysOut = [
  'Any one of these helps:',
  '  - install redis-server or valkey-server, 6.2 or newer, and start again',
  '  - set REDIS_URL to a Redis that is running',
  '  - run `docker compose up redis` and set REDIS_URL=redis://127.0.0.1:6379',
].join('\n')
