import type { AuditEvent } from '../domain/portal-facts.ts'

/** Some MiB. A file of many downloads in one archive makes some hundreds of events in one second. */
const MOST_EVENTS = 10_000

/** The events of seconds that took many readings, in the memory of one process. */
export const createKnownSeconds = (mostEvents = MOST_EVENTS) => {
  const seconds = new Map<string, readonly AuditEvent[]>()
  let held = 0

  const forget = (second: string): void => {
    held -= seconds.get(second)?.length ?? 0
    seconds.delete(second)
  }

  return {
    /** `second`: which, and of what kind of events. */
    of: (second: string): readonly AuditEvent[] => seconds.get(second) ?? [],
    /** The seconds that were kept first go where there are too many events. */
    keep: (second: string, events: readonly AuditEvent[]): void => {
      forget(second)
      seconds.set(second, events)
      held += events.length
      for (const oldest of seconds.keys()) {
        if (held <= mostEvents) return
        forget(oldest)
      }
    },
  }
}
