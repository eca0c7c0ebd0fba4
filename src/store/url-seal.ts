import type { UrlSeal } from '../use-cases/answer-ports.ts'
import type { Vault } from '../use-cases/ports.ts'

/** What a sealed one begins with: no address does. */
const SEALED = 'sealed:'

const withUrls = (value: unknown, change: (url: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((one) => withUrls(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      name === 'url' && typeof one === 'string' ? change(one) : withUrls(one, change),
    ]),
  )
}

/** Null: nothing is sealed or opened. */
export const createUrlSeal = (vault: Vault | null): UrlSeal => {
  if (vault === null) return { seal: (record) => record, open: (record) => record }
  const placeOf = (place: readonly string[]) => JSON.stringify([...place, 'url'])

  return {
    seal: <T>(record: T, place: readonly string[]) =>
      withUrls(record, (url) =>
        url.startsWith(SEALED) ? url : `${SEALED}${vault.seal(url, placeOf(place))}`,
      ) as T,
    open: <T>(record: T, place: readonly string[]) =>
      withUrls(record, (url) => {
        if (!url.startsWith(SEALED)) return url
        try {
          return vault.open(url.slice(SEALED.length), placeOf(place))
        } catch {
          return url
        }
      }) as T,
  }
}
