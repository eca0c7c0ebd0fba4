import { pageAddress } from '../../domain/link-address.ts'
import type { LinkRequest, PortalFile, PortalLink } from '../../domain/portal-facts.ts'
import { decodeShareKey } from '../../domain/share-key.ts'
import { linkDifferences, whyNotShareable } from '../../domain/shareable.ts'
import { type Finding, findingsOf } from '../finding.ts'

const file = findingsOf('live.file')
const link = findingsOf('live.link')

const NOT_SHAREABLE: Readonly<Record<string, string>> = {
  'data-room': 'it lies in a virtual data room, where strangers never get in',
  'form-room': 'it is a form in a form-filling room',
  'quota-full': 'it has as many links as it may have',
}

/** Why no link can be made to this file; null where one can. */
export const unshareableFinding = (found: PortalFile, links: readonly PortalLink[]): Finding | null => {
  const refusal = whyNotShareable(found, links)
  if (refusal === null) return null
  const why = NOT_SHAREABLE[refusal.reason] ?? "the key's account may not make links to it"
  return file.fail(`No link can be made to file ${found.id}: ${why}.`, 'Take another file for --file.')
}

const isWrong = 'Ask whoever runs DocSpace. Until then links promise what they do not keep.'

/** In what the link that was made differs from what the app assumes. */
export const linkFindings = (origin: string, asked: LinkRequest, made: PortalLink): Finding[] => {
  const differences = linkDifferences(asked, made).map((difference): Finding => {
    switch (difference.what) {
      case 'end':
        return link.fail(
          `DocSpace gave the link another end: ${difference.end === null ? 'none' : new Date(difference.end).toISOString()} in place of ${new Date(asked.expiresAt).toISOString()}.`,
          isWrong,
        )
      case 'internal':
        return link.fail(
          'DocSpace made the link internal: only people with an account there can open it.',
          'Allow external links in DocSpace (Settings, Security), or take a file elsewhere.',
        )
      default:
        return link.fail(`DocSpace gave the link another ${difference.what} than was asked for.`, isWrong)
    }
  })
  if (made.id.toLowerCase() !== asked.linkId.toLowerCase())
    differences.push(
      link.fail(
        'DocSpace gave the link an id of its own: a call that is repeated would make a second link.',
        isWrong,
      ),
    )
  if (decodeShareKey(made.requestToken) !== made.id.toLowerCase())
    differences.push(
      link.fail(
        "The link's key doesn't name the link: downloads can't be told from those by other links.",
        'Use exact limits (PUBLIC_URL), which need no trail.',
      ),
    )
  if (pageAddress(origin, made.shareLink) === null)
    differences.push(
      link.warn(
        "The link's page has no address of the usual kind (/s/…).",
        'View-only links cannot be opened.',
      ),
    )
  return differences
}
