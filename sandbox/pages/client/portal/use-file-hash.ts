import { useEffect, useState } from 'preact/hooks'

/** The file that an address names: `#/file/4821`. */
export const fileOfHash = (hash: string): string | undefined => {
  const id = /^#\/file\/(.+)$/.exec(hash)?.[1]
  try {
    return id && decodeURIComponent(id)
  } catch {
    // Not made by this page.
    return undefined
  }
}

export const hashOfFile = (id: string): string => `#/file/${encodeURIComponent(id)}`

/** The file that the page's address names now. */
export const useFileHash = (): string | undefined => {
  const [id, setId] = useState(() => fileOfHash(location.hash))
  useEffect(() => {
    const read = () => setId(fileOfHash(location.hash))
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [])
  return id
}
