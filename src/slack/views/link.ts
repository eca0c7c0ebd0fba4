import type { Answer } from '../../domain/answer.ts'
import { hasPassword, isExact, type ShareLink } from '../../domain/share.ts'
import { actionsBlock } from './actions-block.ts'
import { type Line, richText, textOf, type View } from './rich.ts'
import { detailsButton } from './share-buttons.ts'
import { use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** What comes of opening it, for whoever passes it on. */
const whatItDoes = (share: ShareLink): string => {
  if (isExact(share)) return `It opens a page with the download. Looking costs nothing (${use(share)}).`
  return share.direct
    ? `Opening it downloads the file right away, and that counts (${use(share)}).`
    : `It opens the file in DocSpace (${use(share)}).`
}

const linesOf = ({ share, link }: Extract<Answer, { kind: 'link' }>): Line[] => {
  const name = { bold: nameLike(share.file.title) }
  if (link === null)
    return [
      [name, ' has no link to send: in Slack each person gets their own.'],
      ['Your Sharelink admin can add a page for people outside Slack (PUBLIC_URL).'],
    ]
  return [
    ['The link to ', name, ', to copy and send on:'],
    // As a link, a tap of the one who sends it would use up a download.
    [{ code: link, exact: true }],
    [whatItDoes(share)],
    ...(hasPassword(share) ? [['People need its password too. Sharelink does not show it again.']] : []),
  ]
}

/** The link of a share as text, for somebody who may revoke it. */
export const linkView = (answer: Extract<Answer, { kind: 'link' }>): View => {
  const lines = linesOf(answer)
  const { share } = answer
  return {
    text: textOf(lines),
    blocks: [richText(lines), ...actionsBlock(`link:${share.id}`, [detailsButton(share)])],
  }
}
