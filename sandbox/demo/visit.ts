import { createHash } from 'node:crypto'

export type Visit = {
  status: number
  sha256: string
  /** Bytes of the answer's body. */
  size: number
  /** `performance.now()` when the request was sent. */
  sentAt: number
}

/** Somebody follows an address and takes what comes; `agent` is their browser. */
export const visit = async (
  address: string,
  agent: string,
  headers: Record<string, string> = {},
): Promise<Visit> => {
  const sentAt = performance.now()
  const response = await fetch(address, { redirect: 'manual', headers: { 'user-agent': agent, ...headers } })
  const bytes = Buffer.from(await response.arrayBuffer())
  return {
    status: response.status,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    sentAt,
  }
}

/** Browsers of people who are in neither system. */
export const STRANGERS = {
  firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
  chrome:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
} as const
