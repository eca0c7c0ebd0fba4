import type { ShareLink } from '../../domain/share.ts'
import type { Takers } from '../../domain/takers.ts'
import type { Line } from './rich.ts'
import { byView, downloads, number, use } from './share-words.ts'
import { takenBy } from './takers-words.ts'

const sumOf = (news: number, share: ShareLink): string => {
  if (share.state === 'revoked') {
    const late = `${downloads(news)} from before the link stopped working ${news === 1 ? 'was' : 'were'} seen only now`
    return share.terms.limit === null
      ? `${late}, ${downloads(share.downloads)} in all.`
      : `${late}: ${use(share)}.`
  }
  const fresh = `${number(news)} new ${news === 1 ? 'download' : 'downloads'}`
  return share.terms.limit === null
    ? `${fresh}, ${downloads(share.downloads)} so far.`
    : `${fresh}: ${use(share)}.`
}

/** A line for new downloads, in a thread. For a dead link they are late news. `takers`: who took these; null: not known. */
export const newDownloads = (news: number, share: ShareLink, takers: Takers | null): Line => {
  const taken = takers === null ? null : takenBy(takers, 'name')
  if (taken === null) return [[sumOf(news, share), ...byView(share)].join(' ')]
  const sum = share.terms.limit === null ? `${downloads(share.downloads)} so far` : use(share)
  return [...taken, `: ${sum}.`]
}
