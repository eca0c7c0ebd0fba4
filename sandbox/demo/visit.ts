import { createHash } from 'node:crypto'

export type Visit = {
  status: number
  sha256: string
  /** Bytes of the answer's body. */
  size: number
  /** What a page says first; null: it is none. */
  heading: string | null
}

const read = async (response: Response): Promise<Visit> => {
  const bytes = Buffer.from(await response.arrayBuffer())
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
  return {
    status: response.status,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    heading: isPage ? (/<h1>(.*?)<\/h1>/.exec(bytes.toString())?.[1] ?? '') : null,
  }
}

/** Somebody opens an address and takes what comes; `agent` is their browser. */
export const visit = async (address: string, agent: string, method = 'GET'): Promise<Visit> =>
  read(await fetch(address, { method, headers: { 'user-agent': agent } }))

/** Somebody presses Download on a page of the gate, and is led to the file or to a page that says why not. */
export const pressDownload = async (page: string, agent: string): Promise<Visit> =>
  read(await fetch(page, { method: 'POST', body: new URLSearchParams(), headers: { 'user-agent': agent } }))

/** Browsers of people who are in neither system, and what a chat looks at links with. */
export const AGENTS = {
  firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
  chrome:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  preview: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
} as const
