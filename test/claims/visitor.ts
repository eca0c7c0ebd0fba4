import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Agent, type Dispatcher } from 'undici'

/** What came of one visitor's attempt. */
export interface Attempt {
  /** The claims that they were led to, the last one last. */
  claims: string[]
  /** Those of them of which they were told that nothing was used up. */
  givenBack: string[]
  /** The claim by which they got bytes; null: they got none. */
  by: string | null
  /**
   * `got`: the whole file; `sent`: parts of it so often that the claim has had its bytes, as processes died meanwhile; `left`: they
   * claimed it and went away; `gone`: there was none left.
   */
  end: 'got' | 'sent' | 'left' | 'gone' | 'odd' | 'gave up'
  /** Of an odd answer. */
  detail?: string
}

interface Visiting {
  /** The path of the share's page. */
  page: string
  /** Where the gate answers now, of any of its processes. */
  ports: () => readonly number[]
  /** How many bytes the file has. */
  bytes: number
  /** They never fetch what they have claimed. */
  leaves: boolean
  /** How long they go on trying. */
  patienceMs: number
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const NOT_USED = 'This download was not used'
const HAD_ITS_BYTES = 'This download was sent already'
/** The process has no time for it now, or died. */
const LATER = new Set([408, 503])
/** Somebody comes again so much later, about. */
const PAUSE_MS = 250

const claimOf = (location: string): string => location.split('/').at(-1)?.slice(0, -23) ?? ''

/** Visitors with the connections of one crowd. */
export const createVisitors = () => {
  const agent = new Agent({ connections: 64, pipelining: 1, headersTimeout: 15_000, bodyTimeout: 15_000 })

  /** Null: no process answers, or it does not go on. The bytes that came before a break are told to `came`. */
  const ask = async (
    ports: readonly number[],
    asked: Pick<Dispatcher.RequestOptions, 'method' | 'path'> & { body?: string },
    came: (bytes: number) => void = () => {},
  ): Promise<{ status: number; location: string; text: string } | null> => {
    const port = ports[Math.floor(Math.random() * ports.length)]
    if (port === undefined) return null
    try {
      const headers = asked.body === undefined ? {} : FORM
      const answer = await agent.request({ origin: `http://127.0.0.1:${port}`, headers, ...asked })
      const pieces: Buffer[] = []
      for await (const piece of answer.body) {
        pieces.push(piece as Buffer)
        if (answer.statusCode === 200) came((piece as Buffer).length)
      }
      const { location } = answer.headers
      const text = answer.statusCode === 200 ? '' : Buffer.concat(pieces).toString()
      return { status: answer.statusCode, location: String(location ?? ''), text }
    } catch {
      return null
    }
  }

  /**
   * One visitor: claims a download on the page, fetches it, and tries again where a process died, or nothing could be sent. The
   * browser stays the same, so that a claim whose answer was lost is the same one the next time.
   */
  const visit = async ({ page, ports, bytes, leaves, patienceMs }: Visiting): Promise<Attempt> => {
    const body = `browser=${randomBytes(16).toString('base64url')}`
    const attempt: Attempt = { claims: [], givenBack: [], by: null, end: 'gave up' }
    const odd = (where: string, { status, text }: { status: number; text: string }): Attempt => ({
      ...attempt,
      end: 'odd',
      detail: `${where}: ${status} ${/<h1>(.*?)<\/h1>/.exec(text)?.[1] ?? ''}`,
    })
    const last = performance.now() + patienceMs
    let location: string | null = null
    for (; performance.now() < last; await wait(PAUSE_MS * (0.5 + Math.random()))) {
      if (location === null) {
        const answer = await ask(ports(), { method: 'POST', path: page, body })
        if (answer === null || LATER.has(answer.status)) continue
        if (answer.status === 410) return { ...attempt, end: 'gone' }
        if (answer.status !== 303) return odd('page', answer)
        location = answer.location
        const claim = claimOf(location)
        if (!attempt.claims.includes(claim)) attempt.claims.push(claim)
        if (leaves) return { ...attempt, end: 'left' }
      }
      const claim = claimOf(location)
      let got = 0
      const answer = await ask(ports(), { method: 'GET', path: location }, (more) => {
        got += more
        attempt.by = claim
      })
      if (answer === null || LATER.has(answer.status)) continue
      if (answer.status === 200 && got === bytes) return { ...attempt, end: 'got' }
      if (answer.status !== 410) return odd('file', { ...answer, text: `<h1>${got} bytes</h1>` })
      if (answer.text.includes(HAD_ITS_BYTES)) return { ...attempt, end: 'sent' }
      if (!answer.text.includes(NOT_USED)) return odd('file', answer)
      attempt.givenBack.push(claim)
      location = null
    }
    return attempt
  }

  return { visit, close: () => agent.destroy() }
}
