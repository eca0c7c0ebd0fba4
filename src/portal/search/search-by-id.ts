import { PortalError } from '../../domain/portal-error.ts'
import { ttlCache } from '../../timing/ttl-cache.ts'
import type { FileById, SearchOf } from '../../use-cases/search-ports.ts'
import type { AskInTime } from './ask-in-time.ts'
import { KEEP_ANSWER_MS, KEEP_ANSWERS } from './kept-answers.ts'
import type { SearchCalls } from './search-calls.ts'

/** The file that an id names, and the folder that it lies in. */
const LOOK_UP_CALLS = 2

/** There is no such file for this key. That is an answer too. */
const ifNone = (error: unknown): null => {
  if (error instanceof PortalError && (error.kind === 'not-found' || error.kind === 'forbidden')) return null
  throw error
}

/** Looks up the file of an id. The portal is asked only where it was not asked lately. */
export const searchById = (
  { grant, ask }: AskInTime,
  { portal, now }: { portal: Pick<SearchCalls, 'lookUp'>; now: () => number },
): SearchOf<FileById> => {
  const lookUps = ttlCache<FileById>({ now, keepMs: KEEP_ANSWER_MS, most: KEEP_ANSWERS })

  const lookUp = async (fileId: string, until: number): Promise<FileById> => {
    const granted = await grant(LOOK_UP_CALLS, LOOK_UP_CALLS)
    if (!granted.ok) return { found: null, stop: granted.stop }
    const found = await ask(until, (ms) => portal.lookUp(fileId, ms).catch(ifNone))
    return found.ok ? { found: found.value, stop: null } : { found: null, stop: found.stop }
  }

  return {
    known: lookUps.peek,
    ask: async (fileId, until) => {
      const asked = await lookUps.get(fileId, async () => {
        const value = await lookUp(fileId, until)
        return { value, keep: value.stop === null }
      })
      return asked ?? { found: null, stop: { why: 'slow' } }
    },
  }
}
