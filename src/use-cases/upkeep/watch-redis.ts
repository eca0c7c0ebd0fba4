import type { Log, Pause } from '../ports.ts'

/** What a look at Redis found. */
export interface RedisFound {
  status: 'ok' | 'degraded' | 'down'
  detail?: string
  warnings?: string[]
}

export interface WatchRedisDeps {
  lookAtRedis: () => Promise<RedisFound>
  /** Ends early when the program does. */
  pause: Pause
  signal: AbortSignal
  log: Pick<Log, 'info' | 'warn'>
}

const LOOK_EVERY_MS = 5_000

/** Looks whether Redis takes writes, and what is wrong with it, for as long as the process runs. Logs what changes. */
export const watchRedis = async ({ lookAtRedis, pause, signal, log }: WatchRedisDeps): Promise<void> => {
  const said = new Set<string>()
  let down: string | null = null
  while (!signal.aborted) {
    const { status, detail = '', warnings = [] } = await lookAtRedis()
    if (signal.aborted) return
    const why = status === 'down' ? detail : null
    if (why !== null && why !== down) log.warn({ detail: why }, 'Redis takes no writes')
    if (why === null && down !== null) log.info({}, 'Redis takes writes again')
    down = why
    for (const warning of warnings.filter((each) => !said.has(each))) {
      said.add(warning)
      log.warn({ warning }, 'the Redis is not set up as it should be')
    }
    await pause(LOOK_EVERY_MS)
  }
}
