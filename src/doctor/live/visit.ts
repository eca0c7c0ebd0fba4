import { directAddress } from '../../domain/link-address.ts'

/** What a visitor got. */
export interface Visit {
  status: number
  /** Bytes of the answer; null where the portal leads elsewhere for them. */
  bytes: number | null
  ms: number
}

const TIMEOUT_MS = 60_000

/** Takes a file as a visitor does who is not signed in: all of it, or what the portal says in its place. */
export const createVisit =
  (origin: string, monotonic: () => number) =>
  async (fileId: string, key: string, action: 'download' | 'view'): Promise<Visit> => {
    const address = directAddress(origin, fileId, key).replace('action=download', `action=${action}`)
    const begun = monotonic()
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { 'user-agent': 'sharelink-doctor', accept: '*/*' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    let bytes = 0
    for await (const chunk of answer.body ?? []) bytes += chunk.length
    return { status: answer.status, bytes: answer.status === 302 ? null : bytes, ms: monotonic() - begun }
  }

export const wasGiven = ({ status }: Visit): boolean => status === 200 || status === 302
