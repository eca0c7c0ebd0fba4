import type { UrlSeal } from '../use-cases/answer-ports.ts'
import type { JobName } from './catalogue.ts'

const placeOf = (name: JobName, data: unknown): string[] => {
  const team = (data as { team?: unknown } | null)?.team
  return [typeof team === 'string' ? team : '', name]
}

/** Seals the response_urls in jobs where these are put into their queues, and opens them where they are taken. */
export const createJobUrls = (urls: UrlSeal) => ({
  seal: <T>(name: JobName, data: T): T => urls.seal(data, placeOf(name, data)),
  open: (name: JobName, data: unknown): unknown => urls.open(data, placeOf(name, data)),
})
