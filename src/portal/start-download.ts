import { directAddress } from '../domain/link-address.ts'
import { PortalError, type PortalErrorKind } from '../domain/portal-error.ts'
import type { PortalClient } from './client.ts'
import type { Head } from './http.ts'

const LABEL = 'GET a download'

/** What an answer to a visitor means. It has no envelope as those of the API have. */
export const visitorErrorKind = (status: number): PortalErrorKind => {
  switch (status) {
    case 401:
    case 403:
      return 'forbidden'
    case 402:
      return 'plan'
    case 404:
      return 'not-found'
    case 429:
      return 'rate-limited'
  }
  if (status === 408 || status >= 500) return 'unavailable'
  return status >= 400 ? 'rejected' : 'bad-response'
}

const judge = ({ status, location, retryAfterMs }: Head): void => {
  if (status === 200 || status === 206) return
  // It redirects to the storage that has the bytes. By then the portal has recorded the download.
  if (status === 302 && location !== null) return
  throw new PortalError(visitorErrorKind(status), `${LABEL}: the portal answered ${status}`, {
    status,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  })
}

/**
 * Begins a download by a link's direct address as a visitor would, without our API key. The portal records the start of
 * a request (docs/portal.md, Events), so only the head of the answer is read. Throws `forbidden` where a visitor is
 * turned away.
 */
export const startDownload =
  (client: Pick<PortalClient, 'begin'>) =>
  async (fileId: string, key: string): Promise<void> => {
    const { pathname, search } = new URL(directAddress('http://portal', fileId, key))
    await client.begin({ label: LABEL, path: pathname + search }, judge)
  }
