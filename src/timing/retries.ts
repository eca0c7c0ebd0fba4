/** Codes of errors that mean: there was no connection, so nothing was sent. The same call may be made again. */
export const NO_CONNECTION: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The longest `Retry-After` that is heeded: an absurd one must not put off the end of a link for days. */
export const LONGEST_RETRY_AFTER_MS = 60_000
