import { type IncomingHttpHeaders, request } from 'node:http'

export interface Sent {
  method?: string
  /** In the place of that of the address, and sent as it is. */
  path?: string
  headers?: IncomingHttpHeaders
  body?: string
}

/** `fetch` lets nobody set `host` and what only browsers say of themselves. */
export const sendRaw = (address: string, { method = 'GET', headers = {}, path, body }: Sent = {}) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const as = { method, headers, agent: false, ...(path !== undefined && { path }) }
    const outgoing = request(address, as, async (response) => {
      response.setEncoding('utf8')
      let text = ''
      // A stream never ends: its first words are enough.
      for await (const chunk of response) {
        text += chunk
        if (response.headers['content-type'] === 'text/event-stream') break
      }
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })

/** What a browser says of a page of another site that uses this address, or of a name that points to it. */
export const foreignHeaders = (url: string): IncomingHttpHeaders[] => {
  const { port } = new URL(url)
  return [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `http://127.0.0.1:${Number(port) + 1}` },
    { origin: `https://127.0.0.1:${port}` },
    { host: 'evil.example' },
    { host: `evil.example:${port}` },
    { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' },
    { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
  ]
}

/** What it says when a link of another site is followed. */
export const FOLLOWED: IncomingHttpHeaders = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}
