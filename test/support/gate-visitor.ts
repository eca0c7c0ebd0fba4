import { type IncomingHttpHeaders, request } from 'node:http'
import type { ShareRef } from '../../src/domain/share.ts'
import { gatePaths } from './exact-share.ts'
import { sendRaw } from './raw-request.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** How many bytes came, with which status. `most`: after so many the visitor breaks off. */
export const fetchBytes = (
  address: string,
  headers: IncomingHttpHeaders = {},
  most = Number.POSITIVE_INFINITY,
): Promise<{ status: number; bytes: number; text: string }> =>
  new Promise((resolve, reject) => {
    const outgoing = request(address, { headers, agent: false }, async (response) => {
      // A stream that is cut is reset, which its request hears of too.
      outgoing.off('error', reject).on('error', () => {})
      const status = response.statusCode ?? 0
      const pieces: Buffer[] = []
      let bytes = 0
      try {
        for await (const piece of response) {
          pieces.push(piece as Buffer)
          bytes += (piece as Buffer).length
          if (bytes >= most) break
        }
      } catch {
        // It was cut off from the other side.
      }
      resolve({ status, bytes, text: bytes < 20_000 ? Buffer.concat(pieces).toString() : '' })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })

/** Visitors of one share's page, at the process that listens there. */
export const gateVisitors = (ref: ShareRef, port: number) => {
  const origin = `http://127.0.0.1:${port}`
  const page = gatePaths.pagePath(ref)
  return {
    look: (method = 'GET') => sendRaw(origin, { path: page, method }),
    /** A browser presses the button, a new one where none is named; what it is led to, or why there is nothing. */
    press: async (browser = '') => {
      const { status, headers } = await sendRaw(origin, {
        path: page,
        method: 'POST',
        headers: FORM,
        body: `browser=${browser}`,
      })
      return { status, address: headers.location === undefined ? null : origin + headers.location }
    },
    /** The same, where there is a download left. */
    claim: async (): Promise<string> => {
      const { status, headers } = await sendRaw(origin, {
        path: page,
        method: 'POST',
        headers: FORM,
        body: '',
      })
      if (headers.location === undefined) throw new Error(`no claim: ${status}`)
      return origin + headers.location
    },
  }
}
