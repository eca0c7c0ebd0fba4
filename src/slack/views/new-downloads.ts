import type { ShareLink } from '../../domain/share.ts'
import type { Takers } from '../../domain/takers.ts'
import type { Line } from './rich.ts'
import { byView, downloads, number, use } from './share-words.ts'
import { takenBy } from './takers-words.ts'

/** `1 of 3`, `1,235 so far`. */
const stand = ({ terms: { limit }, downloads: count }: ShareLink): string => {
  if (limit === null) return `${number(count)} so far`
  return count > limit ? `${number(count)}, limit ${number(limit)}` : `${number(count)} of ${number(limit)}`
}

const sumOf = (news: number, share: ShareLink): string => {
  if (share.state === 'revoked') {
    const late = news === 1 ? '1 earlier download' : `${number(news)} earlier downloads`
    return `${late} showed up late: ${number(share.downloads)} in all.`
  }
  return `${news === 1 ? 'Downloaded' : downloads(news)} (${stand(share)}).`
}

/** A line for new downloads, in a thread. For a dead link they are late news. `takers`: who took these; null: not known. */
export const newDownloads = (news: number, share: ShareLink, takers: Takers | null): Line => {
  const taken = takers === null ? null : takenBy(takers, 'name')
  return taken === null
    ? [[sumOf(news, share), ...byView(share)].join(' ')]
    : [...taken, `: ${share.terms.limit === null ? stand(share) : use(share)}.`]
}
