import type { Answer } from '../../domain/answer.ts'
import { isExact } from '../../domain/share.ts'
import { type Line, linesView, type View } from './rich.ts'
import { protection, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** To the person who extended a share: what holds now. Where there is no message, the creator gets the link here. */
export const extendedView = ({ share }: Extract<Answer, { kind: 'extended' }>): View => {
  const link: Line[] = isExact(share)
    ? []
    : share.message === null && share.address !== null
      ? [['Link to send on: ', { code: share.address, exact: true }]]
      : [['The link itself stays the same.']]
  return linesView(
    ['Extended the link to ', { bold: nameLike(share.file.title) }, '.'],
    [
      'Expires ',
      { date: share.terms.expiresAt },
      ...[use(share), ...protection(share)].map((part) => ` · ${part}`),
      ` · ID ${share.id}`,
    ],
    ...link,
  )
}
