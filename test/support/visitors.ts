import { createHash } from 'node:crypto'

export interface Visit {
  status: number
  sha256: string
}

/** Somebody follows an address and takes the bytes; each visitor has a browser of their own. */
export const download = async (
  address: string,
  browser: string,
  headers: Record<string, string> = {},
): Promise<Visit> => {
  const response = await fetch(address, {
    redirect: 'manual',
    headers: { 'user-agent': browser, ...headers },
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, sha256: createHash('sha256').update(bytes).digest('hex') }
}
