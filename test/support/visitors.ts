import { createHash } from 'node:crypto'

/** Real ones: the portal knows no others. */
const AGENTS: Record<string, string> = {
  Chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  Edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  Firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  Opera:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0',
  Safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
}

const agentOf = (browser: string): string =>
  browser.includes('/') ? browser : (AGENTS[browser.split(' ')[0] ?? ''] ?? AGENTS.Chrome ?? '')

/** One out of those that are kept for trials, the same for the same visitor. */
const ipOf = (browser: string): string => {
  const [a, b] = createHash('sha256').update(browser).digest()
  return `198.18.${a}.${b}`
}

export interface Visit {
  status: number
  sha256: string
}

/**
 * Somebody follows an address and takes the bytes. `browser`: their user agent, or a browser's name and what tells this
 * visitor from others, such as `Firefox one`; each has a computer of their own.
 */
export const download = async (
  address: string,
  browser: string,
  headers: Record<string, string> = {},
): Promise<Visit> => {
  const response = await fetch(address, {
    redirect: 'manual',
    headers: { 'user-agent': agentOf(browser), 'x-real-ip': ipOf(browser), ...headers },
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, sha256: createHash('sha256').update(bytes).digest('hex') }
}
