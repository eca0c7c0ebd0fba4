import { PortalError } from '../domain/portal-error.ts'
import type { Http } from './http.ts'

/** What a person's calls are made with. Both throw `PortalError`: `no-account` where there is none (any more). */
export interface Bearer {
  token(): Promise<string>
  /** The one that comes after one that the portal refused. */
  renewed(refused: string): Promise<string>
}

/** Calls of a person. One that is refused for its token is made once more with a new one. */
export const byToken = (http: Http, bearer: Bearer): Http => ({
  ...http,
  send: async (request, timeoutMs, stop) => {
    if (request.as === 'visitor') return http.send(request, timeoutMs, stop)
    const begun = performance.now()
    const send = (token: string) =>
      http.send({ ...request, as: { token } }, timeoutMs - (performance.now() - begun), stop)
    const token = await bearer.token()
    try {
      return await send(token)
    } catch (error) {
      if (!(error instanceof PortalError) || error.kind !== 'unauthorized') throw error
      return send(await bearer.renewed(token))
    }
  },
})
