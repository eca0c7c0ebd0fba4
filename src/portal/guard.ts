import { PortalError } from '../domain/portal-error.ts'
import { asksForProbe, type Breaker, CLOSED, type Heard, hear, probed } from './breaker.ts'
import type { Http, PortalRequest } from './http.ts'

/** What a proxy says in the place of a portal that is away; the last, without DocSpace's envelope, of one that is suspended. */
const NOBODY_THERE: ReadonlySet<number> = new Set([408, 502, 503, 504, 404])
const AGAIN_MS = 500
/** Any answer to this shows that the portal is there. */
const PROBE: PortalRequest = { label: 'GET people/@self', method: 'GET', path: '/api/2.0/people/@self' }

/** All that is asked of one file is one place. */
const placeOf = ({ path }: PortalRequest): string =>
  /^\/api\/2\.0\/files\/file\/[^/?]+/.exec(path)?.[0] ?? path.split('?')[0] ?? path

const heardOf = (request: PortalRequest, error: unknown): Heard => {
  if (!(error instanceof PortalError) || error.kind !== 'unavailable') return 'answer'
  const { status, late, unsure } = error
  if (status !== null && !NOBODY_THERE.has(status)) return 'answer'
  return { place: placeOf(request), late, refused: status === null && !late && !unsure }
}

/**
 * Finds out that the portal is away, for all calls of this process. Then calls fail at once, without being made, and it is tried
 * with a call of its own, so that one file that does not answer does not keep all others waiting. The first answer ends that.
 */
export const createGuard = (
  probeBy: Http,
  probeMs: number,
  clock: () => number = () => performance.now(),
): ((http: Http) => Http) => {
  let breaker: Breaker = CLOSED

  const note = (request: PortalRequest, error: unknown): void => {
    breaker = hear(breaker, heardOf(request, error), clock())
    probeIfDue()
  }

  const probeIfDue = (): void => {
    if (!asksForProbe(breaker, clock())) return
    breaker = probed(breaker, clock())
    probeBy.send(PROBE, probeMs).then(
      () => {
        breaker = CLOSED
      },
      (error: unknown) => {
        breaker = hear(breaker, heardOf(PROBE, error), clock())
      },
    )
  }

  return (http) => ({
    ...http,
    send: async (request, timeoutMs, stop) => {
      probeIfDue()
      if (breaker.since !== null) {
        throw new PortalError('unavailable', `${request.label}: the portal is away`, {
          late: breaker.late,
          retryAfterMs: AGAIN_MS,
          notAsked: true,
        })
      }
      try {
        const answer = await http.send(request, timeoutMs, stop)
        note(request, null)
        return answer
      } catch (error) {
        // What we broke off, or did not ask, shows nothing.
        const shows = stop?.aborted !== true && !(error instanceof PortalError && error.notAsked)
        if (shows) note(request, error)
        throw error
      }
    },
  })
}
