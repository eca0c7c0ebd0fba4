import type { Visitor } from './visitors.ts'
import { sizeWords } from './words.ts'

export type Taken = { words: string; isFile: boolean; name: string; bytes: Blob }

const NO_BYTES = new Blob()

const nameOf = (disposition: string | null): string => {
  const name = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return name ? decodeURIComponent(name) : 'file'
}

/** What an answer without the file means, in a few words. */
export const refusalWords = (status: number, retryAfter: string | null, text: string): string => {
  if (status === 403) return '403, refused: no file came'
  if (status === 404) return '404, the portal has no such file'
  if (status === 429) return `429, too many requests${retryAfter ? `: come back in ${retryAfter} s` : ''}`
  if (status === 502) return `502, ${text}`
  return status < 400 ? `${status}, a page of the portal instead of a file` : `${status}, no file came`
}

/** Follows an address as somebody and takes what comes. Never rejects. */
export const takeAs = async (address: string, { as, browser }: Visitor): Promise<Taken> => {
  const query = new URLSearchParams({ address, as, browser: String(browser) })
  try {
    const answer = await fetch(`/api/portal/visit?${query}`)
    const bytes = await answer.blob()
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true
    const name = nameOf(answer.headers.get('content-disposition'))
    if (answer.ok && !isPage)
      return {
        words: `${answer.status}, ${name}, ${sizeWords(bytes.size)} received`,
        isFile: true,
        name,
        bytes,
      }
    const text = answer.status === 502 ? await bytes.text() : ''
    const words = refusalWords(answer.status, answer.headers.get('retry-after'), text)
    return { words, isFile: false, name, bytes }
  } catch {
    const words = 'Broken off: the connection was cut before everything had come'
    return { words, isFile: false, name: '', bytes: NO_BYTES }
  }
}

/** Puts the bytes where the person's browser keeps its downloads. */
export const save = ({ name, bytes }: Taken): void => {
  const address = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has to read it first.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
