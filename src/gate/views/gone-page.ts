import type { ClaimGone } from '../../domain/gone.ts'
import { nameLike } from '../../domain/name-like.ts'
import { escapeHtml, page } from './layout.ts'
import { aboutWords, momentHtml } from './words.ts'

/** What the page says of a share or a download that is over. */
export interface GonePage {
  why: ClaimGone
  /** Who made the link, as people call them. */
  creator: string
  limit: number | null
  expiresAt: number
  windowMs: number
  /** The page of the share, where it may be asked for again; null: it is not for this visitor. */
  pagePath: string | null
}

const headline = (why: ClaimGone): string => {
  switch (why) {
    case 'used-up':
      return 'All downloads are taken'
    case 'expired':
      return 'This link has expired'
    case 'revoked':
      return 'This link is closed'
    case 'paused':
      return 'This link is paused'
    case 'late':
      return 'This download has expired'
    case 'too-much':
      return 'This download was sent already'
    case 'given-back':
      return 'This download was not used'
  }
}

/** HTML. */
const story = ({ why, limit, expiresAt, windowMs }: GonePage): string => {
  switch (why) {
    case 'used-up':
      return limit === 1
        ? 'The link was for one download, and it has been taken.'
        : `The link was for ${limit ?? 'some'} downloads, and the last one has been taken.`
    case 'expired':
      return `It was open until ${momentHtml(expiresAt)}.`
    case 'revoked':
      return 'The file is no longer shared.'
    case 'paused':
      return 'It will work again. Please come back later.'
    case 'late':
      return `Each download works for ${aboutWords(windowMs)}.`
    case 'too-much':
      return 'The whole file was sent several times, which is the most that one download allows.'
    case 'given-back':
      return "The file couldn't be sent, so this download wasn't counted."
  }
}

const next = ({ why, pagePath, creator }: GonePage): string => {
  const ask = `<p>If you need the file, ask <strong><bdi>${escapeHtml(nameLike(creator, 80))}</bdi></strong>, who shared it.</p>`
  if (why !== 'late' && why !== 'too-much' && why !== 'given-back') return ask
  return pagePath === null
    ? '<p>Go back to the message in Slack and press <strong>Get the file</strong> there.</p>'
    : `<a class="button" href="${escapeHtml(pagePath)}">Back to the file</a>\n${ask}`
}

/** Why there is nothing to download, and what to do. */
export const gonePage = (facts: GonePage): string => {
  const title = headline(facts.why)
  return page(title, `<h1>${title}</h1>\n<p>${story(facts)}</p>\n${next(facts)}`)
}
