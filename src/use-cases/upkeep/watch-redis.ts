import type { RedisNotice } from '../../domain/redis-notice.ts'
import type { Log, Now, Pause } from '../ports.ts'

/** What a look at Redis found. */
export interface RedisFound {
  status: 'ok' | 'degraded' | 'down'
  detail?: string
  warnings?: string[]
}

export interface WatchRedisDeps {
  lookAtRedis: () => Promise<RedisFound>
  /** Whether it is this process of all that tells admins; asked while Redis works. */
  isHerald: () => Promise<boolean>
  tell: (notice: RedisNotice) => Promise<void>
  /** After so long admins are told. */
  tellAfterMs: number
  now: Now
  /** A clock that nobody sets. */
  monotonic: () => number
  /** Ends early when the program does. */
  pause: Pause
  signal: AbortSignal
  log: Pick<Log, 'info' | 'warn'>
}

const LOOK_EVERY_MS = 5_000
/** A notice that Slack does not take is tried again, but an answer that got lost may hide one that it took. */
const MOST_TRIES = 3

/** An outage that is under way. */
interface RedisOutage {
  since: number
  begun: number
  detail: string
  told: boolean
  tries: number
}

/**
 * Looks whether Redis takes writes, and what is wrong with it, for as long as the process runs. Logs what changes, and tells
 * admins of an outage that lasts, and of its end.
 */
export const watchRedis = async (deps: WatchRedisDeps): Promise<void> => {
  const { lookAtRedis, isHerald, tellAfterMs, now, monotonic, pause, signal, log } = deps
  const said = new Set<string>()
  let outage: RedisOutage | null = null
  // Until it is known: rather twice than not at all.
  let isOurs = true

  const tell = (notice: RedisNotice): Promise<boolean> =>
    deps.tell(notice).then(
      () => true,
      (error: unknown) => {
        log.warn({ err: error }, 'admins could not be told of the outage of Redis')
        return false
      },
    )

  const down = async (detail: string): Promise<void> => {
    if (outage?.detail !== detail) log.warn({ detail }, 'Redis takes no writes')
    outage ??= { since: now(), begun: monotonic(), detail, told: false, tries: 0 }
    outage.detail = detail
    if (!isOurs || outage.told || monotonic() - outage.begun < tellAfterMs) return
    if (outage.tries >= MOST_TRIES) return
    outage.tries += 1
    outage.told = await tell({ kind: 'down', since: outage.since, detail })
  }

  const works = async (warnings: readonly string[]): Promise<void> => {
    if (outage !== null) {
      log.info({}, 'Redis takes writes again')
      const { told, begun } = outage
      outage = null
      if (told) await tell({ kind: 'back', afterMs: monotonic() - begun })
    }
    isOurs = await isHerald().catch(() => isOurs)
    for (const warning of warnings.filter((each) => !said.has(each))) {
      said.add(warning)
      log.warn({ warning }, 'the Redis is not set up as it should be')
    }
  }

  while (!signal.aborted) {
    const { status, detail = '', warnings = [] } = await lookAtRedis()
    if (signal.aborted) return
    await (status === 'down' ? down(detail) : works(warnings))
    await pause(LOOK_EVERY_MS)
  }
}
